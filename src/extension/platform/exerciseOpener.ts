/** Opens an exercise's file, wherever it can be kept. */
import * as vscode from "vscode";
import type { ExerciseItem } from "../../core/pack/model.ts";
import type { Located } from "../../core/exercise/model.ts";
import { starterOf } from "../../core/exercise/starter.ts";
import { viewIds } from "./commandIds.ts";
import { openDocumentAt, rangeOf } from "./documentEdits.ts";
import { reportError } from "./guarded.ts";
import type { FoundItem } from "./practice.ts";
import { isUserError, UserError } from "./userError.ts";
import type { Sheet, Workbook } from "./workbook.ts";

/** The exercise's file; where the storage cannot be written, an unsaved document, after saying so. */
export async function prepareSheet(
  workbook: Workbook,
  found: FoundItem<ExerciseItem>,
  log: vscode.LogOutputChannel,
): Promise<Sheet> {
  const before = workbook.of(found.key);
  // The learner works there; a second, empty file would only hide it.
  if (before !== undefined && before.folder === undefined && openDocumentAt(before.uri) !== undefined) return before;
  try {
    return await workbook.prepare(found);
  } catch (error) {
    if (isUserError(error)) throw error;
    const content = starterOf(found.item.source).text;
    const document = await vscode.workspace.openTextDocument({ language: "typescript", content });
    const why = error instanceof Error ? error.message : String(error);
    const text = vscode.l10n.t(
      "“{0}” could not be saved, so it is open as an unsaved file; save it yourself to keep it. Completions for the eventually module are missing there. {1}",
      found.item.title,
      why,
    );
    reportError(log, new UserError(text, { cause: error }));
    return workbook.rememberUnsaved(found, document.uri);
  }
}

/** Shows the file where it is already shown, else in the active column, but never on top of a webview there. */
export async function showSheet(sheet: Sheet, preserveFocus: boolean): Promise<vscode.TextEditor> {
  const id = sheet.uri.toString();
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === id);
  const document = await vscode.workspace.openTextDocument(sheet.uri);
  const column = shown?.viewColumn ?? columnOfTab(id) ?? columnBesideWebview();
  return vscode.window.showTextDocument(document, {
    preview: false,
    preserveFocus,
    ...(column === undefined ? {} : { viewColumn: column }),
  });
}

/** Whether a tab holds the file, in sight or not. */
export function isShown({ uri }: Sheet): boolean {
  return columnOfTab(uri.toString()) !== undefined;
}

/** Whether the file, or one of our panels beside it, is what the person is at. */
export function isInFront({ uri }: Sheet): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText) return input.uri.toString() === uri.toString();
  // In the tabs of a window, the type of a panel has a prefix of VS Code's own.
  return (
    input instanceof vscode.TabInputWebview &&
    [viewIds.practicePanel, viewIds.stepper].some((id) => input.viewType.endsWith(id))
  );
}

/** Puts the cursor where the work begins, at the first blank that holds nothing yet; selects nothing. */
export function goToFirstEmptyBlank(editor: vscode.TextEditor, { blanks }: Located): void {
  const blank = blanks.find((one) => one.state === "found" && !one.filled);
  if (blank?.state !== "found") return;
  const { start } = rangeOf(editor.document, blank.span);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function columnOfTab(id: string): vscode.ViewColumn | undefined {
  const isTab = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputText && input.uri.toString() === id;
  return vscode.window.tabGroups.all.find((group) => group.tabs.some(isTab))?.viewColumn;
}

/** Where to put a file while a webview (the Practice panel, say) has the active column; undefined where none has. */
export function columnBesideWebview(): vscode.ViewColumn | undefined {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const isWebview = (group: vscode.TabGroup): boolean => group.activeTab?.input instanceof vscode.TabInputWebview;
  if (!isWebview(activeTabGroup)) return undefined;
  return all.find((group) => !isWebview(group))?.viewColumn ?? vscode.ViewColumn.Beside;
}
