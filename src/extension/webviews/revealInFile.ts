/** Puts the learner's cursor where the panel points: into a blank, or on a line that shows what went wrong. */
import * as vscode from "vscode";
import type { ItemKey } from "../../core/progress/model.ts";
import type { Practice } from "../platform/practice.ts";

/** Selects what the blank holds, so that typing replaces it. */
export async function revealBlank(practice: Practice, key: ItemKey, blank: string): Promise<void> {
  const editor = await practice.open(key);
  const place = editor && practice.locate(editor.document)?.blanks.find(({ id }) => id === blank);
  if (editor === undefined || place === undefined) return;
  const { document } = editor;
  const span = place.state === "found" ? place.span : { start: place.near, end: place.near };
  select(editor, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)));
}

/** `line` and `column` start at 1; a place after the end of the file is its end. */
export async function revealLine(practice: Practice, key: ItemKey, line: number, column: number): Promise<void> {
  const editor = await practice.open(key);
  if (editor === undefined) return;
  const position = editor.document.validatePosition(
    new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1)),
  );
  select(editor, new vscode.Range(position, position));
}

function select(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
