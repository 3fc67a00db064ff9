/** Edits by offsets, applied to an open document so that one undo takes them back together. */
import * as vscode from "vscode";
import type { Span, TextEdit } from "../../base/span.ts";

/**
 * Applies all edits as one step of the undo history. `version` is the one whose text the edits were computed from.
 * False, and nothing is changed, where the document has moved on since or VS Code refused the edits.
 */
export async function applyToDocument(
  document: vscode.TextDocument,
  version: number,
  edits: readonly TextEdit[],
): Promise<boolean> {
  if (document.version !== version) return false;
  if (edits.length === 0) return true;
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits) change.replace(document.uri, rangeOf(document, edit.span), edit.text);
  return vscode.workspace.applyEdit(change);
}

export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

/** The document if any window part holds it open, without opening it. */
export function openDocumentAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  const id = uri.toString();
  return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === id);
}
