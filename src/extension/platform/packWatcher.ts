/** Says which packs a burst of changes was about, and whether packs have to be looked for again. */
import * as vscode from "vscode";
import { isInside } from "./ourDocuments.ts";
import { PackChanges } from "./packChanges.ts";

/** What the reader of packs reads; a build's output and logs beside it are no change of the pack. */
const sources = "{pack.json,exercise.ts,exercise.md,scenario.ts,*.quiz.md}";
const isSource = /\/(pack\.json|exercise\.(ts|md)|scenario\.ts|[^/]+\.quiz\.md)$/;
const isManifest = /\/pack\.json$/;
const ignored = /\/(node_modules|\.git|dist)\//;

export class PackWatcher implements vscode.Disposable {
  readonly #changes: PackChanges;
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #subscriptions: vscode.Disposable;
  #folders: readonly vscode.Uri[] = [];

  /** `changed` is given the folders of the packs to read again; `undefined`: all are to be found and read again. */
  constructor(changed: (folders: ReadonlySet<string> | undefined) => void) {
    this.#changes = new PackChanges(changed);
    const { workspace } = vscode;
    const removed = (uri: vscode.Uri): void => this.#removed(uri);
    // Packs that are not known yet announce themselves by their manifest.
    const manifests = workspace.createFileSystemWatcher("**/pack.json");
    // A folder that goes with everything in it is one event, for the folder.
    const removals = workspace.createFileSystemWatcher("**/*", true, true, false);
    this.#subscriptions = vscode.Disposable.from(
      this.#changes,
      this.#listen(manifests),
      removals,
      removals.onDidDelete(removed),
      // File events can be switched off or late; what is done in this window counts at once.
      workspace.onDidSaveTextDocument(({ uri }) => this.#touched(uri)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach(removed)),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) {
          this.#removed(oldUri);
          this.#touched(newUri);
        }
      }),
    );
  }

  /** From now on, the packs in these folders, and no others. */
  watch(folders: readonly vscode.Uri[]): void {
    this.#folders = folders;
    const wanted = new Map(folders.map((folder) => [folder.toString(), folder]));
    for (const [id, watcher] of this.#watchers) {
      if (wanted.has(id)) continue;
      watcher.dispose();
      this.#watchers.delete(id);
    }
    for (const [id, folder] of wanted) if (!this.#watchers.has(id)) this.#watchers.set(id, this.#watchOne(folder));
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }

  #watchOne(folder: vscode.Uri): vscode.Disposable {
    const { workspace } = vscode;
    const inside = this.#listen(workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, `**/${sources}`)));
    if (workspace.getWorkspaceFolder(folder) !== undefined) return inside;
    const name = folder.path.split("/").filter(Boolean).at(-1) ?? "*";
    const parent = vscode.Uri.joinPath(folder, "..");
    const itself = workspace.createFileSystemWatcher(new vscode.RelativePattern(parent, name), false, true, false);
    const again = (): void => this.#changes.everything();
    return vscode.Disposable.from(inside, itself, itself.onDidCreate(again), itself.onDidDelete(again));
  }

  #listen(watcher: vscode.FileSystemWatcher): vscode.Disposable {
    const touched = (uri: vscode.Uri): void => this.#touched(uri);
    const removed = (uri: vscode.Uri): void => this.#removed(uri);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(touched),
      watcher.onDidCreate(touched),
      watcher.onDidDelete(removed),
    );
  }

  #touched(uri: vscode.Uri): void {
    if (!isSource.test(uri.path)) return;
    // A manifest of a pack that is not known yet, possibly inside another pack's folder.
    const known = this.#folders.some((folder) => vscode.Uri.joinPath(folder, "pack.json").path === uri.path);
    if (isManifest.test(uri.path) && !known && !ignored.test(uri.path)) return this.#changes.everything();
    const owner = this.#ownerOf(uri);
    if (owner !== undefined) this.#changes.inside(owner);
  }

  #removed(uri: vscode.Uri): void {
    const takesPack = this.#folders.some((folder) => isInside(vscode.Uri.joinPath(folder, "pack.json"), uri));
    if (takesPack) this.#changes.everything();
    else {
      // A folder of an exercise has no name that would tell it from others.
      const owner = this.#ownerOf(uri);
      if (owner !== undefined && (isSource.test(uri.path) || !/\.[^/]*$/.test(uri.path))) this.#changes.inside(owner);
    }
  }

  /** The innermost pack that holds the file, unless it lies in what tools put there. */
  #ownerOf(uri: vscode.Uri): string | undefined {
    const holding = this.#folders.filter((folder) => isInside(uri, folder));
    const folder = holding.sort((a, b) => b.path.length - a.path.length)[0];
    if (folder === undefined || ignored.test(uri.path.slice(folder.path.length))) return undefined;
    return folder.toString();
  }
}
