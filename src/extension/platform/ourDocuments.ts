/** Tells from a document's address alone whether it may be ours. Loaded by the entry: keep it small. */
import * as vscode from "vscode";
import { practicePath } from "./practicePath.ts";

const packSources = /\/(pack\.json|exercise\.(ts|md)|scenario\.ts|[^/]+\.quiz\.md)$/;

/** Where learners' files are when no setting says otherwise. */
export function defaultPracticeFolder(globalStorage: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(globalStorage, "practice");
}

/** True for a file in the practice folder, and for the sources of a pack in an open workspace folder. */
export function concernsUs(document: vscode.TextDocument, globalStorage: vscode.Uri): boolean {
  const { uri } = document;
  if (packSources.test(uri.path)) return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  if (document.languageId !== "typescript" || uri.scheme !== "file") return false;
  if (isInside(uri, defaultPracticeFolder(globalStorage))) return true;
  const chosen = vscode.workspace.getConfiguration("eventually").get<string>("practiceFolder", "");
  const path = practicePath(chosen.trim());
  return path !== undefined && isInside(uri, vscode.Uri.file(path));
}

/** Whether `uri` is the folder itself or lies in it, at any depth. */
export function isInside(uri: vscode.Uri, folder: vscode.Uri): boolean {
  const outer = comparable(folder);
  const path = outer.endsWith("/") ? outer : `${outer}/`;
  return uri.scheme === folder.scheme && uri.authority === folder.authority && `${comparable(uri)}/`.startsWith(path);
}

/** The path with a drive's letter in lower case, as VS Code writes it in some places and not in others. */
function comparable({ path }: vscode.Uri): string {
  return path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}
