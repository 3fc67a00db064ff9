/** A stepping session inside the child: opened once, then asked for one moment after the other. */
import type { RunFailure, RunRequest, TakenStep } from "../../core/check/model.ts";
import { Stepper } from "../../core/check/stepper.ts";
import { validateScenario } from "../../core/check/validateScenario.ts";
import { AnswerMemo } from "../../core/simulation/oracle.ts";
import { atScale } from "../../core/simulation/world.ts";
import type { SteppingMessage, SteppingResult } from "../wire.ts";
import { openRequest, type RunHost } from "./opened.ts";
import { StopRun } from "./stopRun.ts";

export class SteppingSession {
  readonly #host: RunHost;
  #stepper: Stepper | undefined;

  constructor(host: RunHost) {
    this.#host = host;
  }

  /** Never rejects for what the code did. */
  async answer(message: SteppingMessage): Promise<SteppingResult> {
    try {
      switch (message.kind) {
        case "open":
          return await this.#open(message.request);
        case "take":
          return { kind: "taken", taken: [await this.#take(message.from, message.label)] };
        case "run-on":
          return { kind: "taken", taken: await this.#run(message.from, message.goal, message.limit) };
      }
    } catch (error) {
      if (error instanceof StopRun) return { kind: "failed", failure: error.failure };
      throw error;
    }
  }

  async #open(request: RunRequest): Promise<SteppingResult> {
    const opened = openRequest(request, this.#host);
    const { oracle } = opened;
    const { updates } = request.search ?? {};
    const spec = updates === undefined ? opened.spec : atScale(opened.spec, updates);
    const invalid = validateScenario(spec);
    if (invalid !== undefined) return { kind: "failed", failure: opened.placed(invalid) };
    this.#stepper = new Stepper(spec, new AnswerMemo(oracle));
    return { kind: "opened", start: await this.#stepper.begin() };
  }

  #take(from: number, label: string): Promise<TakenStep> {
    return this.#stepper?.take(from, label) ?? Promise.resolve({ kind: "failed", failure: notOpen });
  }

  #run(from: number, goal: "drained" | "shared", limit: number): Promise<readonly TakenStep[]> {
    return this.#stepper?.run(from, goal, limit) ?? Promise.resolve([{ kind: "failed", failure: notOpen }]);
  }
}

const notOpen: RunFailure = { code: "sandbox-died", reason: "the session was not opened" };
