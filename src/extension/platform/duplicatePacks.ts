/** Two packs with one id: the first is used, the later one is listed with the problem. */
import * as vscode from "vscode";
import type { PackProblem } from "../../core/pack/model.ts";
import type { LoadedPack } from "./practice.ts";

/**
 * The same packs in the same order; of those that share an id, all but the first are left without their `pack`. Since
 * bundled packs come first, none can take the place of one: what may run is decided by where a pack comes from.
 */
export function withoutDuplicates(packs: readonly LoadedPack[]): LoadedPack[] {
  const first = new Map<string, LoadedPack>();
  return packs.map((loaded) => {
    const id = loaded.reading.pack?.id;
    if (id === undefined) return loaded;
    const used = first.get(id);
    if (used === undefined) {
      first.set(id, loaded);
      return loaded;
    }
    const { pack: _unused, ...reading } = loaded.reading;
    const problem = duplicateProblem(id, used, loaded);
    return {
      ...loaded,
      id: loaded.folder.toString(),
      reading: { ...reading, problems: [...reading.problems, problem] },
    };
  });
}

function duplicateProblem(id: string, used: LoadedPack, { folder, origin }: LoadedPack): PackProblem {
  return {
    file: "pack.json",
    position: { line: 1, column: 1 },
    // Builds copy packs within a workspace; that is no mistake of the author's.
    severity: used.origin === "workspace" && origin === "workspace" ? "warning" : "error",
    detail: { code: "duplicate-pack", id, used: nameOf(used.folder), folder: nameOf(folder) },
  };
}

function nameOf(folder: vscode.Uri): string {
  return vscode.workspace.asRelativePath(folder);
}
