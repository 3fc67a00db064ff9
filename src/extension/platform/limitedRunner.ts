/** A runner with the limits of the settings; a change of them applies from the next check on. */
import type * as vscode from "vscode";
import type { CancelSignal } from "../../base/cancellation.ts";
import type { Runner, RunReply, RunRequest, SearchProgress, SteppingReply } from "../../core/check/model.ts";
import { type CheckLimits, checkLimits, searchSettings } from "./settings.ts";

export class LimitedRunner implements Runner, vscode.Disposable {
  readonly #create: (limits: CheckLimits) => Runner & vscode.Disposable;
  #current: { readonly limits: CheckLimits; readonly runner: Runner & vscode.Disposable } | undefined;

  constructor(create: (limits: CheckLimits) => Runner & vscode.Disposable) {
    this.#create = create;
  }

  run(request: RunRequest, signal?: CancelSignal, onProgress?: SearchProgress): Promise<RunReply> {
    return this.#runner().run({ ...request, search: { ...searchSettings(), ...request.search } }, signal, onProgress);
  }

  step(request: RunRequest, signal?: CancelSignal): Promise<SteppingReply> {
    return this.#runner().step(request, signal);
  }

  #runner(): Runner {
    const limits = checkLimits();
    const known = this.#current;
    if (known?.limits.timeMs === limits.timeMs && known.limits.memoryMb === limits.memoryMb) return known.runner;
    known?.runner.dispose();
    const runner = this.#create(limits);
    this.#current = { limits, runner };
    return runner;
  }

  dispose(): void {
    this.#current?.runner.dispose();
  }
}
