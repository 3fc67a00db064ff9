/** An oracle for tests: handlers are plain functions in this process, run again from the start for every question. */
import type { Plain } from "../../../../src/base/plain.ts";
import type {
  CheckAnswer,
  CheckQuestion,
  CounterAnswer,
  CounterQuestion,
  Effect,
  MonitorAnswer,
  MonitorQuestion,
  NextAnswer,
  NextQuestion,
  Operation,
  OperationCall,
  ScenarioSpec,
  Task,
  TaskResult,
  Thrown,
  TxAnswer,
  TxQuestion,
  WorldView,
} from "../../../../src/core/simulation/model.ts";
import type { Oracle } from "../../../../src/core/simulation/oracle.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- learners' handlers are written against loosely typed messages.
type Loose = any;
export type Handler = (ctx: FakeContext, body: Loose) => unknown;
export type Handlers = Readonly<Record<string, Readonly<Record<string, Handler>>>>;
export type Checks = Readonly<Record<string, (view: WorldView) => boolean | string>>;

export type Monitor = (value: Plain, effects: readonly Effect[]) => Plain;

export interface FakeContext {
  readonly db: {
    get(key: string): Promise<Loose>;
    put(key: string, value: Plain): Promise<void>;
    delete(key: string): Promise<void>;
    has(key: string): Promise<boolean>;
    add(key: string, value: number): Promise<number>;
    entries(prefix?: string): Promise<[string, Loose][]>;
  };
  readonly mem: { get(key: string): Loose; put(key: string, value: Plain): void };
  tx(work: (t: FakeTransaction) => Loose): Promise<Loose>;
  publish(type: string, body: Plain, options?: { key?: string }): Promise<void>;
  call(service: string, method: string, args?: Plain): Promise<Loose>;
  ack(): Promise<void>;
  nack(): Promise<void>;
  deadLetter(reason: string): Promise<void>;
  sleep(ms: number): Promise<void>;
  now(): number;
  readonly delivery: Task["delivery"];
}

export interface FakeTransaction {
  get(key: string): Loose;
  has(key: string): boolean;
  put(key: string, value: Plain): void;
  readonly outbox: { add(type: string, body: Plain): void };
}

interface Issued {
  readonly operation: Operation;
  readonly work?: (t: FakeTransaction) => Loose;
  resolve(value: Plain): void;
  reject(error: unknown): void;
  answered: boolean;
}

/** Counts how often it was asked; fails when the same question comes twice. */
export class FakeOracle implements Oracle {
  asked = 0;
  readonly #handlers: Handlers;
  readonly #checks: Checks;
  readonly #monitor: Monitor;

  constructor(handlers: Handlers, checks: Checks = {}, monitor: Monitor = (value) => value) {
    this.#handlers = handlers;
    this.#checks = checks;
    this.#monitor = monitor;
  }

  async next(question: NextQuestion): Promise<NextAnswer> {
    this.asked++;
    const run = await this.#run(question.task, question.mem, question.now);
    const pending = run.issued.filter(({ answered }) => !answered).map(({ operation }) => operation);
    const mem = run.mem === question.mem ? {} : { mem: run.mem };
    return { recorded: run.recorded, ...mem, pending, outcome: run.outcome, reads: [...run.reads] };
  }

  async tx(question: TxQuestion): Promise<TxAnswer> {
    this.asked++;
    const run = await this.#run(question.task, question.mem, question.now);
    const db: Record<string, Plain> = { ...question.db };
    const writes: { key: string; value: Plain; deleted: boolean }[] = [];
    const outbox: { type: string; body: Plain }[] = [];
    try {
      const value: Plain = run.issued[question.index]?.work?.({
        get: (key) => {
          run.reads.add(`db/${key}`);
          return db[key];
        },
        has: (key) => {
          run.reads.add(`db/${key}`);
          return Object.hasOwn(db, key);
        },
        put: (key, value) => {
          db[key] = value;
          writes.push({ key, value, deleted: false });
        },
        outbox: { add: (type, body) => void outbox.push({ type, body }) },
      });
      return { kind: "committed", value, writes, outbox, reads: [...run.reads] };
    } catch (error) {
      return { kind: "threw", error: thrown(error), reads: [...run.reads] };
    }
  }

  async check({ check, view }: CheckQuestion): Promise<CheckAnswer> {
    this.asked++;
    const reads = new Set<string>();
    const said = (): { reads: string[] } => ({ reads: [...reads] });
    try {
      const result = this.#checks[check]?.(watched(view, reads)) ?? true;
      if (result === true) return { kind: "holds", ...said() };
      return result === false ? { kind: "broken", ...said() } : { kind: "broken", detail: result, ...said() };
    } catch (error) {
      return { kind: "threw", error: thrown(error), ...said() };
    }
  }

