/** A pack in a folder on disk, read through Node. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PackFiles } from "../core/pack/model.ts";

/** Reads the files of the pack in this folder. What is missing or unreadable is undefined or empty, never an error. */
export function packFolder(folder: string): PackFiles {
  return {
    read: async (path) => {
      try {
        const text = await readFile(join(folder, path), "utf8");
        return text.startsWith("\uFEFF") ? text.slice(1) : text;
      } catch {
        return undefined;
      }
    },
    list: async (path) => {
      try {
        const entries = await readdir(join(folder, path), { withFileTypes: true });
        const listed = entries.map(async (entry) => ({
          name: entry.name,
          folder: entry.isSymbolicLink() ? await isFolder(join(folder, path, entry.name)) : entry.isDirectory(),
        }));
        // File systems list in different orders; problems come in the same order everywhere.
        return (await Promise.all(listed)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      } catch {
        return [];
      }
    },
  };
}

/** Whether this is a folder, or a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
