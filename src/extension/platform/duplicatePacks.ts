/** Two packs with one id: the first is used, the later one is listed with the problem. */
import type { PackProblem } from "../../core/pack/model.ts";
import type { LoadedPack } from "./practice.ts";

/**
 * The same packs in the same order; of those that share an id, all but the first are left without their `pack`. Since
 * bundled packs come first, none can take the place of one: what may run is decided by where a pack comes from.
 */
export function withoutDuplicates(packs: readonly LoadedPack[]): LoadedPack[] {
  const seen = new Set<string>();
  return packs.map((loaded) => {
    const id = loaded.reading.pack?.id;
    if (id === undefined) return loaded;
    if (!seen.has(id)) {
      seen.add(id);
      return loaded;
    }
    const { pack: _unused, ...reading } = loaded.reading;
    const problem = duplicateProblem(id);
    return {
      ...loaded,
      id: loaded.folder.toString(),
      reading: { ...reading, problems: [...reading.problems, problem] },
    };
  });
}

function duplicateProblem(id: string): PackProblem {
  return {
    file: "pack.json",
    position: { line: 1, column: 1 },
    severity: "error",
    detail: { code: "duplicate-id", id, of: "pack" },
  };
}
