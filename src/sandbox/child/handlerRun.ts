/**
 * One run of a handler from its start, fed with the results its operations have had so far. The run belongs to one
 * question and is thrown away afterwards.
 */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { During } from "../../core/check/model.ts";
import type { NextAnswer, OperationCall, SourcePlace, Task, TaskResult, Thrown } from "../../core/simulation/model.ts";
import type { RegisteredHandler } from "./api.ts";
import { createContext } from "./context.ts";
import { placeInStack, placesInStack, type Sources, traceHere } from "./place.ts";
import { freshCopy, NotPlainData, plainCopy } from "./plainCopy.ts";
import { StopRun } from "./stopRun.ts";
import { toThrown } from "./thrown.ts";
import { replayTransaction, type TransactionLog, type TransactionWork } from "./transaction.ts";

/** Resolves in a later turn, when nothing that learner code has started can go on by itself. */
export type Turn = () => Promise<void>;

export interface RunInputs {
  /** Whether the answer says where in the code the operations are. */
  readonly withPlaces: boolean;
  readonly task: Task;
  readonly mem: Readonly<Record<string, Plain>>;
  readonly now: number;
}

interface Issued {
  readonly call: OperationCall;
  /** Only of an operation whose place the answer says: thousands of traces are what a check spends its memory on. */
  readonly trace?: { readonly stack?: string };
  readonly work?: TransactionWork;
  readonly settle: { resolve(value: unknown): void; reject(error: unknown): void };
  answered: boolean;
}

/** Lines told of an operation: its own and those that called it. */
const mostPlaces = 8;

export class HandlerRun {
  readonly #handler: RegisteredHandler;
  readonly #inputs: RunInputs;
  readonly #sources: Sources;
  readonly #turn: Turn;
  readonly #issued: Issued[] = [];
  /** Operations that have been answered before: nobody asks where they are. */
  readonly #known: ReadonlySet<number>;
  readonly #recorded: TaskResult[] = [];
  /** Parts of the question that the code looked at. */
  readonly reads = new Set<string>();
  #memory: Map<string, Plain> | undefined;
  #written = false;
  #fed = 0;
  #outcome: NextAnswer["outcome"] = { kind: "waiting" };
  #stop: StopRun | undefined;
  #over = false;

  constructor(handler: RegisteredHandler, inputs: RunInputs, sources: Sources, turn: Turn) {
    this.#handler = handler;
    this.#inputs = inputs;
    this.#sources = sources;
    this.#turn = turn;
    const { results } = inputs.task;
    this.#known = new Set(results.flatMap((result) => (result.kind === "operation" ? [result.index] : [])));
  }

  get task(): Task {
    return this.#inputs.task;
  }

  get now(): number {
    this.reads.add("now");
    return this.#inputs.now;
  }

  /** Which delivery of its message this is. */
  get attempt(): number {
    this.reads.add("attempt");
    return this.task.delivery.attempt;
  }

  get tag(): string {
    this.reads.add("tag");
    return this.task.delivery.tag;
  }

  get mem(): ReadonlyMap<string, Plain> {
    this.reads.add("mem");
    this.#memory ??= new Map(Object.entries(this.#inputs.mem));
    return this.#memory;
  }

  /** The same map, to be changed: what it holds afterwards is part of the answer. */
  get changedMem(): Map<string, Plain> {
    this.#written = true;
    return this.mem as Map<string, Plain>;
  }

  get during(): During {
    return { kind: "handler", service: this.task.service, message: this.task.message.id };
  }

  get at(): SourcePlace {
    return this.#handler.at ?? { file: "exercise.ts", line: 1, column: 1 };
  }

