/** Checks answers and remembers the last verdict on each exercise while the window is open. */
import * as vscode from "vscode";
import { judge } from "../../core/check/judge.ts";
import type { RunFailure, Runner, SearchProgress, Verdict } from "../../core/check/model.ts";
import type { ExerciseItem } from "../../core/pack/model.ts";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { Answers } from "./answerFinder.ts";
import { searchingText } from "../../text/coverage.ts";
import { runFailureText } from "../../text/runFailures.ts";
import { withRunProgress } from "./runProgress.ts";
import type { Checked, FoundItem } from "./practice.ts";

interface Remembered {
  readonly verdict: Verdict;
  readonly documentVersion: number;
  readonly digest: string;
  readonly scenario: string;
}

interface Running {
  readonly documentVersion: number;
  readonly scenario: string;
  readonly stop: AbortController;
  readonly verdict: Promise<Verdict>;
}

export interface CheckOutcome {
  readonly verdict: Verdict;
  /** False where the same check was already under way and its verdict is shared, and where it was overtaken. */
  readonly own: boolean;
}

export class Checker {
  readonly #runner: Runner;
  readonly #changed: (key: ItemKey) => void;
  readonly #verdicts = new Map<string, Remembered>();
  readonly #running = new Map<string, Running>();

  constructor(runner: Runner, changed: (key: ItemKey) => void) {
    this.#runner = runner;
    this.#changed = changed;
  }

  isChecking(key: ItemKey): boolean {
    return this.#running.has(itemId(key));
  }

  /** The last verdict, held against the digest of what the blanks hold now, and what the pack checks now. */
  checked(key: ItemKey, digest: string | undefined, scenario: string): Checked | undefined {
    const last = this.#verdicts.get(itemId(key));
    if (last === undefined) return undefined;
    const current = digest === last.digest && scenario === last.scenario;
    return { verdict: last.verdict, documentVersion: last.documentVersion, current, checking: false };
  }

  /** Also ends a check that is under way, as if it had never begun. */
  forget(key: ItemKey): void {
    const id = itemId(key);
    this.#verdicts.delete(id);
    const running = this.#running.get(id);
    this.#running.delete(id);
    running?.stop.abort();
  }

  /** Ends the check that is under way, whoever began it, and says how far it got. */
  cancel(key: ItemKey): void {
    this.#running.get(itemId(key))?.stop.abort();
  }

  /** A check of a newer text stops one of an older text; of the same text, it joins it. */
  async check(
    found: FoundItem<ExerciseItem>,
    document: vscode.TextDocument,
    { located, digest }: Answers,
    token: vscode.CancellationToken | undefined,
  ): Promise<CheckOutcome> {
    const id = itemId(found.key);
    const documentVersion = document.version;
    const before = this.#running.get(id);
    const { scenario } = found.item;
    if (before?.documentVersion === documentVersion && before.scenario === scenario) {
      const listening = token?.onCancellationRequested(() => before.stop.abort());
      const verdict = await before.verdict.finally(() => listening?.dispose());
      return { verdict, own: false };
    }
    before?.stop.abort();
    const stop = new AbortController();
    const text = document.getText();
    const verdict = withRunProgress(vscode.l10n.t("Checking “{0}”", found.item.title), token, (signal, report) => {
      if (signal.aborted) stop.abort();
      signal.addEventListener("abort", () => stop.abort());
      return judge({ item: found.item, text, located, runner: reporting(this.#runner, report) }, stop.signal);
    });
    const running: Running = { documentVersion, scenario, stop, verdict };
    this.#running.set(id, running);
    this.#changed(found.key);
    try {
      const result = await verdict;
      const newest = this.#running.get(id) === running;
      // One that a check of a newer text stopped, or a reset, was cancelled by nobody.
      if (newest && wasCancelled(result)) sayHowFar(result.failure);
      else if (newest) this.#verdicts.set(id, { verdict: result, documentVersion, digest, scenario });
      return { verdict: result, own: newest };
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id);
      this.#changed(found.key);
    }
  }
}

/** The same runner, telling how far a search has got. */
function reporting(runner: Runner, report: (soFar: string) => void): Runner {
  const tell: SearchProgress = (told) => report(searchingText(told, vscode.l10n.t));
  return {
    run: (request, signal, onProgress) =>
      runner.run(request, signal, (tally) => {
        tell(tally);
        onProgress?.(tally);
      }),
    step: (request, signal) => runner.step(request, signal),
  };
}

type Cancelled = Extract<RunFailure, { code: "cancelled" }>;

export function wasCancelled(verdict: Verdict): verdict is Verdict & { kind: "error"; failure: Cancelled } {
  return verdict.kind === "error" && verdict.failure.code === "cancelled";
}

/** Of a search that was cancelled before it began to search there is nothing to say. */
function sayHowFar(failure: Cancelled): void {
  if (failure.soFar !== undefined) void vscode.window.showInformationMessage(runFailureText(failure, vscode.l10n.t));
}
