/** The learner's files: one folder per exercise, never overwritten, found again by the record beside them. */
import * as vscode from "vscode";
import { type Starter, starterOf } from "../../core/exercise/starter.ts";
import type { ExerciseItem } from "../../core/pack/model.ts";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { createFile, exists, refreshFile } from "./carefulFiles.ts";
import { type ExerciseRecord, readRecord, recordName, writeRecord } from "./exerciseRecord.ts";
import type { FoundItem } from "./practice.ts";
import { safeName } from "./safeName.ts";
import { readText } from "./workspacePackFiles.ts";

/** A learner's file that is known. */
export interface Sheet {
  readonly key: ItemKey;
  readonly uri: vscode.Uri;
  /** Absent for an exercise that could only be opened as an unsaved document. */
  readonly folder?: vscode.Uri;
  readonly starter: Starter;
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

export class Workbook implements vscode.Disposable {
  readonly #root: () => vscode.Uri;
  readonly #declarations: vscode.Uri;
  readonly #byKey = new Map<string, Sheet>();
  readonly #byUri = new Map<string, Sheet>();
  readonly #changed = new vscode.EventEmitter<ItemKey>();
  readonly #subscriptions: vscode.Disposable;

  /** Fires when it becomes known that a document is an exercise, or no longer is. */
  readonly onDidChange = this.#changed.event;

  /** `root` throws a `UserError` where the setting for it makes no sense; `declarations` is `eventually.d.ts`. */
  constructor(root: () => vscode.Uri, declarations: vscode.Uri) {
    this.#root = root;
    this.#declarations = declarations;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) void this.#followRename(oldUri, newUri);
      }),
    );
  }

  of(key: ItemKey): Sheet | undefined {
    return this.#byKey.get(itemId(key));
  }

  at(uri: vscode.Uri): Sheet | undefined {
    return this.#byUri.get(uri.toString());
  }

  /** Looks whether a document that was opened is one of ours that this window does not know yet. */
  async adopt(uri: vscode.Uri): Promise<void> {
    if (uri.scheme !== "file" || this.at(uri) !== undefined || !uri.path.endsWith(".ts")) return;
    const folder = vscode.Uri.joinPath(uri, "..");
    const record = await this.#recordIn(folder);
    if (record === undefined || this.at(uri) !== undefined) return;
    if (vscode.Uri.joinPath(folder, record.file).toString() !== uri.toString()) return;
    this.#remember({ key: record.key, uri, folder, starter: record.starter });
  }

  /** The learner's file of an exercise, written where there is none. Rejects where the storage does not let us. */
  async prepare(found: FoundItem<ExerciseItem>): Promise<Sheet> {
    const folder = this.#folderOf(found.key);
    await vscode.workspace.fs.createDirectory(folder);
    const record = await this.#recordIn(folder);
    const file = await learnersFile(folder, record?.file ?? `${safeName(found.key.item)}.ts`);
    const uri = vscode.Uri.joinPath(folder, file);
    const fresh = starterOf(found.item.source);
    const created = await createFile(uri, fresh.text);
    const starter = created || record === undefined ? fresh : record.starter;
    const packVersion = created || record === undefined ? found.pack.version : record.packVersion;
    await this.#writeBeside(folder, { key: found.key, file, packVersion, starter });
    return this.#remember({ key: found.key, uri, folder, starter });
  }

  /** From now on, the file of this sheet begins from the pack's present starter. */
  async restart(sheet: Sheet, found: FoundItem<ExerciseItem>): Promise<void> {
    const starter = starterOf(found.item.source);
    if (sheet.folder !== undefined) {
      const file = baseName(sheet.uri);
      await this.#writeBeside(sheet.folder, { key: sheet.key, file, packVersion: found.pack.version, starter });
    }
    this.#remember({ ...sheet, starter });
  }

  /** An exercise that lives in an unsaved document, until that is closed. */
  rememberUnsaved(found: FoundItem<ExerciseItem>, uri: vscode.Uri): Sheet {
    return this.#remember({ key: found.key, uri, starter: starterOf(found.item.source) });
  }

  /** Forgets an unsaved document that was closed. */
  forgetUnsaved(uri: vscode.Uri): void {
    const sheet = this.at(uri);
    if (sheet === undefined || sheet.folder !== undefined) return;
    this.#byUri.delete(uri.toString());
    this.#byKey.delete(itemId(sheet.key));
    this.#changed.fire(sheet.key);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #folderOf(key: ItemKey): vscode.Uri {
    return vscode.Uri.joinPath(this.#root(), safeName(key.pack), safeName(key.item));
  }

  async #recordIn(folder: vscode.Uri): Promise<ExerciseRecord | undefined> {
    const text = await readText(vscode.Uri.joinPath(folder, recordName));
    return text === undefined ? undefined : readRecord(text);
  }

  async #writeBeside(folder: vscode.Uri, record: ExerciseRecord): Promise<void> {
    const declarations = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#declarations));
    await refreshFile(vscode.Uri.joinPath(folder, "eventually.d.ts"), declarations);
    await refreshFile(vscode.Uri.joinPath(folder, "tsconfig.json"), tsconfig);
    await refreshFile(vscode.Uri.joinPath(folder, recordName), writeRecord(record));
  }

  async #followRename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    const sheet = this.at(from);
    if (sheet?.folder === undefined) return;
    const stays = vscode.Uri.joinPath(to, "..").toString() === sheet.folder.toString();
    this.#byUri.delete(from.toString());
    if (!stays) {
      // Moved away, it is a file like any other; opening the exercise writes a new one.
      this.#byKey.delete(itemId(sheet.key));
      this.#changed.fire(sheet.key);
      return;
    }
    this.#remember({ ...sheet, uri: to });
    const record = await this.#recordIn(sheet.folder);
    if (record === undefined) return;
    const text = writeRecord({ ...record, file: baseName(to) });
    await refreshFile(vscode.Uri.joinPath(sheet.folder, recordName), text);
  }

  #remember(sheet: Sheet): Sheet {
    const before = this.of(sheet.key);
    if (before !== undefined) this.#byUri.delete(before.uri.toString());
    this.#byKey.set(itemId(sheet.key), sheet);
    this.#byUri.set(sheet.uri.toString(), sheet);
    this.#changed.fire(sheet.key);
    return sheet;
  }
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
