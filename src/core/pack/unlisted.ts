/** Finds what lies in a pack's folder without being listed in `pack.json`, so that nothing is forgotten silently. */
import type { PackFiles } from "./model.ts";
import { listFolder } from "./packText.ts";
import { isQuizPath } from "./packPath.ts";

const EXERCISE_FILES: ReadonlySet<string> = new Set(["exercise.ts", "exercise.md", "scenario.ts"]);
const BESIDE =
  /^(?:\..*|readme.*|licen[cs]e.*|changelog.*|node_modules|tsconfig.*\.json|.*\.d\.[cm]?ts|guide\.md|why\.md|deep\.md)$/i;
const IMAGE = /\.(?:png|jpe?g|gif|svg|webp|avif)$/i;
/** How deep to look for something worth reporting in a folder that is not listed. */
const DEPTH_LIMIT = 8;

/** Paths of forgotten files and folders, in the order of the listing; a folder stands for all it holds. */
export async function findUnlisted(files: PackFiles, listed: readonly string[]): Promise<readonly string[]> {
  const known = new Set(listed);
  // Every folder on the way to a listed item.
  const groups = new Set([""]);
  for (const path of listed) {
    const parts = path.split("/");
    for (let i = 1; i < parts.length; i++) groups.add(parts.slice(0, i).join("/"));
  }
  const found: string[] = [];
  for (const group of [...groups].sort()) {
    // An exercise may lie in another one's folder only by mistake; that folder's own files are expected there all the same.
    for (const entry of await listFolder(files, group)) {
      const path = group === "" ? entry.name : `${group}/${entry.name}`;
      if (path === "pack.json" || ignored(entry.name) || known.has(path) || groups.has(path)) continue;
      if (known.has(group) && !entry.folder && EXERCISE_FILES.has(entry.name)) continue;
      if (!entry.folder || (await holdsAnything(files, path, DEPTH_LIMIT))) found.push(path);
    }
  }
  for (const folder of listed) {
    if (isQuizPath(folder) || groups.has(folder)) continue;
    for (const entry of await listFolder(files, folder)) {
      if (ignored(entry.name) || (!entry.folder && EXERCISE_FILES.has(entry.name))) continue;
      const path = `${folder}/${entry.name}`;
      if (!entry.folder || (await holdsAnything(files, path, DEPTH_LIMIT))) found.push(path);
    }
  }
  return found;
}

function ignored(name: string): boolean {
  return BESIDE.test(name) || IMAGE.test(name);
}

/** Whether a folder has a file that is not among those ignored. */
async function holdsAnything(files: PackFiles, folder: string, depth: number): Promise<boolean> {
  for (const entry of await listFolder(files, folder)) {
    if (ignored(entry.name)) continue;
    if (!entry.folder || depth === 0 || (await holdsAnything(files, `${folder}/${entry.name}`, depth - 1))) return true;
  }
  return false;
}
