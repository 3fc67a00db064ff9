/** The {@link Runner} for Node and the extension host: one run at a time, in a child process that is kept warm. */
import { realpathSync } from "node:fs";
import type { CancelSignal } from "../base/cancellation.ts";
import type { Disposable } from "../base/disposable.ts";
import { defaultSearch } from "../core/check/searchDefaults.ts";
import type {
  During,
  RunFailure,
  Runner,
  RunReply,
  RunRequest,
  SearchProgress,
  SteppingReply,
} from "../core/check/model.ts";
import type { SearchTold } from "../core/exploration/model.ts";
import type { SourcePlace } from "../core/simulation/model.ts";
import { type ChildEnd, knowsPermission, leastCpuSeconds, SandboxChild } from "./childProcess.ts";
import { type ChildMessage, maxReply, type RunCost } from "./wire.ts";

export interface ProcessRunnerOptions {
  /** The bundle of `child/main.ts`, one CommonJS file. */
  readonly childPath: string;
  /** The child's heap, in MB; 96 unless said otherwise. */
  readonly heapMb?: number;
  /** How long the code may run without coming back, in milliseconds; 3000 unless said otherwise. */
  readonly timeMs?: number;
  /** Hears what goes wrong with the process itself. English, for a log. */
  readonly log?: (line: string) => void;
  /** Hears what each run cost that came to an end by itself. */
  readonly onCost?: (cost: RunCost) => void;
}

/** Runs after which a child is replaced even if nothing is wrong with it. */
const runsPerChild = 50;
/** Milliseconds of running after which it is replaced too. */
const timePerChild = 60_000;
/** A run as a whole may take this many times the limit that holds between two signs of life. */
const wholeRun = 3;
/** Processor time in a second of running: code runs in one thread, beside those that compile it. */
const threads = 2;
/** Starting has a limit of its own: a busy machine is not the learner's loop. */
const startMs = 15_000;
/** How often a child is started for one run: the system may end one that had no chance to do wrong, to save memory. */
const mostStarts = 3;

interface Job {
  readonly request: RunRequest;
  readonly onProgress: SearchProgress | undefined;
  readonly settle: (reply: RunReply) => void;
}

interface Active {
  readonly job: Job;
  readonly id: number;
  during: During;
  at: SourcePlace;
  /** How far a search has got. */
  soFar?: SearchTold;
  /** The handler that ran last. */
  handling?: { readonly during: During; readonly at: SourcePlace };
}

export function createProcessRunner(options: ProcessRunnerOptions): Runner & Disposable {
  return new ProcessRunner(options);
}

