/** A runner with the limits of the settings; a change of them applies from the next check on. */
import type * as vscode from "vscode";
import type { CancelSignal } from "../../base/cancellation.ts";
import type { Runner, RunReply, RunRequest, SearchProgress, SteppingReply } from "../../core/check/model.ts";
import { type CheckLimits, checkLimits, searchSettings } from "./settings.ts";

interface Current {
  readonly limits: CheckLimits;
  readonly runner: Runner & vscode.Disposable;
  /** Checks that have not come to an end. */
  running: number;
}

export class LimitedRunner implements Runner, vscode.Disposable {
  readonly #create: (limits: CheckLimits) => Runner & vscode.Disposable;
  #current: Current | undefined;
  /** With earlier limits; each goes when its last check has come to an end. */
  readonly #outgoing = new Set<Current>();

  constructor(create: (limits: CheckLimits) => Runner & vscode.Disposable) {
    this.#create = create;
  }

  async run(request: RunRequest, signal?: CancelSignal, onProgress?: SearchProgress): Promise<RunReply> {
    const current = this.#withLimits();
    const search = { ...searchSettings(), ...request.search };
    current.running += 1;
    try {
      return await current.runner.run({ ...request, search }, signal, onProgress);
    } finally {
      current.running -= 1;
      if (this.#outgoing.has(current)) this.#letGo(current);
    }
  }

  step(request: RunRequest, signal?: CancelSignal): Promise<SteppingReply> {
    return this.#withLimits().runner.step(request, signal);
  }

  #withLimits(): Current {
    const limits = checkLimits();
    const known = this.#current;
    if (known?.limits.timeMs === limits.timeMs && known.limits.memoryMb === limits.memoryMb) return known;
    this.#current = { limits, runner: this.#create(limits), running: 0 };
    if (known !== undefined) this.#letGo(known);
    return this.#current;
  }

  #letGo(known: Current): void {
    this.#outgoing.add(known);
    if (known.running > 0) return;
    this.#outgoing.delete(known);
    known.runner.dispose();
  }

  dispose(): void {
    for (const { runner } of this.#outgoing) runner.dispose();
    this.#current?.runner.dispose();
  }
}
