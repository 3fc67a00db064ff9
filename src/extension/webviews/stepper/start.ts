/** The stepper's life: one panel, opened for an exercise, for the run of its last check, for a saved trace or a link. */
import * as vscode from "vscode";
import type { Stepping, SteppingReply } from "../../../core/check/model.ts";
import { SteppingSession } from "../../../core/check/steppingSession.ts";
import { parseLabel } from "../../../core/simulation/label.ts";
import type { ItemKey } from "../../../core/progress/model.ts";
import { sameKey } from "../../../protocol/itemKey.ts";
import { runFailureText } from "../../../text/runFailures.ts";
import { contextKeys, viewIds } from "../../platform/commandIds.ts";
import { lastRun } from "../../platform/lastRun.ts";
import { isUserError, UserError } from "../../platform/userError.ts";
import { readText } from "../../platform/workspacePackFiles.ts";
import type { PanelServices } from "../practicePanel.ts";
import { isPracticeTab } from "../practiceTab.ts";
import { chooseStep, type StepperParts, StepperPanel } from "./stepperPanel.ts";
import { RestoredPanel } from "./restoredPanel.ts";
import { RunMemory } from "./runMemory.ts";
import { RunTree } from "./runTree.ts";
import { SteppedFile } from "./steppedFile.ts";
import { Predictions } from "./predictions.ts";
import { type KeptRun, readTraceFile, readTraceQuery, type Trace, type TraceReading } from "../../../protocol/trace.ts";

/** A run to begin with: its labels, and where to stand afterwards. */
interface Beginning {
  readonly labels: readonly string[];
  /** A number is a moment of the run. */
  readonly standAt: "start" | "end" | number;
  readonly noReturn?: number;
  /** Operations of each client at most; all of them where nothing is said. */
  readonly updates?: number;
}

/** One opening of a session, with what is to be seen of it. */
interface Opening {
  readonly key: ItemKey;
  readonly beginning?: Beginning;
  /** Shows the exercise's file beside the panel, too. A reloaded window has its editors already. */
  readonly withFile: boolean;
  /** The panel that it is for: closed meanwhile, nothing is opened. Without one, whichever is there, or else a new one. */
  readonly panel?: vscode.WebviewPanel;
}

export class StepperLife implements vscode.Disposable {
  readonly #services: PanelServices;
  #panel: StepperPanel | undefined;
  /** From before a reload, still without its run. */
  #restored: RestoredPanel | undefined;
  readonly #memory: RunMemory;
  #disposing = false;
  /** One opening after the other: two at once would make two panels. */
  #last: Promise<void> = Promise.resolve();

  readonly #tree = new RunTree();
  readonly #treeView = vscode.window.createTreeView(viewIds.run, { treeDataProvider: this.#tree });

  constructor(services: PanelServices) {
    this.#services = services;
    this.#memory = new RunMemory(services.context.workspaceState);
  }

