/** The content of the read-only documents about an exercise. */
import * as vscode from "vscode";
import { withoutImages } from "../../core/pack/withoutImages.ts";
import { explanationMarkdown } from "../../text/explanation.ts";
import { runTranscript } from "../../text/runTranscript.ts";
import { solutionText } from "../../text/solutionText.ts";
import type { Practice } from "./practice.ts";
import { registerVirtualDocuments } from "./virtualDocuments.ts";

export function registerExerciseDocuments(practice: Practice): vscode.Disposable {
  const t = vscode.l10n.t;
  const gone = t("This exercise is in no pack that can be used now.");
  return vscode.Disposable.from(
    registerVirtualDocuments(
      "solution",
      (key) => {
        const state = practice.exercise(key);
        return state === undefined ? gone : solutionText(state.found.item, t);
      },
      practice.onDidChange,
    ),
    registerVirtualDocuments(
      "run",
      (key) => {
        const state = practice.exercise(key);
        const verdict = state?.checked?.verdict;
        if (state === undefined) return gone;
        if (verdict === undefined || !("run" in verdict))
          return t("There is no run to watch yet. Fill the blanks and check first.");
        const title = t("The run of “{0}”", state.found.item.title);
        const stale = state.checked?.current === true ? "" : `\n${t("The code changed since this check.")}`;
        return runTranscript(`${title}${stale}`, verdict.run, t);
      },
      practice.onDidChange,
    ),
    registerVirtualDocuments(
      "explanation",
      (key) => {
        const state = practice.exercise(key);
        if (state === undefined) return gone;
        const { found, progress, attemptsLeft, checked } = state;
        const verdict = checked === undefined ? {} : { verdict: checked.verdict };
        // The preview would fetch images from anywhere.
        return withoutImages(
          explanationMarkdown(
            { item: found.item, progress, attemptsLeft, ...verdict, current: checked?.current === true },
            t,
          ),
        );
      },
      practice.onDidChange,
    ),
  );
}
