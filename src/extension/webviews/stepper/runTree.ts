/** The stepper as a tree beside the packs, as long as its panel is open. */
import * as vscode from "vscode";
import { commandIds } from "../../platform/commandIds.ts";
import type { RunNode } from "./runNodes.ts";

export class RunTree implements vscode.TreeDataProvider<RunNode> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #nodes: readonly RunNode[] = [];

  show(nodes: readonly RunNode[]): void {
    this.#nodes = nodes;
    this.#changed.fire();
  }

  getChildren(node?: RunNode): RunNode[] {
    return [...(node === undefined ? this.#nodes : (node.inside ?? []))];
  }

  getTreeItem({ id, label, description, icon, act, inside = [], open }: RunNode): vscode.TreeItem {
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, inside.length === 0 ? None : open === true ? Expanded : Collapsed);
    item.id = id;
    if (description !== undefined) item.description = description;
    if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
    item.tooltip = description === undefined ? label : `${label}: ${description}`;
    if (act !== undefined) item.command = { command: commandIds.runTreeAct, title: label, arguments: [act] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
