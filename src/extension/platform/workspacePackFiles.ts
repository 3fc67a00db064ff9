/** A pack's folder as the pack reader sees it, over `vscode.workspace.fs`: works for virtual file systems too. */
import * as vscode from "vscode";
import type { PackFiles } from "../../core/pack/model.ts";

export function workspacePackFiles(folder: vscode.Uri): PackFiles {
  return {
    read: (path) => readText(vscode.Uri.joinPath(folder, path)),
    async list(path) {
      try {
        const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, path));
        return entries.map(([name, type]) => ({ name, folder: (type & vscode.FileType.Directory) !== 0 }));
      } catch {
        return [];
      }
    },
  };
}

/** The text of a file without its byte order mark, or undefined where it cannot be read. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