class ProcessRunner implements Runner, Disposable {
  readonly #childPath: string;
  readonly #heapMb: number;
  readonly #timeMs: number;
  readonly #log: (line: string) => void;
  readonly #onCost: (cost: RunCost) => void;
  readonly #queue: Job[] = [];
  #permission = knowsPermission();
  #child: SandboxChild | undefined;
  #ready = false;
  /** Children started in a row of which none got ready. */
  #starts = 0;
  #runs = 0;
  /** Milliseconds that the child has been running code, and when the present run began. */
  #ran = 0;
  #begun = 0;
  /** Seconds of processor time that a child is started with: enough for the longest run that was asked for so far. */
  #cpuSeconds = leastCpuSeconds;
  /** The limit that the present child has. */
  #childCpuSeconds = 0;
  #id = 0;
  #active: Active | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #whole: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor({
    childPath,
    heapMb = 96,
    timeMs = 3000,
    log = () => undefined,
    onCost = () => undefined,
  }: ProcessRunnerOptions) {
    this.#childPath = realPath(childPath);
    this.#heapMb = heapMb;
    this.#timeMs = timeMs;
    this.#log = log;
    this.#onCost = onCost;
  }

  async step(request: RunRequest, signal?: CancelSignal): Promise<SteppingReply> {
    // Loaded when somebody steps for the first time: checks do without.
    const { openStepping } = await import("./steppingProcess.ts");
    if (this.#disposed) return failed({ code: "cancelled" });
    const options = { childPath: this.#childPath, heapMb: this.#heapMb, permission: this.#permission };
    return openStepping({ ...options, timeMs: this.#timeMs, log: this.#log }, request, signal);
  }

  run(request: RunRequest, signal?: CancelSignal, onProgress?: SearchProgress): Promise<RunReply> {
    if (this.#disposed || signal?.aborted === true) return Promise.resolve(failed({ code: "cancelled" }));
    return new Promise((resolve) => {
      const job: Job = {
        request,
        onProgress,
        settle: (reply) => {
          signal?.removeEventListener("abort", cancel);
          resolve(reply);
        },
      };
      const cancel = (): void => this.#cancel(job);
      signal?.addEventListener("abort", cancel);
      this.#queue.push(job);
      this.#pump();
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const waiting = this.#queue.splice(0);
    this.#dropChild();
    this.#finish(failed({ code: "cancelled" }));
    for (const job of waiting) job.settle(failed({ code: "cancelled" }));
  }

  #cancel(job: Job): void {
    const index = this.#queue.indexOf(job);
    if (index >= 0) {
      this.#queue.splice(index, 1);
      job.settle(failed({ code: "cancelled" }));
    } else if (this.#active?.job === job) {
      const { soFar } = this.#active;
      this.#dropChild();
      this.#finish(failed({ code: "cancelled", ...(soFar === undefined ? {} : { soFar }) }));
    }
  }

  /** Begins the next job if nothing is running. */
  #pump(): void {
    if (this.#active !== undefined || this.#disposed) return;
    const job = this.#queue.shift();
    if (job === undefined) return;
    const start = { file: "exercise.ts", line: 1, column: 1 };
    this.#active = { job, id: ++this.#id, during: { kind: "loading", file: start.file }, at: start };
    // The child may be as old as one may get, so that what it can be asked for comes on top of that.
    const cpuSeconds = Math.ceil(((timePerChild + this.#mostMs(job)) / 1000) * threads);
    this.#cpuSeconds = Math.max(this.#cpuSeconds, cpuSeconds);
    if (this.#childCpuSeconds < cpuSeconds) this.#dropChild();
    if (this.#child === undefined) {
      this.#starts = 0;
      this.#startChild();
    } else if (this.#ready) this.#begin();
  }

  #startChild(): void {
    this.#ready = false;
    this.#starts += 1;
    this.#runs = 0;
    this.#ran = 0;
    this.#childCpuSeconds = this.#cpuSeconds;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#fail({ code: "sandbox-died", reason: "it did not start in time" }), startMs);
    const child: SandboxChild = new SandboxChild(
      {
        childPath: this.#childPath,
        heapMb: this.#heapMb,
        permission: this.#permission,
        cpuSeconds: this.#cpuSeconds,
      },
      {
        onMessage: (message) => void (this.#child === child && this.#receive(message)),
        onEnd: (end) => void (this.#child === child && this.#ended(end)),
      },
    );
    this.#child = child;
  }

  #begin(): void {
    const active = this.#active;
    if (active === undefined) return;
    this.#runs += 1;
    this.#begun = performance.now();
    // A timer that is set to more goes off at once.
    this.#whole = setTimeout(() => this.#tooSlow(), Math.min(this.#mostMs(active.job), 2 ** 31 - 1));
    this.#watch();
    this.#child?.send({ kind: "run", id: active.id, request: active.job.request });
  }

  /** How long this run may take as a whole, in milliseconds. */
  #mostMs({ request }: Job): number {
    return this.#timeMs * wholeRun + (request.search?.timeMs ?? defaultSearch.timeMs);
  }

  /** Restarts the clock that runs between two signs of life. */
  #watch(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#tooSlow(), this.#timeMs);
  }

  #receive(message: ChildMessage): void {
    const active = this.#active;
    if (message.kind === "ready" && !this.#ready) {
      this.#ready = true;
      this.#starts = 0;
      clearTimeout(this.#idle);
      this.#begin();
    } else if (message.kind !== "ready" && message.id === active?.id) {
      this.#hear(message, active);
    } else {
      this.#fail({ code: "sandbox-died", reason: "it spoke out of turn" });
    }
  }

  #hear(message: Exclude<ChildMessage, { kind: "ready" }>, active: Active): void {
    switch (message.kind) {
      case "searching":
        this.#watch();
        active.soFar = message.tally;
        active.job.onProgress?.(message.tally);
        break;
      case "stepped":
        this.#fail({ code: "sandbox-died", reason: "it spoke out of turn" });
        break;
      case "progress":
        active.during = message.during;
        active.at = message.at;
        if (message.during.kind === "handler") active.handling = { during: message.during, at: message.at };
        this.#watch();
        break;
      case "too-large": {
        const { during, at } = active.handling ?? active;
        this.#fail({ code: "too-much-memory", limitMb: maxReply / 1e6, during, at });
        break;
      }
      case "broken":
        this.#log(`The sandbox process failed: ${message.reason}`);
        this.#fail({ code: "sandbox-died", reason: message.reason.split("\n", 1)[0] ?? "unknown" });
        break;
      case "reply":
        this.#onCost(message.cost);
        // After a failure something of the code may live on; and memory that grew is not given back.
        if (message.reply.kind === "failed" || this.#worn() || message.heapMb > this.#heapMb / 2) {
          this.#dropChild();
        }
        this.#finish(message.reply);
        break;
    }
  }

  #worn(): boolean {
    this.#ran += performance.now() - this.#begun;
    return this.#runs >= runsPerChild || this.#ran > timePerChild;
  }

  #ended(end: ChildEnd): void {
    this.#child = undefined;
    this.#log(`The sandbox process ended: ${end.kind}, ${end.reason}`);
    if (!this.#ready && this.#startsAgain(end)) return;
    if (end.kind === "exited" && end.outOfMemory && this.#active !== undefined) {
      const { during, at } = this.#active;
      this.#finish(failed({ code: "too-much-memory", limitMb: this.#heapMb, during, at }));
    } else {
      this.#finish(failed({ code: "sandbox-died", reason: end.reason }));
    }
  }

  /** Whether what happened before the child was ready is worth another try. */
  #startsAgain(end: ChildEnd): boolean {
    // Nothing else is a reason to go without: a child can be made to die while it starts.
    const refused = this.#permission && end.kind === "exited" && end.refusedOption;
    if (refused) {
      this.#log("Trying without --permission.");
      this.#permission = false;
    } else if (end.kind !== "exited" || this.#starts >= mostStarts) {
      return false;
    }
    clearTimeout(this.#idle);
    if (this.#active !== undefined) this.#startChild();
    return true;
  }

  #tooSlow(): void {
    if (this.#active === undefined) return;
    const { during, at } = this.#active;
    this.#fail({ code: "too-slow", limitMs: this.#timeMs, during, at });
  }

  #fail(failure: RunFailure): void {
    if (failure.code === "sandbox-died") this.#log(`The sandbox process is given up: ${failure.reason}`);
    this.#dropChild();
    this.#finish(failed(failure));
  }

  #dropChild(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
  }

  /** Settles the run in progress and goes on with the next. */
  #finish(reply: RunReply): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#whole);
    const active = this.#active;
    this.#active = undefined;
    active?.job.settle(reply);
    this.#pump();
    // The next check should find a child ready; one that dies by itself is not started again before it is needed.
    const sound = reply.kind === "ran" || reply.failure.code !== "sandbox-died";
    if (this.#child === undefined && active !== undefined && sound && !this.#disposed) this.#startChild();
  }
}

/** The permission flag compares real paths. A file that is not there is reported by the run that needs it. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function failed(failure: RunFailure): { readonly kind: "failed"; readonly failure: RunFailure } {
  return { kind: "failed", failure };
}
