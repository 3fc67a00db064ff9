/** The tree of packs in the Eventually container. */
import * as vscode from "vscode";
import { viewIds } from "../platform/commandIds.ts";
import type { Practice } from "../platform/practice.ts";
import { childrenOf, itemNode, packNodes, type PackNode, parentOf } from "./packNodes.ts";
import { treeItemOf } from "./packTreeItem.ts";

/** Keeps the tree in step with packs and progress, and selects the exercise of the active editor while it is visible. */
export function registerPackTree(practice: Practice): vscode.Disposable {
  const changed = new vscode.EventEmitter<PackNode | undefined>();
  const view = vscode.window.createTreeView<PackNode>(viewIds.packs, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => (node === undefined ? packNodes(practice) : childrenOf(practice, node)),
      getParent: parentOf,
      getTreeItem: (node) => treeItemOf(practice, node),
    },
    showCollapseAll: true,
  });
  // Kept here, since `view.selection` is empty while the tree is drawn anew.
  let selected: string | undefined;
  const revealActive = async (): Promise<void> => {
    const found = practice.active === undefined ? undefined : practice.library.find(practice.active);
    if (!view.visible || found === undefined) return;
    const [node] = itemNode(practice, found.loaded, found.item);
    // VS Code opens the view to reveal a node in it. Where the exercise was opened from here there is nothing to show,
    // and whoever has gone on to another view meanwhile stays there.
    if (node === undefined || node.id === selected) return;
    // A reload of the packs in the meantime makes VS Code reject the node: the next change reveals it again.
    await view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  };
  return vscode.Disposable.from(
    changed,
    view,
    practice.library.onDidChange(() => changed.fire(undefined)),
    practice.onDidChangeState(() => changed.fire(undefined)),
    practice.onDidChangeActive(() => void revealActive()),
    view.onDidChangeSelection(({ selection: [node] }) => {
      selected = node?.id ?? selected;
    }),
    view.onDidChangeVisibility(() => void revealActive()),
  );
}
