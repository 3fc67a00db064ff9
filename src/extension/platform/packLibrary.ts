/** The packs that can be practised here: found, read, followed as they change. */
import * as vscode from "vscode";
import type { PackProblem } from "../../core/pack/model.ts";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { AddedFolders } from "./addedFolders.ts";
import { findBundledFolders, findPackFolders, type PackFolder } from "./packDiscovery.ts";
import { PackWatcher } from "./packWatcher.ts";
import type { FoundItem, LoadedPack, PackLibrary } from "./practice.ts";
import { withoutDuplicates } from "./duplicatePacks.ts";
import { describeError } from "./userError.ts";
import { workspacePackFiles } from "./workspacePackFiles.ts";

export class WorkspacePackLibrary implements PackLibrary, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #added: AddedFolders;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watcher: PackWatcher;
  readonly #subscriptions: vscode.Disposable;
  /** By folder; what is not here is read. */
  readonly #read = new Map<string, LoadedPack>();
  #folders: readonly PackFolder[] | undefined;
  #packs: readonly LoadedPack[] = [];
  /** What {@link packs} was made of. */
  #published: readonly LoadedPack[] | undefined;
  #items = new Map<string, FoundItem>();
  #reloading: Promise<void> | undefined;
  #again = false;

  readonly onDidChange = this.#changed.event;
  readonly ready: Promise<void>;
  readonly complete: Promise<void>;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#extensionUri = context.extensionUri;
    this.#added = new AddedFolders(context.globalState);
    this.#log = log;
    this.#watcher = new PackWatcher((folders) => void this.#follow(folders));
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#watcher,
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
    );
    this.ready = this.#readBundled();
    this.complete = this.reload();
  }

  get packs(): readonly LoadedPack[] {
    return this.#packs;
  }

  find(key: ItemKey): FoundItem | undefined {
    return this.#items.get(itemId(key));
  }

  async whenFound(key: ItemKey): Promise<void> {
    await this.ready;
    if (this.find(key) === undefined) await this.complete;
  }

  /** Calls made while a reading is under way share one more reading after it. Never rejects: failures are logged. */
  reload(): Promise<void> {
    this.#folders = undefined;
    for (const [id, { folder, origin }] of this.#read) if (!isFixed(folder, origin)) this.#read.delete(id);
    return this.#readAgain();
  }

  /** Reads only the packs that changed, where none can have come or gone. */
  #follow(folders: ReadonlySet<string> | undefined): Promise<void> {
    if (folders === undefined) return this.reload();
    for (const id of folders) this.#read.delete(id);
    return this.#readAgain();
  }

  #readAgain(): Promise<void> {
    if (this.#reloading !== undefined) {
      this.#again = true;
      return this.#reloading;
    }
    this.#reloading = this.#readUntilSettled().finally(() => {
      this.#reloading = undefined;
    });
    return this.#reloading;
  }

  async addFolder(folder?: vscode.Uri): Promise<void> {
    if (await this.#added.add(folder)) await this.reload();
  }

  /** Forgets an added folder; its files stay where they are. */
  async removeFolder(folder: vscode.Uri): Promise<void> {
    await this.#added.remove(folder);
    await this.reload();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** What comes with the extension does not wait for the search of a workspace, and is there when that fails. */
  async #readBundled(): Promise<void> {
    try {
      const folders = await findBundledFolders(this.#extensionUri);
      this.#publish(await Promise.all(folders.map((folder) => this.#load(folder))));
    } catch (error) {
      this.#log.error(`The bundled packs could not be read: ${describeError(error)}`);
    }
  }

  async #readUntilSettled(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#readMissing();
      } catch (error) {
        this.#log.error(`The packs could not be read: ${describeError(error)}`);
      }
    } while (this.#again);
  }

  async #readMissing(): Promise<void> {
    const tooMany = (text: string): void => this.#log.warn(text);
    const searching = this.#folders ?? findPackFolders(this.#extensionUri, this.#added.folders, tooMany);
    // The search goes on meanwhile. Fewer packs never follow on more.
    const [folders] = await Promise.all([searching, this.ready]);
    // A change that came in the meantime has asked for another reading.
    if (!this.#again) this.#folders = folders;
    const loaded = await Promise.all(folders.map((folder) => this.#load(folder)));
    this.#watcher.watch(folders.filter(({ folder, origin }) => !isFixed(folder, origin)).map(({ folder }) => folder));
    this.#publish(loaded);
  }

  #publish(loaded: readonly LoadedPack[]): void {
    const before = this.#published;
    // A workspace without packs adds nothing to the bundled ones, and a tree that is drawn anew loses a click.
    if (before?.length === loaded.length && loaded.every((pack, index) => pack === before[index])) return;
    this.#published = loaded;
    this.#packs = withoutDuplicates(loaded);
    this.#items = indexItems(this.#packs);
    this.#changed.fire();
  }

  async #load({ folder, origin }: PackFolder): Promise<LoadedPack> {
    const id = folder.toString();
    const known = this.#read.get(id);
    if (known?.origin === origin) return known;
    // A file of its own: parsing is only needed once a pack is read.
    const { packProblemText, readPack } = await import("./packReading.ts");
    const reading = await readPack(workspacePackFiles(folder));
    const problemText = ({ detail }: PackProblem): string => packProblemText(detail, vscode.l10n.t);
    const loaded: LoadedPack = { id: reading.pack?.id ?? id, folder, origin, reading, problemText };
    if (!this.#again) this.#read.set(id, loaded);
    return loaded;
  }
}

/** A bundled pack does not change while the window is open, unless its author has it open as the workspace. */
function isFixed(folder: vscode.Uri, origin: LoadedPack["origin"]): boolean {
  return origin === "bundled" && vscode.workspace.getWorkspaceFolder(folder) === undefined;
}

function indexItems(packs: readonly LoadedPack[]): Map<string, FoundItem> {
  const items = new Map<string, FoundItem>();
  for (const loaded of packs) {
    const { pack } = loaded.reading;
    if (pack === undefined) continue;
    for (const module of pack.modules) {
      for (const item of module.items) {
        const key = { pack: pack.id, item: item.id };
        items.set(itemId(key), { key, loaded, pack, module, item });
      }
    }
  }
  return items;
}
