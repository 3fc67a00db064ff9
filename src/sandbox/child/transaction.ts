/** The synchronous callback of `ctx.tx`, run on a copy of the service's `db` with its reads and writes recorded. */
import { frozen } from "./frozen.ts";
import type { Plain } from "../../base/plain.ts";
import type { Thrown, TxAnswer } from "../../core/simulation/model.ts";
import { requireAmount, requireText } from "./arguments.ts";
import { freshCopy } from "./plainCopy.ts";

export type TransactionWork = (t: unknown) => unknown;

/**
 * What is fed back as the result of a transaction: its value, and what it read. With the reads the callback can be run
 * again each time the handler is, so that variables it assigned hold what they held the first time.
 */
export interface TransactionLog {
  readonly value: Plain;
  readonly reads: readonly Plain[];
}

/** What a transaction needs of the handler's run it belongs to. */
interface Surroundings {
  readonly plain: (value: unknown) => Plain;
  readonly reads: Set<string>;
  thrown(error: unknown): Thrown;
}

type Committed = Extract<TxAnswer, { kind: "committed" }>;

export function runTransaction(
  work: TransactionWork,
  db: Readonly<Record<string, Plain>>,
  surroundings: Surroundings,
): TxAnswer {
  const entries = new Map(Object.entries(db));
  const writes = new Map<string, Committed["writes"][number]>();
  const outbox: Committed["outbox"][number][] = [];
  const reads: Plain[] = [];
  const store = {
    read: (make: () => Plain): Plain => {
      const value = make();
      reads.push(freshCopy(value));
      return value;
    },
    get: (key: string) => {
      surroundings.reads.add(`db/${key}`);
      return freshCopy(entries.get(key));
    },
    has: (key: string) => {
      surroundings.reads.add(`db/${key}`);
      return entries.has(key);
    },
    put: (key: string, value: Plain) => {
      entries.set(key, value);
      writes.set(key, { key, value, deleted: false });
    },
    delete: (key: string) => {
      entries.delete(key);
      writes.set(key, { key, value: undefined, deleted: true });
    },
    send: (message: Committed["outbox"][number]) => {
      outbox.push(message);
    },
  };
  try {
    const value = perform(work, store, surroundings);
    const log: TransactionLog = { value, reads };
    return {
      kind: "committed",
      value: log as unknown as Plain,
      writes: [...writes.values()],
      outbox,
      reads: [...surroundings.reads],
    };
  } catch (error) {
    return { kind: "threw", error: { ...surroundings.thrown(error), reads }, reads: [...surroundings.reads] };
  }
}

/** Runs the callback again on what it read before; its writes go nowhere. False where it read something else. */
export function replayTransaction(work: TransactionWork, reads: readonly Plain[], surroundings: Surroundings): boolean {
  let at = 0;
  let same = true;
  const nothing = (): void => undefined;
  const read = (): Plain => {
    if (at >= reads.length) same = false;
    return freshCopy(reads[at++]);
  };
  try {
    perform(
      work,
      { read, get: () => undefined, has: () => false, put: nothing, delete: nothing, send: nothing },
      surroundings,
    );
  } catch {
    // It threw the first time too; the handler is told so by the recorded error.
  }
  return same && at === reads.length;
}

interface Store {
  /** Records a read, or answers it from the record. */
  read(make: () => Plain): Plain;
  get(key: string): Plain;
  has(key: string): boolean;
  put(key: string, value: Plain): void;
  delete(key: string): void;
  send(message: Committed["outbox"][number]): void;
}

function perform(work: TransactionWork, store: Store, surroundings: Surroundings): Plain {
  const plain = (value: unknown): Plain => surroundings.plain(value);
  let open = true;
  const within = (key: unknown, name: string): string => {
    if (!open) throw new TypeError("The transaction is over; t can only be used inside its callback.");
    requireText(key, `t.${name}: the first argument`);
    return key;
  };
  const t = frozen({
    get: (key: unknown) => {
      const at = within(key, "get");
      return store.read(() => store.get(at));
    },
    has: (key: unknown) => {
      const at = within(key, "has");
      return store.read(() => store.has(at));
    },
    put: (key: unknown, value: unknown) => store.put(within(key, "put"), plain(value)),
    delete: (key: unknown) => store.delete(within(key, "delete")),
    add: (key: unknown, amount: unknown) => {
      const at = within(key, "add");
      requireAmount(amount, "t.add: the amount");
      // Only the value before is read from the record on replay, so that an error comes again at the same place.
      const before = store.read(() => store.get(at)) ?? 0;
      requireAmount(before, `t.add: the value at ${JSON.stringify(at)}`);
      const sum = before + amount;
      requireAmount(sum, `t.add: the sum at ${JSON.stringify(at)}`);
      store.put(at, sum);
      return sum;
    },
    outbox: {
      add: (type: unknown, body: unknown, options?: unknown) => {
        const message = { type: within(type, "outbox.add"), body: plain(body) };
        const { key } = (options ?? {}) as { key?: unknown };
        if (key !== undefined) requireText(key, "t.outbox.add: the option key");
        store.send(key === undefined ? message : { ...message, key });
      },
    },
  });
  try {
    const value = work(t);
    if (isThenable(value)) {
      throw new TypeError("The callback of ctx.tx must not be asynchronous: everything in it happens in one step.");
    }
    return plain(value);
  } finally {
    open = false;
  }
}

function isThenable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Promise || typeof Reflect.getOwnPropertyDescriptor(value, "then")?.value === "function";
}
