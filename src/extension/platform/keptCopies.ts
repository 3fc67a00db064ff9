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

/** Which exercises have kept copies: looked for once each, and known from then on. */
export class KnownCopies {
  readonly #found: (sheet: Sheet) => void;
  /** By the folder of the learner's file. */
  readonly #known = new Map<string, boolean>();

  /** @param found called when an exercise turns out to have copies that was not known to have any */
  constructor(found: (sheet: Sheet) => void) {
    this.#found = found;
  }

  /** False also while nobody has looked yet; then somebody does. */
  has(sheet: Sheet): boolean {
    const folder = sheet.folder?.toString();
    if (folder === undefined) return false;
    const known = this.#known.get(folder);
    if (known === undefined) {
      this.#known.set(folder, false);
      const look = async (): Promise<void> => {
        if ((await keptCopies(sheet)).length > 0) this.note(sheet);
      };
      // A copy that goes while it is looked at is none.
      look().catch(() => undefined);
    }
    return known === true;
  }

  /** One was kept. */
  note(sheet: Sheet): void {
    const folder = sheet.folder?.toString();
    if (folder === undefined || this.#known.get(folder) === true) return;
    this.#known.set(folder, true);
    this.#found(sheet);
  }
}

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
