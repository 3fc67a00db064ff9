/** Says when a file of a pack was written, made or removed, once per burst of changes. */
import * as vscode from "vscode";
import { isInside } from "./ourDocuments.ts";

/** Editors and version control write several files at once. */
const quietMs = 150;

export class PackWatcher implements vscode.Disposable {
  readonly #changed: () => void;
  readonly #discovery: vscode.FileSystemWatcher;
  readonly #watchers = new Map<string, vscode.FileSystemWatcher>();
  readonly #saves: vscode.Disposable;
  #folders: readonly vscode.Uri[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
    // File events can be switched off or late; what is saved in this window counts at once.
    this.#saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (this.#folders.some((folder) => isInside(uri, folder))) this.#later();
    });
    // Packs that are not known yet announce themselves by their manifest.
    this.#discovery = this.#listen(vscode.workspace.createFileSystemWatcher("**/pack.json"));
  }

  /** From now on, these folders with everything in them, and no others. */
  watch(folders: readonly vscode.Uri[]): void {
    this.#folders = folders;
    const wanted = new Map(folders.map((folder) => [folder.toString(), folder]));
    for (const [id, watcher] of this.#watchers) {
      if (wanted.has(id)) continue;
      watcher.dispose();
      this.#watchers.delete(id);
    }
    for (const [id, folder] of wanted) {
      if (this.#watchers.has(id)) continue;
      const pattern = new vscode.RelativePattern(folder, "**/*");
      this.#watchers.set(id, this.#listen(vscode.workspace.createFileSystemWatcher(pattern)));
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#saves.dispose();
    this.#discovery.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }

  #listen(watcher: vscode.FileSystemWatcher): vscode.FileSystemWatcher {
    const later = (): void => this.#later();
    watcher.onDidChange(later);
    watcher.onDidCreate(later);
    watcher.onDidDelete(later);
    return watcher;
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#changed, quietMs);
  }
}
