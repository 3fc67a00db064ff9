/** Numbers and colours on the blanks. Meaning is also in the border's shape, so that it does not hang on colour. */
import * as vscode from "vscode";
import { rangeOf } from "../platform/documentEdits.ts";
import type { Practice } from "../platform/practice.ts";
import { isOn, onSettingsChange } from "../platform/settings.ts";
import { badge, type BlankLook, blankLooks, lookOf } from "./blankLook.ts";
import { exerciseIn, foundBlanks } from "./exerciseEditor.ts";

export function registerDecorations(practice: Practice): vscode.Disposable {
  const types = new Map(blankLooks.map((look) => [look, decorationType(look)]));
  const update = (editor: vscode.TextEditor): void => {
    const exercise = isOn("decorations") ? exerciseIn(practice, editor.document) : undefined;
    for (const [look, type] of types) {
      const blanks =
        exercise === undefined ? [] : foundBlanks(exercise).filter((blank) => lookOf(exercise, blank) === look);
      const marked = blanks.map(({ span, number }) => ({
        range: rangeOf(editor.document, span),
        renderOptions: { before: { contentText: `${badge(number)} ` } },
      }));
      editor.setDecorations(type, marked);
    }
  };
  const updateAll = (): void => vscode.window.visibleTextEditors.forEach(update);
  updateAll();
  return vscode.Disposable.from(
    ...types.values(),
    practice.onDidChange(updateAll),
    onSettingsChange(updateAll),
    vscode.window.onDidChangeVisibleTextEditors(updateAll),
  );
}

const borders: Readonly<Record<BlankLook, string>> = {
  empty: "1px dashed",
  filled: "1px solid",
  right: "2px solid",
  wrong: "2px dotted",
};

const colours: Readonly<Record<BlankLook, string>> = {
  empty: "eventually.blankEmpty",
  filled: "eventually.blankFilled",
  right: "eventually.blankRight",
  wrong: "eventually.blankWrong",
};

function decorationType(look: BlankLook): vscode.TextEditorDecorationType {
  const border = new vscode.ThemeColor(`${colours[look]}Border`);
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(`${colours[look]}Background`),
    border: borders[look],
    borderColor: border,
    borderRadius: "3px",
    overviewRulerColor: border,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    // Text typed at either end belongs to the blank until the next update says otherwise.
    rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen,
    before: { color: new vscode.ThemeColor("eventually.badgeForeground"), fontWeight: "normal" },
  });
}
