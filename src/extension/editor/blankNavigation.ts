/** From blank to blank by keyboard. The place of the cursor decides which is next; after the last comes the first. */
import * as vscode from "vscode";
import { commandIds } from "../platform/commandIds.ts";
import { rangeOf } from "../platform/documentEdits.ts";
import { guarded } from "../platform/guarded.ts";
import type { Practice } from "../platform/practice.ts";
import { UserError } from "../platform/userError.ts";
import { exerciseIn, foundBlanks } from "./exerciseEditor.ts";

/** The active editor where it shows an exercise; with the focus in the Practice panel, that of the active exercise. */
async function exerciseEditor(practice: Practice): Promise<vscode.TextEditor | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && practice.exerciseAt(editor.document.uri) !== undefined) return editor;
  return practice.active && (await practice.open(practice.active));
}

export function registerBlankNavigation(practice: Practice, log: vscode.LogOutputChannel): vscode.Disposable {
  const go = async (direction: 1 | -1): Promise<void> => {
    const editor = await exerciseEditor(practice);
    const exercise = editor === undefined ? undefined : exerciseIn(practice, editor.document);
    if (editor === undefined || exercise === undefined) {
      throw new UserError(vscode.l10n.t("The active editor shows no exercise. Open one first."));
    }
    const { document } = editor;
    const blanks = foundBlanks(exercise);
    const cursor = document.offsetAt(editor.selection.start);
    const next =
      direction === 1
        ? (blanks.find(({ span }) => span.start > cursor) ?? blanks[0])
        : (blanks.findLast(({ span }) => span.start < cursor) ?? blanks.at(-1));
    if (next === undefined) return;
    const range = rangeOf(document, next.span);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      commandIds.nextBlank,
      guarded(log, () => go(1)),
    ),
    vscode.commands.registerCommand(
      commandIds.previousBlank,
      guarded(log, () => go(-1)),
    ),
  );
}
