/** Writing to disk with the two promises that learners' files need: never over something else, never half. */
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";

/** An address on this disk; a `vscode.Uri` of the scheme `file` is one. */
export interface DiskFile {
  readonly fsPath: string;
}

/** What `link` answers on file systems that have no hard links. */
const noLinks = new Set(["EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"]);

/** Writes a new file. False, and nothing is written, where there is one already. */
export async function createFile({ fsPath }: DiskFile, text: string): Promise<boolean> {
  if (await exists({ fsPath })) return false;
  try {
    await throughDraft(fsPath, text, async (draft) => {
      try {
        // Unlike `rename`, this fails where another window has written the file since.
        await link(draft, fsPath);
      } catch (error) {
        if (!noLinks.has(codeOf(error))) throw error;
        await writeNew(fsPath, text);
      }
    });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Writes one of our own supporting files where its content differs, all at once. */
export async function refreshFile({ fsPath }: DiskFile, text: string): Promise<void> {
  if ((await readFile(fsPath, "utf8").catch(() => undefined)) === text) return;
  await throughDraft(fsPath, text, (draft) => rename(draft, fsPath));
}

export async function exists({ fsPath }: DiskFile): Promise<boolean> {
  try {
    await stat(fsPath);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** Writes the text beside the target first; the draft is gone afterwards, whatever happened. */
async function throughDraft(target: string, text: string, use: (draft: string) => Promise<void>): Promise<void> {
  const unique = `${process.pid.toString(36)}-${performance.now().toString(36).replace(".", "")}`;
  const draft = `${target}.${unique}.tmp`;
  try {
    await writeFile(draft, text);
    await use(draft);
  } finally {
    // A draft that stays is no reason to hide why the writing failed.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** The second best: another window cannot be overwritten, but a full disk is noticed only half-way. */
async function writeNew(target: string, text: string): Promise<void> {
  try {
    await writeFile(target, text, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") await rm(target, { force: true }).catch(() => undefined);
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
