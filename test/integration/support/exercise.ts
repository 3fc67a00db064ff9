/** What the integration tests of the editor share: waiting, and the exercise of the bundled pack they work on. */
import assert from "node:assert/strict";
import * as vscode from "vscode";

export const publish = { pack: "eventual-consistency", item: "publish-the-update" };
export const right = "stockCount.publish(ctx, count)";
export const hole = "await ____;";

/** Asks until there is an answer, at most ten seconds. */
export async function eventually<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const until = Date.now() + 10_000;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > until) assert.fail(`Not within ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Opens an exercise and gives its document. */
export async function open(key = publish): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("eventually.openExercise", key);
  return eventually(`${key.item} is open`, () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.path.includes(`/${key.item}/`) ? document : undefined;
  });
}

/** The exercise as it was in the beginning, saved, without anything of an earlier test. */
export async function openFresh(key = publish): Promise<vscode.TextDocument> {
  const document = await open(key);
  await vscode.commands.executeCommand("eventually.reset", key);
  await document.save();
  return document;
}

export function fill(code: string, blank = "handover", key = publish): Thenable<unknown> {
  return vscode.commands.executeCommand("eventually.useOption", key, blank, code);
}

export function check(key = publish): Thenable<unknown> {
  return vscode.commands.executeCommand("eventually.check", key);
}

/** Our diagnostics of a document, once `fits` accepts them. */
export function diagnostics(
  document: vscode.TextDocument,
  fits: (all: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return eventually("the expected diagnostics", () => {
    const all = ours(document);
    return fits(all) ? all : undefined;
  });
}

export function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Eventually");
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === "object" ? String(code.value) : String(code);
}

/** Whether the Practice panel has the focus. */
export function isInPanel(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith("eventually.practice");
}

export function folderOf(document: vscode.TextDocument): vscode.Uri {
  return vscode.Uri.joinPath(document.uri, "..");
}

export async function namesIn(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}

export async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(change));
}
