/** How each node of the tree looks and sounds. */
import * as vscode from "vscode";
import type { Item } from "../../core/pack/model.ts";
import type { ItemProgress, ItemState } from "../../core/progress/model.ts";
import { levelText, stateText } from "../../text/levels.ts";
import { commandIds } from "../platform/commandIds.ts";
import type { Practice } from "../platform/practice.ts";
import { countPassed, type PackNode } from "./packNodes.ts";

type NodeOf<K extends PackNode["kind"]> = Extract<PackNode, { kind: K }>;

/** What the manifest's `viewItem` clauses go by. */
const contextValues = {
  pack: "eventually.pack",
  addedPack: "eventually.pack.added",
  module: "eventually.module",
  exercise: "eventually.exercise",
  question: "eventually.question",
  problem: "eventually.problem",
} as const;

export function treeItemOf(practice: Practice, node: PackNode): vscode.TreeItem {
  const item = draw(practice, node);
  item.id = node.id;
  return item;
}

function draw(practice: Practice, node: PackNode): vscode.TreeItem {
  switch (node.kind) {
    case "pack":
      return drawPack(practice, node);
    case "module": {
      const item = new vscode.TreeItem(node.module.title, vscode.TreeItemCollapsibleState.Expanded);
      const { passed, of } = countPassed(practice, node.loaded.id, node.module.items);
      item.description = vscode.l10n.t("{0} of {1}", passed, of);
      item.tooltip = node.module.summary;
      item.accessibilityInformation = {
        label: vscode.l10n.t("Module {0}, {1} of {2} passed", node.module.title, passed, of),
      };
      item.contextValue = contextValues.module;
      return item;
    }
    case "item":
      return drawItem(practice.progress(node.key), node);
    case "problem":
      return drawProblem(node);
  }
}

function drawPack(practice: Practice, { loaded }: NodeOf<"pack">): vscode.TreeItem {
  const { reading } = loaded;
  // Open are the pack to begin with and those of the user's own; further bundled ones would push these off the screen.
  const open = loaded.origin !== "bundled" || loaded === practice.library.packs[0];
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(reading.title, open ? Expanded : Collapsed);
  const items = reading.pack?.modules.flatMap((module) => module.items) ?? [];
  const { passed, of } = countPassed(practice, loaded.id, items);
  const errors = reading.problems.filter((problem) => problem.severity === "error").length || reading.problems.length;
  item.description = reading.pack === undefined ? countProblems(errors) : vscode.l10n.t("{0} of {1}", passed, of);
  item.tooltip = new vscode.MarkdownString();
  item.tooltip.appendText(
    reading.pack?.description ?? vscode.l10n.t("This pack cannot be used until its problems are solved."),
  );
  item.iconPath = new vscode.ThemeIcon(reading.pack === undefined ? "warning" : "library");
  item.resourceUri = vscode.Uri.joinPath(loaded.folder, "pack.json");
  item.contextValue = loaded.origin === "added" ? contextValues.addedPack : contextValues.pack;
  item.accessibilityInformation = {
    label:
      reading.pack === undefined
        ? vscode.l10n.t("Pack {0}, cannot be used: {1}", reading.title, countProblems(errors))
        : vscode.l10n.t("Pack {0}, {1} of {2} passed", reading.title, passed, of),
  };
  return item;
}

function countProblems(count: number): string {
  return count === 1 ? vscode.l10n.t("1 problem") : vscode.l10n.t("{0} problems", count);
}

function drawItem(progress: ItemProgress, { key, found }: NodeOf<"item">): vscode.TreeItem {
  const item = new vscode.TreeItem(found.item.title);
  const question = found.item.kind === "quiz";
  const level = levelText(found.item.level, vscode.l10n.t);
  item.description = question ? vscode.l10n.t("{0} · question", level) : level;
  item.iconPath = stateIcon(progress.state);
  item.contextValue = question ? contextValues.question : contextValues.exercise;
  item.command = {
    command: question ? commandIds.showPractice : commandIds.openExercise,
    title: vscode.l10n.t("Open"),
    arguments: [key],
  };
  item.tooltip = itemTooltip(progress, found.item);
  item.accessibilityInformation = {
    label: question
      ? vscode.l10n.t("Question {0}, {1}, {2}", found.item.title, level, stateText(progress.state, vscode.l10n.t))
      : vscode.l10n.t("Exercise {0}, {1}, {2}", found.item.title, level, stateText(progress.state, vscode.l10n.t)),
  };
  return item;
}

/** Begins with the title, which a narrow side bar cuts off. */
function itemTooltip(progress: ItemProgress, { title, level, concepts }: Item): string {
  const lines = [
    title,
    vscode.l10n.t("{0} · {1}", levelText(level, vscode.l10n.t), stateText(progress.state, vscode.l10n.t)),
  ];
  if (concepts.length > 0) lines.push(vscode.l10n.t("Concepts: {0}", concepts.join(", ")));
  if (progress.wrongAnswers.length > 0) lines.push(vscode.l10n.t("Wrong answers: {0}", progress.wrongAnswers.length));
  if (progress.hintsOpened > 0) lines.push(vscode.l10n.t("Hints opened: {0}", progress.hintsOpened));
  if (progress.solutionSeen) lines.push(vscode.l10n.t("Solution seen"));
  if (progress.at > 0)
    lines.push(vscode.l10n.t("Last: {0}", new Date(progress.at).toLocaleString(vscode.env.language)));
  return lines.join("\n");
}

/** Four shapes, so that the state does not depend on colour. */
function stateIcon(state: ItemState): vscode.ThemeIcon {
  switch (state) {
    case "new":
      return new vscode.ThemeIcon("circle-outline");
    case "started":
      return new vscode.ThemeIcon("color-mode");
    case "passed":
      return new vscode.ThemeIcon("pass-filled", new vscode.ThemeColor("testing.iconPassed"));
    case "again":
      return new vscode.ThemeIcon("history", new vscode.ThemeColor("list.warningForeground"));
  }
}

function drawProblem({ loaded, problem }: NodeOf<"problem">): vscode.TreeItem {
  const text = loaded.problemText(problem);
  const item = new vscode.TreeItem(text);
  const start = new vscode.Position(problem.position.line - 1, problem.position.column - 1);
  const file = vscode.Uri.joinPath(loaded.folder, problem.file);
  item.description = `${problem.file}:${problem.position.line}:${problem.position.column}`;
  item.tooltip = `${text}\n${item.description}`;
  item.iconPath = new vscode.ThemeIcon(problem.severity, new vscode.ThemeColor(`list.${problem.severity}Foreground`));
  item.contextValue = contextValues.problem;
  item.command = {
    command: "vscode.open",
    title: vscode.l10n.t("Open"),
    arguments: [file, { selection: new vscode.Range(start, start) }],
  };
  return item;
}
