/** A pack in a folder on disk, read through Node. */
import type { Stats } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import type { PackFiles } from "../core/pack/model.ts";
import { FILE_LIMIT, OutsidePack } from "../core/pack/packText.ts";

/**
 * Reads the files of the pack in this folder. What is missing or unreadable is undefined or empty; a link that leads
 * out of the folder rejects with {@link OutsidePack}. Of a file that is too large only the first part is read.
 */
export function packFolder(folder: string): PackFiles {
  return {
    read: async (path) => {
      const real = await realPath(join(folder, path));
      if (real === undefined) return undefined;
      if (!isWithin((await realPath(folder)) ?? folder, real)) throw new OutsidePack(path);
      const text = await readStart(real, FILE_LIMIT + 1);
      return text?.startsWith("\uFEFF") === true ? text.slice(1) : text;
    },
    list: async (path) => {
      try {
        const entries = await readdir(join(folder, path), { withFileTypes: true });
        // A link is never followed, not even to a folder: links to folders above would make the tree endless.
        const listed = entries.map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
        // File systems list in different orders; problems come in the same order everywhere.
        return listed.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      } catch {
        return [];
      }
    },
  };
}

/** Whether this is a folder, or a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  return (await statOf(path))?.isDirectory() === true;
}

async function realPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** At most so many bytes. Undefined for what is no ordinary file: a pipe or a device might never end. */
async function readStart(path: string, most: number): Promise<string | undefined> {
  if ((await statOf(path))?.isFile() !== true) return undefined;
  try {
    await using file = await open(path, "r");
    const buffer = Buffer.alloc(most);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, most - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === most) return buffer.toString("utf8", 0, length);
    }
  } catch {
    return undefined;
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}
