/** Quick fixes: the options of the blank at the cursor, its hint and reset, and whatever was lost outside. */
import * as vscode from "vscode";
import { commandIds } from "../platform/commandIds.ts";
import type { Practice } from "../platform/practice.ts";
import { diagnosticSource } from "./diagnostics.ts";
import { blankAt, type ExerciseDocument, exerciseIn } from "./exerciseEditor.ts";
import { optionLabel, optionsFor } from "./options.ts";

export function registerCodeActions(practice: Practice, selector: vscode.DocumentSelector): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, range, context) {
      const exercise = exerciseIn(practice, document);
      if (exercise === undefined) return [];
      const ours = context.diagnostics.filter(({ source }) => source === diagnosticSource);
      return [...blankActions(exercise, document.offsetAt(range.start), ours), ...repairs(exercise, ours)];
    },
  };
  const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  return vscode.languages.registerCodeActionsProvider(selector, provider, kinds);
}

function blankActions(
  exercise: ExerciseDocument,
  offset: number,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const blank = blankAt(exercise, offset);
  if (blank === undefined) return [];
  const { key, state } = exercise;
  const { item } = state.found;
  const about = diagnostics.filter((diagnostic) => ["blank-empty", "wrong", "worse"].includes(codeOf(diagnostic)));
  const replay =
    state.checked?.current === true && state.checked.verdict.kind === "wrong" && about.length > 0
      ? [action(vscode.l10n.t("Replay the run that breaks it"), commandIds.replay, [key], about)]
      : [];
  const options = optionsFor(item, blank.id).map((option) => {
    const title = vscode.l10n.t("Use option {0}: {1}", option.letter, optionLabel(option.code));
    return action(title, commandIds.useOption, [key, blank.id, option.code], about);
  });
  const actions = [...replay, ...options];
  const next = state.progress.hintsOpened + 1;
  if (next <= item.hints.length) {
    actions.push(action(vscode.l10n.t("Show hint {0} of {1}", next, item.hints.length), commandIds.showHint, [key]));
  }
  if (blank.filled) {
    const title = vscode.l10n.t("Reset blank {0}", blank.number);
    actions.push(action(title, commandIds.resetBlank, [key, blank.id], about));
  }
  return actions;
}

function repairs({ key, state }: ExerciseDocument, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const ofKind = (code: string): vscode.Diagnostic[] => diagnostics.filter((diagnostic) => codeOf(diagnostic) === code);
  if (ofKind("blank-missing").length > 0) {
    for (const blank of state.located.blanks) {
      if (blank.state !== "missing") continue;
      const title = vscode.l10n.t("Restore blank {0}", blank.number);
      actions.push(action(title, commandIds.restoreBlank, [key, blank.id], ofKind("blank-missing")));
    }
  }
  if (ofKind("outside-changed").length > 0) {
    const title = vscode.l10n.t("Restore the code outside the blanks");
    actions.push(action(title, commandIds.restoreOutside, [key], ofKind("outside-changed")));
  }
  if (ofKind("exercise-outdated").length > 0) {
    const title = vscode.l10n.t("Reset to the new version of the exercise");
    actions.push(action(title, commandIds.reset, [key], ofKind("exercise-outdated")));
  }
  return actions;
}

function action(
  title: string,
  command: string,
  args: readonly unknown[],
  diagnostics: readonly vscode.Diagnostic[] = [],
): vscode.CodeAction {
  const result = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  result.command = { title, command, arguments: [...args] };
  if (diagnostics.length > 0) result.diagnostics = [...diagnostics];
  return result;
}

function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === "object" ? String(code.value) : String(code ?? "");
}
