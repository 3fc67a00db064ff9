// The tree's nodes drawn by the real API, held against the manifest that hangs menus on them.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PackProblem } from "../../src/core/pack/model.ts";
import { readPack } from "../../src/core/pack/readPack.ts";
import { noProgress } from "../../src/core/progress/fold.ts";
import type { ItemProgress } from "../../src/core/progress/model.ts";
import type { FoundItem, LoadedPack, PackLibrary, Practice } from "../../src/extension/platform/practice.ts";
import { packProblemText } from "../../src/text/packProblems.ts";
import { workspacePackFiles } from "../../src/extension/platform/workspacePackFiles.ts";
import { childrenOf, packNodes, type PackNode, parentOf } from "../../src/extension/views/packNodes.ts";
import { treeItemOf } from "../../src/extension/views/packTreeItem.ts";

const extension = vscode.extensions.getExtension("eventually-practice.eventually");

/** The real packs, with the progress given, and nothing else of a practice. */
async function practiceOf(progress: (item: string) => Partial<ItemProgress>): Promise<Practice> {
  assert.ok(extension);
  const at = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(extension.extensionUri, ...path);
  const load = async (folder: vscode.Uri, origin: LoadedPack["origin"]): Promise<LoadedPack> => {
    const reading = await readPack(workspacePackFiles(folder));
    const problemText = ({ detail }: PackProblem): string => packProblemText(detail, vscode.l10n.t);
    return { id: reading.pack?.id ?? folder.toString(), folder, origin, reading, problemText };
  };
  const packs = [
    await load(at("exercises", "eventual-consistency"), "bundled"),
    await load(at("test", "fixtures", "packs", "good"), "added"),
    await load(at("test", "fixtures", "packs", "bad"), "workspace"),
  ];
  const find: PackLibrary["find"] = (key) => {
    for (const loaded of packs) {
      const { pack } = loaded.reading;
      if (pack === undefined || loaded.id !== key.pack) continue;
      for (const module of pack.modules) {
        const item = module.items.find(({ id }) => id === key.item);
        if (item !== undefined) return { key, loaded, pack, module, item } satisfies FoundItem;
      }
    }
    return undefined;
  };
  return {
    library: { packs, find },
    progress: ({ item }: { item: string }) => ({ ...noProgress, ...progress(item) }),
  } as unknown as Practice;
}

function all(practice: Practice, nodes = packNodes(practice)): PackNode[] {
  return nodes.flatMap((node) => [node, ...all(practice, childrenOf(practice, node))]);
}

describe("the nodes of the tree", () => {
  it("have ids of their own and lead back to their parents", async () => {
    const practice = await practiceOf(() => ({}));
    const nodes = all(practice);
    assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
    for (const parent of nodes)
      for (const child of childrenOf(practice, parent)) assert.equal(parentOf(child)?.id, parent.id);
  });

  it("draw each state with an icon and a word of its own", async () => {
    const states = {
      "what-it-means": "passed",
      "once-writes-stop": "started",
      "right-after-the-update": "again",
    } as const;
    const practice = await practiceOf((item) => (item in states ? { state: states[item as keyof typeof states] } : {}));
    const items = all(practice)
      .filter((node) => node.kind === "item")
      .slice(0, 4);
    const drawn = items.map((node) => treeItemOf(practice, node));
    assert.deepEqual(
      drawn.map(({ iconPath }) => (iconPath as vscode.ThemeIcon).id),
      ["pass-filled", "color-mode", "history", "circle-outline"],
    );
    assert.deepEqual(
      drawn.map(({ accessibilityInformation }) => accessibilityInformation?.label.split(", ").at(-1)),
      ["passed", "started", "needs another look", "new"],
    );
    const [pack] = packNodes(practice);
    assert.ok(pack);
    assert.equal(treeItemOf(practice, pack).description, "1 of 10");
    assert.deepEqual(
      childrenOf(practice, pack).map((node) => treeItemOf(practice, node).description),
      ["1 of 3", "0 of 3", "0 of 2", "0 of 2"],
    );
  });

  it("carry the context values that the manifest's menus ask for", async () => {
    const practice = await practiceOf(() => ({}));
    const values = new Set(all(practice).map((node) => treeItemOf(practice, node).contextValue ?? ""));
    const manifest = extension?.packageJSON as {
      readonly contributes: {
        readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
      };
    };
    const menus = manifest.contributes.menus["view/item/context"] ?? [];
    assert.ok(menus.length > 0);
    for (const { command, when } of menus) {
      const pattern = /viewItem =~ \/(.+)\//.exec(when)?.[1];
      assert.ok(pattern, `${command}: ${when}`);
      assert.ok(
        [...values].some((value) => new RegExp(pattern).test(value)),
        `${command} fits no node of ${[...values].join(", ")}`,
      );
    }
    assert.ok(values.has("eventually.pack"), "only an added pack can be removed");
  });

  it("show a broken pack's problems, each with its place", async () => {
    const practice = await practiceOf(() => ({}));
    const bad = packNodes(practice)[2];
    assert.ok(bad);
    const problems = childrenOf(practice, bad);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ["problem", "problem", "problem"],
    );
    for (const node of problems) assert.match(String(treeItemOf(practice, node).description), /^[\w./-]+:\d+:\d+$/);
  });
});
