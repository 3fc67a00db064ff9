/** The line of actions above an exercise. */
import * as vscode from "vscode";
import { attemptsText } from "../../text/explanation.ts";
import { verdictText } from "../../text/verdicts.ts";
import { commandIds } from "../platform/commandIds.ts";
import type { Practice } from "../platform/practice.ts";
import { isOn, onSettingsChange } from "../platform/settings.ts";
import { type ExerciseDocument, exerciseIn } from "./exerciseEditor.ts";

export function registerLenses(practice: Practice, selector: vscode.DocumentSelector): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const refresh = (): void => changed.fire();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => {
      const exercise = isOn("codeLens") ? exerciseIn(practice, document) : undefined;
      return exercise === undefined ? [] : lensesOf(exercise);
    },
  };
  return vscode.Disposable.from(
    changed,
    practice.onDidChange(refresh),
    onSettingsChange(refresh),
    vscode.languages.registerCodeLensProvider(selector, provider),
  );
}

function lensesOf({ key, state }: ExerciseDocument): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string, tooltip: string): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, tooltip, arguments: command === "" ? [] : [key] });
  const { item } = state.found;
  const { hintsOpened } = state.progress;
  const { checked } = state;
  const lenses = [
    state.checking
      ? lens(vscode.l10n.t("Checking…"), "", "")
      : lens(vscode.l10n.t("Check"), commandIds.check, vscode.l10n.t("Run the code and judge it")),
  ];
  const broken = checked?.current === true && checked.verdict.kind === "wrong";
  lenses.push(
    broken
      ? lens(vscode.l10n.t("Replay"), commandIds.replay, verdictText(checked.verdict, vscode.l10n.t))
      : lens(vscode.l10n.t("Step Through"), commandIds.stepThrough, vscode.l10n.t("Run the code step by step")),
  );
  if (hintsOpened < item.hints.length) {
    const title = vscode.l10n.t("Hint {0} of {1}", hintsOpened + 1, item.hints.length);
    lenses.push(lens(title, commandIds.showHint, vscode.l10n.t("Open the next hint")));
  }
  lenses.push(
    lens(vscode.l10n.t("Reset"), commandIds.reset, vscode.l10n.t("Begin again; your text is kept as a copy")),
  );
  const passed = checked?.current === true && (checked.verdict.kind === "right" || checked.verdict.kind === "worse");
  if (passed) {
    const title = vscode.l10n.t("Watch It Converge");
    lenses.push(lens(title, commandIds.watchItConverge, verdictText(checked.verdict, vscode.l10n.t)));
  }
  const left = attemptsText(state.attemptsLeft, vscode.l10n.t);
  lenses.push(lens(left, commandIds.showExplanation, vscode.l10n.t("Show the task and what is known")));
  return lenses;
}