  /**
   * Takes over a panel that the window had open before it was reloaded, with the run that was in it. Code runs without
   * being asked for only in a trusted workspace. `closed` is aborted when the panel is: afterwards, it cannot be asked.
   */
  async restore(panel: vscode.WebviewPanel, closed: AbortSignal): Promise<void> {
    const { library } = this.#services.practice;
    const kept = this.#memory.read();
    if (kept !== undefined) await library.whenFound({ pack: kept.trace.pack, item: kept.trace.item });
    if (closed.aborted) {
      if (this.#panel === undefined && !this.#disposing) this.#memory.forget();
      return;
    }
    const found = kept === undefined ? undefined : library.find({ pack: kept.trace.pack, item: kept.trace.item });
    if (kept === undefined || found === undefined || this.#panel !== undefined || this.#restored !== undefined) {
      panel.dispose();
      return;
    }
    const restored = new RestoredPanel(panel, found.item.title, this.#services, () => this.#bringBack(kept, panel));
    this.#restored = restored;
    panel.onDidDispose(() => {
      restored.dispose();
      if (this.#restored !== restored) return;
      this.#restored = undefined;
      if (!this.#disposing) this.#memory.forget();
    });
    if (vscode.workspace.isTrusted) await this.#bringBack(kept, panel);
    else restored.say(vscode.l10n.t("This run was open before the window was reloaded. Nothing runs here unasked."));
  }

  async #bringBack({ trace, at, noReturn }: KeptRun, panel: vscode.WebviewPanel): Promise<void> {
    const key = { pack: trace.pack, item: trace.item };
    const beginning = { ...beginningOf(trace), standAt: at, ...(noReturn === undefined ? {} : { noReturn }) };
    const run = vscode.l10n.t("The run that was open here is not there: the code did not run.");
    try {
      await this.#inTurn({ key, beginning, withFile: false, panel });
      // Nothing was opened where code may not run, or the person cancelled.
      this.#restored?.say(run);
    } catch (error) {
      if (!isUserError(error)) this.#restored?.say(run);
      else this.#restored?.say(error.message);
      throw error;
    }
  }

  /** From the start, or on from where the panel stands with this exercise. */
  stepThrough(key: ItemKey): Promise<void> {
    if (this.#panel === undefined || !sameKey(this.#panel.key, key)) {
      return this.#inTurn({ key, withFile: true });
    }
    this.#panel.panel.reveal();
    return Promise.resolve();
  }

  /** On the run of the last check. Throws a `UserError` where there is none. */
  async replay(key: ItemKey): Promise<void> {
    const verdict = this.#services.practice.exercise(key)?.checked?.verdict;
    if (verdict === undefined || !("run" in verdict)) {
      throw new UserError(vscode.l10n.t("There is no run to watch yet. Fill the blanks and check first."));
    }
    const wrong = verdict.kind === "wrong";
    const noReturn = wrong ? verdict.broken[0]?.pointOfNoReturn : undefined;
    const beginning: Beginning = {
      ...lastRun(verdict),
      standAt: wrong ? "end" : "start",
      ...(noReturn === undefined ? {} : { noReturn: noReturn + 1 }),
    };
    await this.#inTurn({ key, beginning, withFile: true });
  }

  /** A trace from a file that the person chooses, or the one given. */
  async openTrace(given: unknown): Promise<void> {
    const filters = { [vscode.l10n.t("Traces")]: ["json"] };
    const file = given instanceof vscode.Uri ? given : (await vscode.window.showOpenDialog({ filters }))?.[0];
    if (file === undefined) return;
    const name = vscode.workspace.asRelativePath(file);
    const text = await readText(file);
    if (text === undefined) throw new UserError(vscode.l10n.t("{0} cannot be read.", name));
    await this.#openReading(readTraceFile(text), name);
  }

  /** A link: nothing is loaded, written or run before the person agrees. */
  async openLink({ path, query }: vscode.Uri): Promise<void> {
    if (path !== "/trace") {
      throw new UserError(vscode.l10n.t("This link leads nowhere in Eventually. Links to runs begin with “/trace”."));
    }
    const reading = readTraceQuery(query);
    if (reading.kind === "trace") {
      const { item, pack, steps } = reading.trace;
      const open = vscode.l10n.t("Open the Run");
      const question = vscode.l10n.t("Open a run from a link?");
      const detail = vscode.l10n.t(
        "{0} choices in the exercise “{1}” of the pack “{2}”, with your own code.",
        steps.filter((label) => parseLabel(label)?.kind !== "step").length,
        item,
        pack,
      );
      if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, open)) !== open) return;
    }
    await this.#openReading(reading, vscode.l10n.t("The link"));
  }

  /** The open panel. Throws a `UserError` where there is none. */
  get panel(): StepperPanel {
    if (this.#panel !== undefined) return this.#panel;
    throw new UserError(vscode.l10n.t("The stepper is not open. Open it with “Step Through” above an exercise."));
  }

  choose(): Promise<void> {
    return chooseStep(this.panel);
  }

  dispose(): void {
    this.#disposing = true;
    this.#memory.flush();
    // The panel itself stays: a window that is reloaded brings it back.
    this.#panel?.dispose();
    this.#restored?.dispose();
    this.#treeView.dispose();
    this.#tree.dispose();
  }

  async #openReading(reading: TraceReading, where: string): Promise<void> {
    if (reading.kind === "bad") {
      throw new UserError(
        reading.where === ""
          ? vscode.l10n.t("{0} holds no run.", where)
          : vscode.l10n.t("{0} holds no run that makes sense: look at {1}.", where, reading.where),
      );
    }
    const { trace } = reading;
    const key = { pack: trace.pack, item: trace.item };
    await this.#services.practice.library.whenFound(key);
    this.#warnOfOtherVersion(trace, key);
    await this.#inTurn({ key, beginning: { ...beginningOf(trace), standAt: "end" }, withFile: true });
  }

