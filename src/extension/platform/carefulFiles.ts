/** Writing to disk with the two promises that learners' files need: never over something else, never half. */
import * as vscode from "vscode";

const encoder = new TextEncoder();

/** Writes a new file. False, and nothing is written, where there is one already. */
export async function createFile(uri: vscode.Uri, text: string): Promise<boolean> {
  if (await exists(uri)) return false;
  const draft = draftOf(uri);
  await vscode.workspace.fs.writeFile(draft, encoder.encode(text));
  try {
    await vscode.workspace.fs.rename(draft, uri, { overwrite: false });
    return true;
  } catch (error) {
    await vscode.workspace.fs.delete(draft);
    // Another window was quicker: what it wrote stays.
    if (error instanceof vscode.FileSystemError && error.code === "FileExists") return false;
    throw error;
  }
}

/** Writes one of our own supporting files where its content differs, all at once. */
export async function refreshFile(uri: vscode.Uri, text: string): Promise<void> {
  const bytes = encoder.encode(text);
  const before = await readBytes(uri);
  if (before !== undefined && Buffer.compare(before, bytes) === 0) return;
  const draft = draftOf(uri);
  await vscode.workspace.fs.writeFile(draft, bytes);
  await vscode.workspace.fs.rename(draft, uri, { overwrite: true });
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return false;
    throw error;
  }
}

async function readBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

function draftOf(uri: vscode.Uri): vscode.Uri {
  const unique = `${process.pid.toString(36)}-${performance.now().toString(36).replace(".", "")}`;
  return uri.with({ path: `${uri.path}.${unique}.tmp` });
}
