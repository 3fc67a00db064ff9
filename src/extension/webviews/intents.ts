/** What each button and gesture of the panel asks of the rest of the extension. */
import * as vscode from "vscode";
import { isRight } from "../../core/pack/quizOrder.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { FromWebview } from "../../protocol/practice.ts";
import { commandIds } from "../platform/commandIds.ts";
import type { Practice } from "../platform/practice.ts";
import { orSayRefused } from "../platform/refusedEdit.ts";
import { isQuiz } from "./practiceView.ts";
import { revealBlank, revealLine } from "./revealInFile.ts";

/** What an intent may change in the panel itself. */
export interface PanelActions {
  show(key: ItemKey): void;
  /** Puts the focus back into the page, where it was. */
  focus(): Promise<void>;
  /** Sets what was answered to a question; undefined opens it again. */
  answered(key: ItemKey, answer: readonly number[] | undefined): void;
}

export type Intent = Exclude<FromWebview, { type: "ready" | "problem" }>;

export async function handleIntent(intent: Intent, practice: Practice, panel: PanelActions): Promise<void> {
  switch (intent.type) {
    case "fill":
      await orSayRefused(practice.fill(intent.key, intent.blank, intent.code));
      return;
    case "undo":
    case "redo":
      await inFile(intent.key, intent.type, practice, panel);
      return;
    case "check":
      await practice.check(intent.key);
      return;
    case "cancelCheck":
      practice.cancelCheck(intent.key);
      return;
    case "hint":
      await practice.nextHint(intent.key);
      return;
    case "reset":
      // The command also shows the file and says what was kept.
      await vscode.commands.executeCommand(commandIds.reset, intent.key);
      return;
    case "resetBlank":
      await orSayRefused(practice.reset(intent.key, intent.blank));
      return;
    case "restoreBlank":
      await orSayRefused(practice.restoreBlank(intent.key, intent.blank));
      return;
    case "restoreOutside":
      await orSayRefused(practice.restoreOutside(intent.key));
      return;
    case "showSolution":
      // The command asks first where seeing it costs something.
      await vscode.commands.executeCommand(commandIds.showSolution, intent.key);
      return;
    case "stepThrough":
      await vscode.commands.executeCommand(commandIds.stepThrough, intent.key);
      return;
    case "replay":
      await vscode.commands.executeCommand(commandIds.replay, intent.key);
      return;
    case "showKeptCopies":
      await practice.showKeptCopies(intent.key);
      return;
    case "revealBlank":
      await revealBlank(practice, intent.key, intent.blank);
      return;
    case "revealLine":
      await revealLine(practice, intent.key, intent.line, intent.column);
      return;
    case "open":
      await open(intent.key, practice, panel);
      return;
    case "answer":
      await answer(intent.key, intent.chosen, practice, panel);
      return;
    case "answerAgain":
      panel.answered(intent.key, undefined);
      return;
    case "manageTrust":
      await vscode.commands.executeCommand("workbench.trust.manage");
      return;
    case "chooseItem":
      await vscode.commands.executeCommand(commandIds.openExercise);
      return;
  }
}

/** VS Code undoes in the editor that has the focus, and in no other. */
async function inFile(key: ItemKey, command: "undo" | "redo", practice: Practice, panel: PanelActions): Promise<void> {
  await practice.open(key);
  await vscode.commands.executeCommand(command);
  await panel.focus();
}

/** A question is shown in the panel; an exercise also opens its file, and the focus stays here, where it was asked for. */
async function open(key: ItemKey, practice: Practice, panel: PanelActions): Promise<void> {
  const found = practice.library.find(key);
  panel.show(key);
  if (found === undefined || isQuiz(found)) return;
  await practice.open(key, { preserveFocus: true });
}

async function answer(key: ItemKey, chosen: readonly number[], practice: Practice, panel: PanelActions): Promise<void> {
  const found = practice.library.find(key);
  if (found === undefined || !isQuiz(found)) return;
  const indices = [...new Set(chosen)].filter((index) => index in found.item.options);
  if (indices.length === 0) return;
  panel.answered(key, indices);
  await practice.answerQuiz(found, indices, isRight(found.item, indices));
}
