/** The learner's files: one folder per exercise, never overwritten, found again by the record beside them. */
import * as vscode from "vscode";
import { type Starter, starterOf } from "../../core/exercise/starter.ts";
import type { ExerciseItem } from "../../core/pack/model.ts";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { Origins } from "./answerFinder.ts";
import { createFile, exists, refreshFile } from "./carefulFiles.ts";
import { openDocumentAt } from "./documentEdits.ts";
import { type ExerciseRecord, readRecord, recordName, writeRecord } from "./exerciseRecord.ts";
import { inBackground } from "./guarded.ts";
import { isInside } from "./ourDocuments.ts";
import type { FoundItem } from "./practice.ts";
import { folderBelow, type PracticeRoots } from "./practiceRoots.ts";
import { safeName } from "./safeName.ts";
import { readText } from "./workspacePackFiles.ts";

/** A learner's file that is known. */
export interface Sheet {
  readonly key: ItemKey;
  readonly uri: vscode.Uri;
  /** Absent for an exercise that could only be opened as an unsaved document. */
  readonly folder?: vscode.Uri;
  readonly starter: Starter;
  /** The starter before the last reset, where that was another. */
  readonly earlier?: Starter;
}

const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      target: "es2022",
      lib: ["es2022"],
      module: "esnext",
      moduleResolution: "bundler",
      moduleDetection: "force",
      strict: true,
      noEmit: true,
      types: [],
    },
    include: ["*.ts"],
  },
  null,
  2,
)}\n`;

/** How long to wait, in milliseconds, for the document that an unsaved one became. */
const longestSaving = 2000;

export class Workbook implements vscode.Disposable {
  readonly #roots: PracticeRoots;
  readonly #declarations: vscode.Uri;
  readonly #byKey = new Map<string, Sheet>();
  readonly #byUri = new Map<string, Sheet>();
  readonly #changed = new vscode.EventEmitter<ItemKey>();
  readonly #subscriptions: vscode.Disposable;
  #saidElsewhere = false;

  /** Fires when it becomes known that a document is an exercise, or no longer is. */
  readonly onDidChange = this.#changed.event;

  /** `declarations` is `eventually.d.ts`. */
  constructor(roots: PracticeRoots, declarations: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#roots = roots;
    this.#declarations = declarations;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) inBackground(log, this.#followRename(oldUri, newUri));
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) inBackground(log, this.#readAgain());
      }),
    );
  }

  of(key: ItemKey): Sheet | undefined {
    return this.#byKey.get(itemId(key));
  }

  at(uri: vscode.Uri): Sheet | undefined {
    return this.#byUri.get(uri.toString());
  }

  /**
   * Looks whether a document that was opened is one of ours that this window does not know yet. A record is believed
   * only below a practice folder: anybody can write one into a repository.
   */
  async adopt(uri: vscode.Uri): Promise<void> {
    if (uri.scheme !== "file" || !uri.path.endsWith(".ts") || this.at(uri) !== undefined) return;
    if (!this.#roots.contain(uri)) return;
    const folder = vscode.Uri.joinPath(uri, "..");
    const record = await this.#recordIn(folder);
    if (record === undefined || vscode.Uri.joinPath(folder, record.file).toString() !== uri.toString()) return;
    // A copy of an exercise's folder must not take the place of the exercise; a folder that was moved may.
    const own = await this.#folderOf(record.key);
    if (own !== undefined && own.toString() !== folder.toString()) return;
    if (this.at(uri) !== undefined || (own === undefined && this.of(record.key) !== undefined)) return;
    this.#remember(sheetOf(record, uri, folder));
  }

  /**
   * The learner's file of an exercise, written where there is none. What an open editor still shows of a file that is
   * gone is written, rather than the starter. Rejects where the storage does not let us.
   */
  async prepare(found: FoundItem<ExerciseItem>): Promise<Sheet> {
    const known = await this.#usable(found.key);
    const folder = known?.folder ?? (await this.#folderFor(found.key));
    await vscode.workspace.fs.createDirectory(folder);
    const record = await this.#recordIn(folder);
    const file =
      known === undefined
        ? await learnersFile(folder, record?.file ?? `${safeName(found.key.item)}.ts`)
        : baseName(known.uri);
    const uri = vscode.Uri.joinPath(folder, file);
    const fresh: ExerciseRecord = {
      key: found.key,
      file,
      packVersion: found.pack.version,
      starter: starterOf(found.item.source),
    };
    const held = openDocumentAt(uri);
    // A document with changes keeps them best by being saved: created behind its back, its file would be a conflict.
    if (held?.isDirty === true && !(await exists(uri))) await held.save();
    const created = await createFile(uri, held?.getText() ?? fresh.starter.text);
    const begun = record ?? (known === undefined ? undefined : { ...fresh, ...originsOf(known) });
    const now = begun === undefined || (created && held === undefined) ? fresh : { ...begun, key: found.key, file };
    await this.#writeBeside(folder, now);
    return this.#remember(sheetOf(now, uri, folder));
  }

  /** From now on, the file of this sheet begins from the pack's present starter; so far it began from `before`. */
  async restart(sheet: Sheet, found: FoundItem<ExerciseItem>, before: Starter): Promise<void> {
    const starter = starterOf(found.item.source);
    const earlier = before.text === starter.text ? sheet.earlier : before;
    const origins = { starter, ...(earlier === undefined ? {} : { earlier }) };
    if (sheet.folder !== undefined) {
      const packVersion = found.pack.version;
      await this.#writeBeside(sheet.folder, { key: sheet.key, file: baseName(sheet.uri), packVersion, ...origins });
    }
    this.#remember({ ...sheet, ...origins });
  }

  /** An exercise that lives in a document without a record, until that is closed. */
  rememberUnsaved(found: FoundItem<ExerciseItem>, uri: vscode.Uri): Sheet {
    return this.#remember({ key: found.key, uri, starter: starterOf(found.item.source) });
  }

  /**
   * A document without a record was closed. Saving it and changing its language look like that too: then another
   * document with the same text is open a moment later, and is the exercise from now on.
   */
  async leaveUnsaved(closed: vscode.TextDocument): Promise<void> {
    const sheet = this.at(closed.uri);
    if (sheet === undefined || sheet.folder !== undefined) return;
    const text = closed.getText();
    for (let waited = 0; waited < longestSaving; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, waited === 0 ? 0 : 50));
      if (this.of(sheet.key) !== sheet) return;
      const next = vscode.workspace.textDocuments.find((document) => this.#continues(document, sheet, text));
      if (next === undefined) continue;
      this.#remember({ ...sheet, uri: next.uri });
      return;
    }
    this.#forget(sheet);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #continues(document: vscode.TextDocument, sheet: Sheet, text: string): boolean {
    const { uri } = document;
    if (document.isClosed || !(uri.scheme === "file" || uri.scheme === "untitled")) return false;
    const free = this.at(uri) === undefined || uri.toString() === sheet.uri.toString();
    return free && document.getText() === text;
  }

  /** The known sheet with a folder, while its file is there or an editor still holds its text. */
  async #usable(key: ItemKey): Promise<Sheet | undefined> {
    const known = this.of(key);
    if (known?.folder === undefined) return undefined;
    return openDocumentAt(known.uri) !== undefined || (await exists(known.uri)) ? known : undefined;
  }

  /** The exercise's own place below a practice folder where a record of it is. */
  async #folderOf(key: ItemKey): Promise<vscode.Uri | undefined> {
    for (const root of this.#roots.all) {
      const folder = folderBelow(root, key);
      if (isOf(await this.#recordIn(folder), key)) return folder;
    }
    return undefined;
  }

  /** Where to look for, or else to begin, the file of an exercise that this window does not know yet. */
  async #folderFor(key: ItemKey): Promise<vscode.Uri> {
    const root = this.#roots.chosen;
    const own = folderBelow(root, key);
    if (isOf(await this.#recordIn(own), key)) return own;
    const begun = (await this.#folderOf(key)) ?? (await this.#renamedBeside(own, key));
    if (begun === undefined) return own;
    if (!isInside(begun, root) && !this.#saidElsewhere) {
      this.#saidElsewhere = true;
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          "Exercises that were begun before eventually.practiceFolder was changed stay where they are: {0}",
          begun.fsPath,
        ),
      );
    }
    return begun;
  }

  /** A folder that was renamed while no window looked. */
  async #renamedBeside(own: vscode.Uri, key: ItemKey): Promise<vscode.Uri | undefined> {
    const pack = vscode.Uri.joinPath(own, "..");
    if (!(await exists(pack)) || (await exists(own))) return undefined;
    for (const [name, type] of await vscode.workspace.fs.readDirectory(pack)) {
      if (type !== vscode.FileType.Directory) continue;
      const folder = vscode.Uri.joinPath(pack, name);
      if (isOf(await this.#recordIn(folder), key)) return folder;
    }
    return undefined;
  }

  async #recordIn(folder: vscode.Uri): Promise<ExerciseRecord | undefined> {
    const text = await readText(vscode.Uri.joinPath(folder, recordName));
    return text === undefined ? undefined : readRecord(text);
  }

  async #writeBeside(folder: vscode.Uri, record: ExerciseRecord): Promise<void> {
    // Elsewhere, these names may be somebody's own files.
    if (!this.#roots.contain(folder)) throw new Error(`${folder.fsPath} is in no practice folder`);
    const declarations = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#declarations));
    await refreshFile(vscode.Uri.joinPath(folder, "eventually.d.ts"), declarations);
    await refreshFile(vscode.Uri.joinPath(folder, "tsconfig.json"), tsconfig);
    await refreshFile(vscode.Uri.joinPath(folder, recordName), writeRecord(record));
  }

  /** Follows a file within its folder, and a folder within the practice folders. */
  async #followRename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    const moved = [...this.#byKey.values()].filter((sheet) => isInside(sheet.uri, from));
    for (const sheet of moved) {
      if (sheet.folder === undefined) continue;
      const uri = to.with({ path: to.path + sheet.uri.path.slice(from.path.length) });
      const folder = vscode.Uri.joinPath(uri, "..");
      const isFile = sheet.uri.toString() === from.toString();
      const stays = isFile ? folder.toString() === sheet.folder.toString() : this.#roots.contain(folder);
      if (!stays) {
        // Moved away, it is a file like any other; opening the exercise writes a new one.
        this.#forget(sheet);
        continue;
      }
      this.#remember({ ...sheet, uri, folder });
      const record = isFile ? await this.#recordIn(folder) : undefined;
      if (record === undefined) continue;
      await refreshFile(vscode.Uri.joinPath(folder, recordName), writeRecord({ ...record, file: baseName(uri) }));
    }
  }

  /** Another window may have reset an exercise that is open here. */
  async #readAgain(): Promise<void> {
    for (const sheet of this.#byKey.values()) {
      if (sheet.folder === undefined || openDocumentAt(sheet.uri) === undefined) continue;
      const record = await this.#recordIn(sheet.folder);
      if (record === undefined || !isOf(record, sheet.key) || this.of(sheet.key) !== sheet) continue;
      if (record.starter.text !== sheet.starter.text) this.#remember(sheetOf(record, sheet.uri, sheet.folder));
    }
  }

  #remember(sheet: Sheet): Sheet {
    const before = this.of(sheet.key);
    if (before !== undefined) this.#byUri.delete(before.uri.toString());
    this.#byKey.set(itemId(sheet.key), sheet);
    this.#byUri.set(sheet.uri.toString(), sheet);
    this.#changed.fire(sheet.key);
    return sheet;
  }

  #forget(sheet: Sheet): void {
    this.#byUri.delete(sheet.uri.toString());
    this.#byKey.delete(itemId(sheet.key));
    this.#changed.fire(sheet.key);
  }
}

function sheetOf(record: ExerciseRecord, uri: vscode.Uri, folder: vscode.Uri): Sheet {
  return { key: record.key, uri, folder, ...originsOf(record) };
}

function originsOf({ starter, earlier }: Origins): Origins {
  return { starter, ...(earlier === undefined ? {} : { earlier }) };
}

function isOf(record: ExerciseRecord | undefined, key: ItemKey): boolean {
  return record !== undefined && itemId(record.key) === itemId(key);
}

/** The recorded name while that file is there; else the only other TypeScript file, which is it after a rename. */
async function learnersFile(folder: vscode.Uri, recorded: string): Promise<string> {
  if (await exists(vscode.Uri.joinPath(folder, recorded))) return recorded;
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const others = entries
    .filter(([name, type]) => type === vscode.FileType.File && name.endsWith(".ts") && name !== "eventually.d.ts")
    .map(([name]) => name);
  const [only] = others;
  return others.length === 1 && only !== undefined ? only : recorded;
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
