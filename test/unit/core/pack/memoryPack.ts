/** A pack's files in memory, and the good fixture as a start for tests that break it. */
import { readdirSync, readFileSync } from "node:fs";
import type { PackFiles, PackProblem } from "../../../../src/core/pack/model.ts";

export type FileMap = Readonly<Record<string, string>>;

export function memoryPack(files: FileMap): PackFiles {
  return {
    read: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: async (folder) => {
      const prefix = folder === "" ? "" : `${folder}/`;
      const found = new Map<string, boolean>();
      for (const path of Object.keys(files)) {
        if (!path.startsWith(prefix)) continue;
        const [name = "", ...rest] = path.slice(prefix.length).split("/");
        found.set(name, rest.length > 0);
      }
      return [...found].map(([name, isFolder]) => ({ name, folder: isFolder }));
    },
  };
}

export function fixture(name: "good" | "bad"): FileMap {
  const root = new URL(`../../../fixtures/packs/${name}/`, import.meta.url);
  const files: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/");
    files[path.slice(path.indexOf(`/packs/${name}/`) + `/packs/${name}/`.length).replace(/^\/+/, "")] = readFileSync(
      path,
      "utf8",
    );
  }
  return files;
}

/** The files with one text replaced by another in one of them; the text must be there. */
export function edited(files: FileMap, path: string, from: string, to: string): FileMap {
  const text = files[path];
  if (text === undefined || !text.includes(from)) throw new Error(`${path} does not contain: ${from}`);
  return { ...files, [path]: text.replace(from, () => to) };
}

export function without(files: FileMap, path: string): FileMap {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}

/** `file:line:column code`, one per problem. */
export function placesOf(problems: readonly PackProblem[]): readonly string[] {
  return problems.map(({ file, position, detail }) => `${file}:${position.line}:${position.column} ${detail.code}`);
}
