/** Copies of a learner's text, kept before something replaces it. */
import * as vscode from "vscode";
import { createFile } from "./carefulFiles.ts";
import { keptCopyName, timeInName } from "./keptCopyName.ts";
import type { Sheet } from "./workbook.ts";

export interface KeptCopy {
  readonly uri: vscode.Uri;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
}

const folderName = "kept";

/** Writes the text beside the learner's file under a name that holds the time. Rejects where that is not possible. */
export async function keepCopy(sheet: Sheet, text: string, now: Date): Promise<vscode.Uri> {
  if (sheet.folder === undefined) throw new Error("The exercise is in an unsaved document");
  const folder = vscode.Uri.joinPath(sheet.folder, folderName);
  await vscode.workspace.fs.createDirectory(folder);
  const name = keptCopyName(now);
  for (let n = 1; ; n++) {
    const uri = vscode.Uri.joinPath(folder, n === 1 ? `${name}.ts` : `${name} (${n}).ts`);
    if (await createFile(uri, text)) return uri;
  }
}

/** Newest first. Empty where nothing was kept. */
export async function keptCopies(sheet: Sheet): Promise<KeptCopy[]> {
  if (sheet.folder === undefined) return [];
  const folder = vscode.Uri.joinPath(sheet.folder, folderName);
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
  const files = entries.filter(([name]) => name.endsWith(".ts"));
  const copies = files.map(async ([name]) => {
    const uri = vscode.Uri.joinPath(folder, name);
    return { uri, at: timeInName(name) ?? (await vscode.workspace.fs.stat(uri)).mtime };
  });
  return (await Promise.all(copies)).sort((a, b) => b.at - a.at || (a.uri.path < b.uri.path ? 1 : -1));
}
