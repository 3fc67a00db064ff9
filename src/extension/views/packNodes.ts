/** What the tree shows, as nodes with stable ids: packs, their modules and items, and the problems of broken packs. */
import type * as vscode from "vscode";
import type { Item, Module, PackProblem } from "../../core/pack/model.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { FoundItem, LoadedPack, Practice } from "../platform/practice.ts";

export type PackNode =
  | { readonly kind: "pack"; readonly id: string; readonly loaded: LoadedPack; readonly folder: vscode.Uri }
  | { readonly kind: "module"; readonly id: string; readonly loaded: LoadedPack; readonly module: Module }
  | {
      readonly kind: "item";
      readonly id: string;
      readonly loaded: LoadedPack;
      readonly key: ItemKey;
      readonly found: FoundItem;
    }
  | { readonly kind: "problem"; readonly id: string; readonly loaded: LoadedPack; readonly problem: PackProblem };

export function packNodes(practice: Practice): PackNode[] {
  return practice.library.packs.map((loaded) => ({
    kind: "pack",
    id: `pack ${loaded.folder.toString()}`,
    loaded,
    folder: loaded.folder,
  }));
}

/** Children of a node: a pack's problems first, since they keep it from being used. */
export function childrenOf(practice: Practice, node: PackNode): PackNode[] {
  switch (node.kind) {
    case "pack":
      return [
        ...node.loaded.reading.problems.map((problem, index) => ({
          kind: "problem" as const,
          id: `${node.id} problem ${index}`,
          loaded: node.loaded,
          problem,
        })),
        ...(node.loaded.reading.pack?.modules ?? []).map((module) => ({
          kind: "module" as const,
          id: `${node.id} module ${module.id}`,
          loaded: node.loaded,
          module,
        })),
      ];
    case "module":
      return node.module.items.flatMap((item) => itemNode(practice, node.loaded, item));
    default:
      return [];
  }
}

/** The node of an item, or nothing where the pack's id belongs to another pack. */
export function itemNode(practice: Practice, loaded: LoadedPack, item: Item): PackNode[] {
  const key = { pack: loaded.id, item: item.id };
  const found = practice.library.find(key);
  return found?.loaded === loaded
    ? [{ kind: "item", id: `pack ${loaded.folder.toString()} item ${item.id}`, loaded, key, found }]
    : [];
}

/** The node above, which VS Code asks for to reveal one. */
export function parentOf(node: PackNode): PackNode | undefined {
  const pack: PackNode = {
    kind: "pack",
    id: `pack ${node.loaded.folder.toString()}`,
    loaded: node.loaded,
    folder: node.loaded.folder,
  };
  switch (node.kind) {
    case "pack":
      return undefined;
    case "item":
      return {
        kind: "module",
        id: `${pack.id} module ${node.found.module.id}`,
        loaded: node.loaded,
        module: node.found.module,
      };
    default:
      return pack;
  }
}

/** How many of these items of a pack are passed, and how many there are. */
export function countPassed(
  practice: Pick<Practice, "progress">,
  pack: string,
  items: readonly Item[],
): { readonly passed: number; readonly of: number } {
  const passed = items.filter((item) => practice.progress({ pack, item: item.id }).state === "passed");
  return { passed: passed.length, of: items.length };
}
