/** The Practice panel's life: opened once beside the exercise, following it, closed for good when a person closes it. */
import * as vscode from "vscode";
import { DisposableStore } from "../../base/disposable.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { ItemKeySchema } from "../../protocol/itemKey.ts";
import { type Part, SavedStateSchema, TargetSchema } from "../../protocol/practice.ts";
import { commandIds, viewIds } from "../platform/commandIds.ts";
import { notAnExercise } from "../platform/commandTarget.ts";
import { guarded } from "../platform/guarded.ts";
import { type PanelServices, PracticePanel } from "./practicePanel.ts";
import { isPracticeTab } from "./practiceTab.ts";
import type { Shown } from "./practiceView.ts";

export interface Webviews extends vscode.Disposable {
  /** Takes over a panel that the window had open when it was closed, unless it was closed by hand since. */
  restore(panel: vscode.WebviewPanel, state: unknown, closed: AbortSignal): Thenable<void>;
}

/** Remembered across windows: whether the panel was closed by hand, and the column it was last in. */
const closedKey = "practicePanel.closed";
const columnKey = "practicePanel.column";

export function registerWebviews(services: PanelServices): Webviews {
  const subscriptions = new DisposableStore();
  const life = new PanelLife(services);
  subscriptions.add(life);
  subscriptions.add(
    vscode.commands.registerCommand(
      commandIds.showPractice,
      guarded(services.log, (argument: unknown) => life.showOnCommand(argument)),
    ),
  );
  subscriptions.add(services.practice.onDidChangeActive((key) => life.follow(key)));
  life.follow(services.practice.active);
  return {
    dispose: () => subscriptions.dispose(),
    restore: async (panel, state, closed) => {
      if (closed.aborted) await life.closedByHand();
      else life.restore(panel, state);
    },
  };
}

function targetOf(argument: unknown): { readonly key: ItemKey; readonly part?: Part | undefined } | undefined {
  const key = ItemKeySchema.safeParse(argument);
  if (key.success) return { key: key.data };
  const target = TargetSchema.safeParse(argument);
  return target.success ? target.data : undefined;
}

class PanelLife implements vscode.Disposable {
  readonly #services: PanelServices;
  #panel: PracticePanel | undefined;
  #disposing = false;

  constructor(services: PanelServices) {
    this.#services = services;
  }

  /** What was asked for, else the active exercise, else what is shown already. */
  async showOnCommand(argument: unknown): Promise<void> {
    const { context, practice } = this.#services;
    const target = targetOf(argument);
    const given = argument instanceof vscode.Uri ? practice.exerciseAt(argument) : target?.key;
    if (given === undefined && argument instanceof vscode.Uri) throw notAnExercise();
    const key = given ?? practice.active;
    await context.globalState.update(closedKey, undefined);
    const panel = this.#panel ?? this.#create({ key, answer: undefined });
    if (key !== undefined) panel.show(key, target?.part);
    // Who asks for the panel wants to be in it; by keyboard there is no other quick way.
    panel.reveal(false);
  }

  /** The exercise in the active editor changed. */
  follow(key: ItemKey | undefined): void {
    if (key === undefined) return;
    if (this.#panel !== undefined) this.#panel.show(key);
    else if (this.#opensByItself()) this.#create({ key, answer: undefined });
  }

  async closedByHand(): Promise<void> {
    await this.#services.context.globalState.update(closedKey, true);
  }

  restore(panel: vscode.WebviewPanel, state: unknown): void {
    if (this.#panel !== undefined) {
      panel.dispose();
      return;
    }
    const saved = SavedStateSchema.safeParse(state);
    const shown: Shown = saved.success
      ? { key: saved.data.key, answer: saved.data.chosen }
      : { key: undefined, answer: undefined };
    this.#adopt(panel, shown);
    this.follow(this.#services.practice.active);
  }

  dispose(): void {
    this.#disposing = true;
    this.#panel?.dispose();
  }

  #opensByItself(): boolean {
    const setting = vscode.workspace.getConfiguration("eventually").get<string>("practicePanel.open", "withExercise");
    if (setting === "onCommand" || this.#services.context.globalState.get(closedKey) === true) return false;
    // A panel from the last session that has not been looked at yet becomes ours when it is.
    return !vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(isPracticeTab));
  }

  #create(shown: Shown): PracticePanel {
    const column = this.#services.context.workspaceState.get<vscode.ViewColumn>(columnKey);
    const taken = vscode.window.activeTextEditor?.viewColumn;
    const viewColumn = column === undefined || column === taken ? vscode.ViewColumn.Beside : column;
    const panel = vscode.window.createWebviewPanel(
      viewIds.practicePanel,
      vscode.l10n.t("Practice"),
      { viewColumn, preserveFocus: true },
      { enableScripts: true, enableFindWidget: true },
    );
    return this.#adopt(panel, shown);
  }

  #adopt(webviewPanel: vscode.WebviewPanel, shown: Shown): PracticePanel {
    const { context } = this.#services;
    const panel = new PracticePanel(webviewPanel, this.#services, shown);
    this.#panel = panel;
    webviewPanel.onDidChangeViewState(() => void context.workspaceState.update(columnKey, panel.column));
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      if (this.#panel === panel) this.#panel = undefined;
      if (!this.#disposing) void this.closedByHand();
    });
    return panel;
  }
}