  /** Feeds all results. Throws {@link StopRun} for what ends the whole check. */
  async replay(): Promise<void> {
    void this.#call();
    await this.#settled();
    for (;;) {
      const result = this.task.results[this.#fed];
      if (result === undefined) return;
      const issued = result.kind === "operation" ? this.#issued[result.index] : undefined;
      // The same code with the same answers did something else than before.
      if (result.kind === "recorded" || issued === undefined || issued.answered) throw this.hiddenState();
      issued.answered = true;
      this.#fed += 1;
      this.#answer(issued, result);
      await this.#settled();
    }
  }

  /** What the handler does next. Call after {@link replay}. */
  answer(): NextAnswer {
    this.#over = true;
    const pending = this.#issued.flatMap((issued, index) => {
      if (issued.answered) return [];
      const { call, trace } = issued;
      const [at, ...via] = trace === undefined ? [] : placesInStack(trace.stack ?? "", this.#sources, mostPlaces);
      const place = { ...(at === undefined ? {} : { at }), ...(via.length === 0 ? {} : { via }) };
      return [{ index, call, ...place }];
    });
    if (this.#outcome.kind === "waiting" && pending.length === 0) {
      throw new StopRun({ code: "never-settles", during: this.during, at: this.at });
    }
    const mem = this.#written ? { mem: Object.fromEntries(this.mem) } : {};
    return { recorded: this.#recorded, ...mem, pending, outcome: this.#outcome, reads: [...this.reads] };
  }

  /** The callback of the transaction with this index. Call after {@link replay}. */
  transaction(index: number): TransactionWork {
    const work = this.#issued[index]?.work;
    if (work === undefined) throw this.hiddenState();
    return work;
  }

  hiddenState(): StopRun {
    return new StopRun({ code: "state-outside-ctx", during: this.during, at: this.at });
  }

  /** A `ctx` call that is a scheduling point. */
  issue(call: OperationCall, work?: TransactionWork): Promise<unknown> {
    this.#refuseAfterwards();
    const shown = this.#inputs.withPlaces && !this.#known.has(this.#issued.length);
    return new Promise((resolve, reject) => {
      const base = { call, settle: { resolve, reject }, answered: false };
      const trace = shown ? { trace: traceHere() } : {};
      this.#issued.push({ ...base, ...trace, ...(work === undefined ? {} : { work }) });
    });
  }

  /** A `ctx` call that is none: answered from what is recorded, or now and then recorded. */
  record(perform: () => Plain): Plain {
    this.#refuseAfterwards();
    const known = this.task.results[this.#fed];
    if (known !== undefined) {
      if (known.kind !== "recorded") throw this.stop(this.hiddenState());
      this.#fed += 1;
      return freshCopy(known.value);
    }
    const value = perform();
    this.#recorded.push({ kind: "recorded", value: freshCopy(value) });
    return value;
  }

  /** Copies a value that learner code hands over; what is no plain data ends the check even if the code catches it. */
  plain(value: unknown): Plain {
    try {
      return plainCopy(value);
    } catch (error) {
      if (!(error instanceof NotPlainData)) throw error;
      const at = placeInStack(traceHere().stack ?? "", this.#sources) ?? this.at;
      this.stop(new StopRun({ code: "not-plain-data", during: this.during, what: error.what, at }));
      throw error;
    }
  }

  thrown(error: unknown): Thrown {
    return toThrown(error, this.#sources);
  }

  /** Throws where something that happened during the run ends the whole check. */
  refuseStopped(): void {
    if (this.#stop !== undefined) throw this.#stop;
  }

  /** Remembers why the check has to end; returned to be thrown, so that the code does not go on. */
  stop(reason: StopRun): StopRun {
    this.#stop ??= reason;
    return reason;
  }

  async #call(): Promise<void> {
    try {
      const value = await this.#handler.run(createContext(this), freshCopy(this.task.message.body));
      this.#outcome = { kind: "returned", value: this.plain(value) };
    } catch (error) {
      // What is no error has no trace; before the first operation the step has no line either.
      const begun = this.task.results.some(({ kind }) => kind === "operation");
      this.#outcome = { kind: "threw", error: { ...(begun ? {} : { at: this.at }), ...this.thrown(error) } };
    }
  }

  async #settled(): Promise<void> {
    await this.#turn();
    this.refuseStopped();
  }

  #answer(issued: Issued, result: Extract<TaskResult, { kind: "operation" }>): void {
    if ("error" in result) {
      this.#replayWork(issued, result.error.reads);
      const error = new Error(result.error.message);
      Object.defineProperty(error, "name", { value: result.error.name });
      issued.settle.reject(error);
      return;
    }
    if (issued.work === undefined) {
      issued.settle.resolve(freshCopy(result.value));
      return;
    }
    const { value, reads } = result.value as unknown as TransactionLog;
    this.#replayWork(issued, reads);
    issued.settle.resolve(freshCopy(value));
  }

  /** Runs a transaction's callback on what it read, for what it did to the handler's own variables. */
  #replayWork(issued: Issued, reads: readonly Plain[] | undefined): void {
    if (issued.work === undefined || reads === undefined) return;
    if (!replayTransaction(issued.work, reads, this)) throw this.hiddenState();
  }

  #refuseAfterwards(): void {
    if (this.#over) throw new TypeError("This handler's run is over; its ctx can no longer be used.");
  }
}

/** Equal exactly when two runs of the same question did the same; places and stack traces aside. */
export function behaviourKey(answer: NextAnswer): string {
  const { recorded, mem = null, pending, outcome } = answer;
  const calls = pending.map(({ index, call }) => ({ index, call }));
  const ended = outcome.kind === "threw" ? { ...outcome, error: { ...outcome.error, at: undefined } } : outcome;
  return canonicalKey({ recorded, mem, calls, ended } as unknown as Plain);
}