  #warnOfOtherVersion(trace: Trace, key: ItemKey): void {
    const version = this.#services.practice.library.find(key)?.pack.version;
    if (version === undefined || version === trace.version) return;
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "This run was made with version {0} of the pack; here it has version {1}. It is followed as far as it goes.",
        trace.version,
        version,
      ),
    );
  }

  #inTurn(opening: Opening): Promise<void> {
    const opened = this.#last.then(() => this.#open(opening));
    this.#last = opened.catch(() => undefined);
    return opened;
  }

  async #open(opening: Opening): Promise<void> {
    const parts = await this.#load(opening);
    if (parts === undefined) return;
    this.#show(parts);
    const { session } = parts;
    const { beginning } = opening;
    if (beginning === undefined) return;
    await session.replay(beginning.labels);
    const { standAt } = beginning;
    // A replay that stopped stays where it stopped, and says so.
    if (standAt !== "end" && session.halt === undefined) await session.goTo(standAt === "start" ? 0 : standAt);
  }

  /** A session and what belongs to it; nothing where it may not be, or where the person gave it up. */
  async #load({ key, beginning, withFile, panel }: Opening): Promise<StepperParts | undefined> {
    if (!this.#isThere(panel)) return undefined;
    const { practice } = this.#services;
    if (withFile) await practice.open(key, { preserveFocus: true });
    const found = practice.library.find(key);
    const opened = await practice.step(key, beginning?.updates);
    if (opened === "restricted") return undefined;
    const stepping = steppingOf(opened.reply, () => found !== undefined && this.#isThere(panel));
    if (found === undefined || stepping === undefined) return undefined;
    const predictions = new Predictions(this.#services.log);
    return {
      services: this.#services,
      found,
      session: new SteppingSession(stepping, (taken) => predictions.ask(taken)),
      predictions,
      tree: this.#tree,
      memory: this.#memory,
      file: new SteppedFile(practice, key, opened),
      ...(beginning?.noReturn === undefined ? {} : { noReturn: beginning.noReturn }),
      ...(beginning?.updates === undefined ? {} : { updates: beginning.updates }),
      reopen: (own) => this.#inTurn({ key, withFile: true, panel: own }),
    };
  }

  /** Whether the panel that is meant is still ours to show something in. */
  #isThere(panel: vscode.WebviewPanel | undefined): boolean {
    return panel === undefined || panel === this.#panel?.panel || panel === this.#restored?.panel;
  }

  #show(parts: StepperParts): void {
    if (this.#panel !== undefined) {
      this.#panel.use(parts);
      this.#panel.panel.reveal(undefined, true);
    } else if (this.#restored !== undefined) {
      const { panel } = this.#restored;
      this.#restored.dispose();
      this.#restored = undefined;
      this.#adopt(panel, parts);
    } else this.#adopt(newPanel(), parts);
  }

  #adopt(webviewPanel: vscode.WebviewPanel, parts: StepperParts): void {
    const panel = new StepperPanel(webviewPanel, parts);
    this.#panel = panel;
    void vscode.commands.executeCommand("setContext", contextKeys.stepperOpen, true);
    webviewPanel.onDidChangeViewState(() => panel.update());
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      if (this.#panel === panel) this.#panel = undefined;
      if (this.#disposing) return;
      this.#memory.forget();
      void vscode.commands.executeCommand("setContext", contextKeys.stepperOpen, false);
    });
  }
}

function beginningOf({ steps, updates }: Trace): Pick<Beginning, "labels" | "updates"> {
  return { labels: steps, ...(updates === undefined ? {} : { updates }) };
}

/** Ends what is no longer wanted. Throws a `UserError` where the code could not be loaded. */
function steppingOf(reply: SteppingReply, isWanted: () => boolean): Stepping | undefined {
  if (!isWanted()) {
    if (reply.kind === "open") reply.stepping.dispose();
    return undefined;
  }
  if (reply.kind === "open") return reply.stepping;
  if (reply.failure.code === "cancelled") return undefined;
  throw new UserError(runFailureText(reply.failure, (message, ...args) => vscode.l10n.t(message, ...args)));
}

function newPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    viewIds.stepper,
    vscode.l10n.t("Stepper"),
    { viewColumn: panelColumn(), preserveFocus: false },
    { enableScripts: true, enableFindWidget: true },
  );
}

/** Where the Practice panel is: a third column would leave each too narrow. Else beside the exercise. */
function panelColumn(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isPracticeTab));
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}
