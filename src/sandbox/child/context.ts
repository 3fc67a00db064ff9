/** The `ctx` that a handler gets. Frozen; each call copies what it is given before anything else happens. */
import type { Plain } from "../../base/plain.ts";
import { kindOf, requireAmount, requireText } from "./arguments.ts";
import { frozen } from "./frozen.ts";
import type { HandlerRun } from "./handlerRun.ts";
import { freshCopy } from "./plainCopy.ts";
import type { TransactionWork } from "./transaction.ts";

export function createContext(run: HandlerRun): unknown {
  const { task } = run;
  let ids = 0;
  let draws = 0;
  const text = (value: unknown, what: string): string => {
    requireText(value, what);
    return value;
  };
  const ctx = {
    db: {
      get: (key: unknown) => run.issue({ op: "db.get", key: text(key, "ctx.db.get: the key") }),
      has: (key: unknown) => run.issue({ op: "db.has", key: text(key, "ctx.db.has: the key") }),
      delete: (key: unknown) => run.issue({ op: "db.delete", key: text(key, "ctx.db.delete: the key") }),
      put: (key: unknown, value: unknown) =>
        run.issue({ op: "db.put", key: text(key, "ctx.db.put: the key"), value: run.plain(value) }),
      add: (key: unknown, amount: unknown) => {
        requireAmount(amount, "ctx.db.add: the amount");
        return run.issue({ op: "db.add", key: text(key, "ctx.db.add: the key"), value: amount });
      },
      entries: (prefix: unknown = "") =>
        run.issue({ op: "db.entries", prefix: text(prefix, "ctx.db.entries: the prefix") }),
    },
    mem: memory(run),
    tx: (work: unknown) => {
      if (typeof work !== "function")
        throw new TypeError(`ctx.tx: the callback must be a function, but it is ${kindOf(work)}.`);
      return run.issue({ op: "tx" }, work as TransactionWork);
    },
    publish: (type: unknown, body: unknown, options?: unknown) => {
      const key = option(options, "key", "ctx.publish");
      const call = { op: "publish", type: text(type, "ctx.publish: the type"), body: run.plain(body) } as const;
      return run.issue(key === undefined ? call : { ...call, key });
    },
    call: (service: unknown, method: unknown, args: unknown, options?: unknown) => {
      const idempotencyKey = option(options, "idempotencyKey", "ctx.call");
      const call = {
        op: "call",
        service: text(service, "ctx.call: the service"),
        method: text(method, "ctx.call: the method"),
        args: run.plain(args),
      } as const;
      return run.issue(idempotencyKey === undefined ? call : { ...call, idempotencyKey });
    },
    ack: () => run.issue({ op: "ack" }),
    nack: () => run.issue({ op: "nack" }),
    deadLetter: (reason: unknown) =>
      run.issue({ op: "deadLetter", reason: text(reason, "ctx.deadLetter: the reason") }),
    sleep: (ms: unknown) => {
      requireAmount(ms, "ctx.sleep: the time");
      return run.issue({ op: "sleep", ms });
    },
    now: () => run.record(() => run.now),
    id: () => {
      const n = ++ids;
      return run.record(() => `${task.service}/${task.message.id}/${n}`);
    },
    random: () => {
      const n = ++draws;
      return run.record(() => fraction(`${task.service}/${task.message.id}/${n}`));
    },
    delivery: {
      get attempt() {
        return run.attempt;
      },
      get tag() {
        return run.tag;
      },
      queue: task.delivery.queue,
      key: task.delivery.key,
    },
  };
  return frozen(ctx);
}

function memory(run: HandlerRun) {
  const keyOf = (key: unknown, name: string): string => {
    requireText(key, `ctx.mem.${name}: the key`);
    return key;
  };
  return {
    get: (key: unknown) => {
      const at = keyOf(key, "get");
      return run.record(() => freshCopy(run.mem.get(at)));
    },
    has: (key: unknown) => {
      const at = keyOf(key, "has");
      return run.record(() => run.mem.has(at));
    },
    put: (key: unknown, value: unknown) => {
      const at = keyOf(key, "put");
      const copy: Plain = run.plain(value);
      run.record(() => void run.changedMem.set(at, copy));
    },
    delete: (key: unknown) => {
      const at = keyOf(key, "delete");
      run.record(() => void run.changedMem.delete(at));
    },
  };
}

function option(options: unknown, name: string, of: string): string | undefined {
  if (options === undefined || options === null) return undefined;
  const value = (options as Record<string, unknown>)[name];
  if (value !== undefined) requireText(value, `${of}: the option ${name}`);
  return value;
}

/** A fraction from 0 up to 1 that depends on the text alone (FNV-1a, then mixed). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