  async monitor({ value, effects }: MonitorQuestion): Promise<MonitorAnswer> {
    this.asked++;
    return { kind: "folded", value: this.#monitor(value, effects) };
  }

  async counters({ effects }: CounterQuestion): Promise<CounterAnswer> {
    this.asked++;
    return { kind: "weighed", weights: [effects.filter(({ kind }) => kind === "requested").length] };
  }

  async #run(task: Task, startMem: NextQuestion["mem"], now: number) {
    const handler = this.#handlers[task.service]?.[task.message.type];
    if (handler === undefined) throw new Error(`No handler for ${task.message.type} in ${task.service}`);
    const issued: Issued[] = [];
    const recorded: TaskResult[] = [];
    const known = task.results.filter((result) => result.kind === "recorded");
    const reads = new Set<string>();
    let mem = startMem;
    let outcome: NextAnswer["outcome"] = { kind: "waiting" };

    const issue = (call: OperationCall, work?: (t: FakeTransaction) => Loose): Promise<Loose> =>
      new Promise((resolve, reject) => {
        const index = issued.length;
        const operation = { index, call, at: { file: "exercise.ts", line: index + 1, column: 1 } };
        issued.push({ operation, ...(work === undefined ? {} : { work }), resolve, reject, answered: false });
      });
    const record = (fresh: () => Plain): Loose => {
      const before = known.shift();
      if (before !== undefined) return before.value;
      const value = fresh();
      recorded.push({ kind: "recorded", value });
      return value;
    };
    const ctx: FakeContext = {
      db: {
        get: (key) => issue({ op: "db.get", key }),
        put: (key, value) => issue({ op: "db.put", key, value }),
        delete: (key) => issue({ op: "db.delete", key }),
        has: (key) => issue({ op: "db.has", key }),
        add: (key, value) => issue({ op: "db.add", key, value }),
        entries: (prefix = "") => issue({ op: "db.entries", prefix }),
      },
      mem: {
        get: (key) =>
          record(() => {
            reads.add("mem");
            return mem[key];
          }),
        put: (key, value) =>
          record(() => {
            reads.add("mem");
            mem = { ...mem, [key]: value };
            return undefined;
          }),
      },
      tx: (work) => issue({ op: "tx" }, work),
      publish: (type, body, options = {}) => issue({ op: "publish", type, body, ...options }),
      call: (service, method, args) => issue({ op: "call", service, method, args }),
      ack: () => issue({ op: "ack" }),
      nack: () => issue({ op: "nack" }),
      deadLetter: (reason) => issue({ op: "deadLetter", reason }),
      sleep: (ms) => issue({ op: "sleep", ms }),
      now: () =>
        record(() => {
          reads.add("now");
          return now;
        }),
      delivery: new Proxy(task.delivery, {
        get: (delivery, name) => {
          if (name === "attempt" || name === "tag") reads.add(name);
          return Reflect.get(delivery, name) as unknown;
        },
      }),
    };
    void (async () => handler(ctx, task.message.body))().then(
      (value) => {
        outcome = { kind: "returned", value: value as Plain };
      },
      (error: unknown) => {
        outcome = { kind: "threw", error: thrown(error) };
      },
    );
    await settled();
    for (const result of task.results) {
      if (result.kind === "recorded") continue;
      const operation = issued[result.index];
      if (operation === undefined) throw new Error("An answer to an operation that was not issued");
      operation.answered = true;
      if ("error" in result)
        operation.reject(Object.assign(new Error(result.error.message), { name: result.error.name }));
      else operation.resolve(result.value);
      await settled();
    }
    return { issued, recorded, mem, reads, outcome: outcome as NextAnswer["outcome"] };
  }
}

/** The view, with a note of each part that is looked at. */
function watched(view: WorldView, reads: Set<string>): WorldView {
  const named: Readonly<Record<string, string>> = { db: "db", replies: "replies", monitors: "monitor" };
  return new Proxy(view, {
    get: (whole, part) => {
      const value = Reflect.get(whole, part) as object;
      const prefix = named[String(part)];
      if (prefix === undefined) {
        reads.add(String(part));
        return value;
      }
      return new Proxy(value, {
        get: (record, name) => {
          reads.add(`${prefix}/${String(name)}`);
          return Reflect.get(record, name) as unknown;
        },
      });
    },
  });
}

/** A scenario with everything it does not say left at its defaults; handlers are taken from the fake's. */
export function specOf(
  handlers: Handlers,
  parts: {
    services?: Record<string, Partial<ScenarioSpec["services"][string]>>;
    queues?: ScenarioSpec["queues"];
    clients?: ScenarioSpec["clients"];
    checks?: ScenarioSpec["checks"];
    faults?: Partial<ScenarioSpec["faults"]>;
    rest?: Partial<ScenarioSpec>;
  } = {},
): ScenarioSpec {
  const names = new Set([...Object.keys(handlers), ...Object.keys(parts.services ?? {})]);
  const services = [...names].map((name) => [
    name,
    {
      ack: "auto",
      concurrency: 1,
      db: {},
      atomic: false,
      clockOffset: 0,
      clockJump: (parts.faults?.clock ?? 0) > 0 ? 1000 : 0,
      exceptionsAllowed: false,
      ...parts.services?.[name],
    },
  ]);
  const most = Math.max(0, ...Object.values(parts.clients ?? {}).map(({ length }) => length));
  return {
    services: Object.fromEntries(services) as ScenarioSpec["services"],
    queues: parts.queues ?? {},
    clients: parts.clients ?? {},
    faults: { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 0, ...parts.faults },
    perMessage: { drop: 0, duplicate: 0 },
    partitions: "hold",
    scale: [most],
    timed: false,
    monitors: [],
    counters: [],
    checks: parts.checks ?? [],
    handlers: Object.fromEntries(Object.entries(handlers).map(([name, on]) => [name, Object.keys(on)])),
    ...parts.rest,
  };
}

/** A client's request. */
export function request(service: string, method: string, args: Plain = null): ScenarioSpec["clients"][string][number] {
  return { service, method, args };
}

function thrown(error: unknown): Thrown {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message, at: { file: "exercise.ts", line: 99, column: 1 } };
}

/** Resolves when every promise reaction that can run has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
