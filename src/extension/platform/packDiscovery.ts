/** Where packs are: beside the extension, in the open workspace folders, in folders that were added. */
import * as vscode from "vscode";
import type { LoadedPack } from "./practice.ts";
import { readText } from "./workspacePackFiles.ts";

export interface PackFolder {
  readonly folder: vscode.Uri;
  readonly origin: LoadedPack["origin"];
}

const manifestName = "pack.json";
/** A workspace with more `pack.json` files than this holds something else under that name. */
const mostManifests = 200;

/**
 * Bundled packs first, then those of the workspace folders in their order, then added ones. No folder comes twice.
 * `tooMany` is told where a workspace folder was not searched to the end.
 */
export async function findPackFolders(
  extension: vscode.Uri,
  added: readonly vscode.Uri[],
  tooMany: (text: string) => void,
): Promise<PackFolder[]> {
  const [bundled, workspace] = await Promise.all([findBundledFolders(extension), workspaceFolders(tooMany)]);
  const all: PackFolder[] = [
    ...bundled,
    ...workspace.map((folder) => ({ folder, origin: "workspace" as const })),
    ...added.map((folder) => ({ folder, origin: "added" as const })),
  ];
  const seen = new Set<string>();
  return all.filter(({ folder }) => {
    const id = folder.toString();
    return seen.has(id) ? false : seen.add(id);
  });
}

/** Those beside the extension alone, which are found at once. */
export async function findBundledFolders(extension: vscode.Uri): Promise<PackFolder[]> {
  const exercises = vscode.Uri.joinPath(extension, "exercises");
  const entries = await vscode.workspace.fs.readDirectory(exercises);
  return entries
    .filter(([, type]) => (type & vscode.FileType.Directory) !== 0)
    .map(([name]) => vscode.Uri.joinPath(exercises, name))
    .sort(byPath)
    .map((folder) => ({ folder, origin: "bundled" as const }));
}

/** The folders are searched at once, and keep their order: one that is slow costs no more than itself. */
async function workspaceFolders(tooMany: (text: string) => void): Promise<vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return (await Promise.all(folders.map((folder) => packsBelow(folder, tooMany)))).flat();
}

async function packsBelow(folder: vscode.WorkspaceFolder, tooMany: (text: string) => void): Promise<vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, `**/${manifestName}`);
  const manifests = await vscode.workspace.findFiles(pattern, "**/node_modules/**", mostManifests);
  if (manifests.length >= mostManifests)
    tooMany(
      `${folder.uri.toString(true)} has ${mostManifests} files named ${manifestName} or more; the rest are not looked at.`,
    );
  const ours = await Promise.all(manifests.map(looksLikePack));
  const found = manifests.filter((_, index) => ours[index]).map((manifest) => vscode.Uri.joinPath(manifest, ".."));
  return found.sort(byDepth);
}

/** Other tools have a `pack.json` too. A rough look is enough, and finds a manifest that does not parse as well. */
async function looksLikePack(manifest: vscode.Uri): Promise<boolean> {
  const text = await readText(manifest);
  return text !== undefined && /"format"\s*:/.test(text) && /"modules"\s*:/.test(text);
}

/** Of a pack and the copy that a build made of it, the pack comes first. */
function byDepth(a: vscode.Uri, b: vscode.Uri): number {
  return a.path.split("/").length - b.path.split("/").length || byPath(a, b);
}

function byPath(a: vscode.Uri, b: vscode.Uri): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
