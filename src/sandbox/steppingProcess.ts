/** A stepping session for Node and the extension host: a child process of its own, asked one thing at a time. */
import type { CancelSignal } from "../base/cancellation.ts";
import type {
  During,
  Moment,
  RunFailure,
  RunRequest,
  Stepping,
  SteppingReply,
  TakenStep,
} from "../core/check/model.ts";
import type { SourcePlace } from "../core/simulation/model.ts";
import { SandboxChild } from "./childProcess.ts";
import type { ChildMessage, SteppingMessage, SteppingResult } from "./wire.ts";

export interface SteppingProcessOptions {
  readonly childPath: string;
  readonly heapMb: number;
  readonly permission: boolean;
  /** How long the code may run without coming back, in milliseconds. */
  readonly timeMs: number;
  readonly log: (line: string) => void;
}

const startMs = 15_000;

/** Resolves once the code is loaded and the start is known. Never rejects for what the code did. */
export async function openStepping(
  options: SteppingProcessOptions,
  request: RunRequest,
  signal?: CancelSignal,
): Promise<SteppingReply> {
  const session = new SteppingProcess(options);
  const cancel = (): void => session.end({ code: "cancelled" });
  signal?.addEventListener("abort", cancel);
  const opened = await session.ask({ kind: "open", request });
  signal?.removeEventListener("abort", cancel);
  if (opened.kind === "opened") return { kind: "open", stepping: session.stepping(opened.start) };
  session.end({ code: "cancelled" });
  return { kind: "failed", failure: opened.kind === "failed" ? opened.failure : outOfTurn };
}

const outOfTurn: RunFailure = { code: "sandbox-died", reason: "it spoke out of turn" };

interface Asked {
  readonly id: number;
  readonly message: SteppingMessage;
  readonly settle: (result: SteppingResult) => void;
}

class SteppingProcess {
  readonly #options: SteppingProcessOptions;
  readonly #child: SandboxChild;
  readonly #waiting: Asked[] = [];
  #ready = false;
  #active: Asked | undefined;
  #ids = 0;
  #failure: RunFailure | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at: { readonly during: During; readonly at: SourcePlace } = {
    during: { kind: "loading", file: "exercise.ts" },
    at: { file: "exercise.ts", line: 1, column: 1 },
  };

  constructor(options: SteppingProcessOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.end({ code: "sandbox-died", reason: "it did not start in time" }), startMs);
    this.#child = new SandboxChild(options, {
      onMessage: (message) => this.#hear(message),
      onEnd: (end) => {
        options.log(`The process of a stepping session ended: ${end.kind}, ${end.reason}`);
        const memory = end.kind === "exited" && end.outOfMemory;
        this.end(
          memory
            ? { code: "too-much-memory", limitMb: options.heapMb, ...this.#at }
            : { code: "sandbox-died", reason: end.reason },
        );
      },
    });
  }

  stepping(start: Moment): Stepping {
    const taken = async (message: SteppingMessage): Promise<readonly TakenStep[]> => {
      const result = await this.ask(message);
      if (result.kind === "taken") return result.taken;
      return [{ kind: "failed", failure: result.kind === "failed" ? result.failure : outOfTurn }];
    };
    return {
      start,
      take: async (from, label) => {
        const [first] = await taken({ kind: "take", from, label });
        return first ?? { kind: "failed", failure: outOfTurn };
      },
      run: (from, goal, limit) => taken({ kind: "run-on", from, goal, limit }),
      dispose: () => this.end({ code: "cancelled" }),
    };
  }

  ask(message: SteppingMessage): Promise<SteppingResult> {
    if (this.#failure !== undefined) return Promise.resolve({ kind: "failed", failure: this.#failure });
    return new Promise((settle) => {
      this.#waiting.push({ id: ++this.#ids, message, settle });
      this.#pump();
    });
  }

  /** Ends the process and everything that waits for it. Further questions get the same failure. */
  end(failure: RunFailure): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    clearTimeout(this.#timer);
    this.#child.kill();
    const waiting = [...(this.#active === undefined ? [] : [this.#active]), ...this.#waiting.splice(0)];
    this.#active = undefined;
    for (const { settle } of waiting) settle({ kind: "failed", failure });
  }

  #pump(): void {
    if (!this.#ready || this.#active !== undefined) return;
    this.#active = this.#waiting.shift();
    if (this.#active === undefined) return;
    this.#watch();
    this.#child.send({ kind: "stepping", id: this.#active.id, message: this.#active.message });
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const { timeMs } = this.#options;
    this.#timer = setTimeout(() => this.end({ code: "too-slow", limitMs: timeMs, ...this.#at }), timeMs);
  }

  #hear(message: ChildMessage): void {
    if (message.kind === "ready" && !this.#ready) {
      this.#ready = true;
      clearTimeout(this.#timer);
      this.#pump();
    } else if (message.kind !== "ready" && message.id === this.#active?.id) {
      this.#answered(message);
    } else {
      this.end(outOfTurn);
    }
  }

  #answered(message: Exclude<ChildMessage, { kind: "ready" }>): void {
    if (message.kind === "progress") {
      this.#at = { during: message.during, at: message.at };
      this.#watch();
    } else if (message.kind === "stepped") {
      clearTimeout(this.#timer);
      const { settle } = this.#active as Asked;
      this.#active = undefined;
      settle(message.result);
      this.#pump();
    } else {
      this.end(message.kind === "broken" ? { code: "sandbox-died", reason: message.reason } : outOfTurn);
    }
  }
}
