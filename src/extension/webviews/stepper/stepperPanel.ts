/** One stepper: its page, the session it shows, and the messages both ways. */
import * as vscode from "vscode";
import { DisposableStore } from "../../../base/disposable.ts";
import { depthOfLine, lineNow } from "../../../core/check/lineNow.ts";
import type { Offer } from "../../../core/check/model.ts";
import type { SteppingSession } from "../../../core/check/steppingSession.ts";
import type { ItemKey } from "../../../core/progress/model.ts";
import type { Run } from "../../../core/simulation/model.ts";
import { type FromStepper, FromStepperSchema } from "../../../protocol/stepper.ts";
import { choiceText } from "../../../text/choices.ts";
import { haltText, refusalText } from "../../../text/halts.ts";
import { runTranscript } from "../../../text/runTranscript.ts";
import type { Translate } from "../../../text/translate.ts";
import { guarded } from "../../platform/guarded.ts";
import { UserError } from "../../platform/userError.ts";
import type { FoundItem } from "../../platform/practice.ts";
import type { PanelServices } from "../practicePanel.ts";
import { revealLine } from "../revealInFile.ts";
import { setUpPage } from "../webviewPage.ts";
import type { Diagram } from "../../../protocol/stepper/diagram.ts";
import { diagramOf } from "./diagram.ts";
import { diagramSvg } from "./diagramSvg.ts";
import { askGoal, labelsTo } from "./goal.ts";
import type { RunMemory } from "./runMemory.ts";
import type { SteppedFile } from "./steppedFile.ts";
import { SteppedLine } from "./steppedLine.ts";
import type { Predictions } from "./predictions.ts";
import { runNodes, type RunTreeAct } from "./runNodes.ts";
import type { RunTree } from "./runTree.ts";
import { StepperPage } from "./stepperPage.ts";
import { stepperStrings } from "./stepperStrings.ts";
import { stepperView } from "./stepperView.ts";
import { sameKey } from "../../../protocol/itemKey.ts";
import { type KeptRun, mostSteps, type Trace, traceOf, traceQuery } from "../../../protocol/trace.ts";

const translate: Translate = (message, ...args) => vscode.l10n.t(message, ...args);

/** Not noticed by who steps by hand, and once for many steps while a key is held down. */
const followMs = 50;

export interface StepperParts {
  readonly services: PanelServices;
  readonly found: FoundItem;
  readonly session: SteppingSession;
  readonly predictions: Predictions;
  /** Shows the same without the page. */
  readonly tree: RunTree;
  /** Keeps the run over a reload of the window. */
  readonly memory: RunMemory;
  readonly file: SteppedFile;
  /** The step of the run that was replayed after which nothing can be made good, counted from 1. */
  readonly noReturn?: number;
  /** Operations of each client at most, where that is said of the run. */
  readonly updates?: number;
  /** Begins again with the text as it is now, in this panel; where the person gave that up, all stays as it is. */
  readonly reopen: (panel: vscode.WebviewPanel) => Promise<void>;
}

export class StepperPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #subscriptions = new DisposableStore();
  readonly #line = new SteppedLine();
  #parts: StepperParts;
  #listening: vscode.Disposable | undefined;
  readonly #page: StepperPage;
  /** What was looked for last. */
  #goal: string | undefined;
  /** The editor and the tree follow a moment later: what the person looks at goes first. */
  #later: NodeJS.Timeout | undefined;

  constructor(panel: vscode.WebviewPanel, parts: StepperParts) {
    this.panel = panel;
    this.#parts = parts;
    this.#page = new StepperPage(panel);
    const { context, log } = parts.services;
    const receive = guarded(log, (message: FromStepper) => this.#handle(message));
    this.#subscriptions.add(this.#line);
    this.#subscriptions.add(
      panel.webview.onDidReceiveMessage((data: unknown) => {
        const parsed = FromStepperSchema.safeParse(data);
        if (parsed.success) void receive(parsed.data);
        else log.warn("The stepper sent a message that is not understood; it was ignored.");
      }),
    );
    this.#subscriptions.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#parts.file.isShownBy(document)) this.update();
      }),
    );
    this.#subscriptions.add(
      // Its text may be another than when it was closed.
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (this.#parts.file.isShownBy(document)) this.update();
      }),
    );
    this.#subscriptions.add(
      parts.services.practice.onDidChangeState((key) => {
        // A check of the changed text says something of this run, too; and the file may be elsewhere now.
        if (key === undefined || sameKey(key, this.key)) this.update();
      }),
    );
    this.use(parts);
    setUpPage(panel, "stepper", context.extensionUri);
  }

  get key(): ItemKey {
    return this.#parts.found.key;
  }

  get session(): SteppingSession {
    return this.#parts.session;
  }

  /** Shows another session; the one before is at its end. */
  use(parts: StepperParts): void {
    if (this.#parts !== parts) this.#parts.session.dispose();
    this.#listening?.dispose();
    this.#parts = parts;
    this.#page.forget();
    this.#listening = parts.session.onDidChange(() => this.update());
    this.panel.title = vscode.l10n.t("Stepper: {0}", parts.found.item.title);
    this.update();
  }

  update(): void {
    const { session } = this.#parts;
    const { history } = session;
    const view = this.#view();
    const line = history.line();
    this.#page.show(view, `${line.length} ${line.at(-1)?.moment.id}`, () => ({
      diagram: this.#diagram(),
      strings: () => stepperStrings(translate),
    }));
    this.#later ??= setTimeout(() => this.#follow(), followMs);
  }

  /** The editor's line, the Run view, and what a reloaded window is to find. */
  #follow(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    const { session, file, tree, memory } = this.#parts;
    const { history } = session;
    const line = history.line();
    const before = line[history.depth - 1]?.moment.snapshot ?? history.current.moment.snapshot;
    const place = lineNow(history.current, before);
    const at = place?.file === "exercise.ts" ? place.line : undefined;
    this.#line.show(file, at);
    const steps = line.flatMap(({ step }) => (step === undefined ? [] : [step]));
    tree.show(runNodes(translate, this.#view(), steps));
    memory.keep(() => this.#kept());
  }

  #kept(): KeptRun {
    const { found, session, noReturn, updates } = this.#parts;
    const trace = traceOf(found.key, found.pack.version ?? "", session.history, mostSteps, updates);
    return { trace, at: session.history.depth, ...(noReturn === undefined ? {} : { noReturn }) };
  }

  trace(): Trace {
    const { found, session, updates } = this.#parts;
    return traceOf(found.key, found.pack.version ?? "", session.history, session.history.depth, updates);
  }

  dispose(): void {
    clearTimeout(this.#later);
    this.#listening?.dispose();
    this.#parts.session.dispose();
    this.#subscriptions.dispose();
  }

  /**
   * Asks for an expression, and goes the shortest way to a state in which it is true. The panel may show another run
   * before there is an answer, even of another exercise: that one stays as it is.
   */
  async seek(given?: unknown): Promise<void> {
    const { key } = this;
    const goal = typeof given === "string" ? given : await askGoal(this.session, this.#goal);
    if (goal === undefined || goal.trim() === "" || !sameKey(this.key, key)) return;
    this.#goal = goal;
    const session = await this.#wholeSession(key);
    if (session === undefined) return;
    const reply = await this.#parts.services.practice.seek(key, goal);
    if (this.session !== session) return;
    const labels = labelsTo(reply, goal);
    if (labels !== undefined) await session.replay(labels);
  }

  /**
   * A session of the code as it is now, and of the whole scenario: what a search finds is a run of that. Nothing where it
   * has to be opened and is not.
   */
  async #wholeSession(key: ItemKey): Promise<SteppingSession | undefined> {
    const before = this.#parts;
    if (before.file.isCurrent() === true && before.updates === undefined) return before.session;
    await before.reopen(this.panel);
    return this.#parts !== before && sameKey(this.key, key) ? this.session : undefined;
  }

  /** To the next step at the cursor's line. Throws a `UserError` where no step of the run is there. */
  async goToLine(): Promise<void> {
    const { session, file } = this.#parts;
    const { editor } = file;
    if (editor === undefined) throw new UserError(vscode.l10n.t("The file of this run is not in sight."));
    const line = editor.selection.active.line + 1;
    const depth = depthOfLine(session.history.line(), session.history.depth, line);
    if (depth === undefined) throw new UserError(vscode.l10n.t("No step of this run is at line {0}.", line));
    await session.goTo(depth);
  }

  /** What a node of the tree asks for. */
  async act(given: unknown): Promise<void> {
    const chosen = given as RunTreeAct | undefined;
    switch (chosen?.act) {
      case "take":
        return this.session.take(chosen.label);
      case "goTo":
        return this.session.goTo(chosen.index);
      case "branch":
        return this.session.branch(chosen.moment);
      case undefined:
        return;
    }
  }

  async copyTranscript(): Promise<void> {
    const { found, session } = this.#parts;
    const line = session.history.line().slice(0, session.history.depth + 1);
    const run: Run = {
      start: line[0]?.moment.snapshot ?? session.history.current.moment.snapshot,
      steps: line.flatMap(({ step }) => (step === undefined ? [] : [step])),
      drained: session.history.current.moment.drained,
    };
    await vscode.env.clipboard.writeText(runTranscript(found.item.title, run, translate));
    vscode.window.setStatusBarMessage(vscode.l10n.t("The run is in the clipboard, as text."), 5000);
  }

  /** Beside the exercise by default; where, the person says, and by the name's ending whether as data or as a picture. */
  async saveTrace(given?: unknown): Promise<void> {
    if (given instanceof vscode.Uri) return this.#save(given);
    const { file, found } = this.#parts;
    const { uri } = file;
    const target = await vscode.window.showSaveDialog({
      ...(uri === undefined ? {} : { defaultUri: vscode.Uri.joinPath(uri, "..", `${found.item.id}.trace.json`) }),
      filters: { [vscode.l10n.t("Traces")]: ["json"], [vscode.l10n.t("Pictures")]: ["svg", "png"] },
    });
    if (target !== undefined) await this.#save(target);
  }

  async #save(target: vscode.Uri): Promise<void> {
    const bytes = await this.#saved(target.path.toLowerCase());
    try {
      await vscode.workspace.fs.writeFile(target, bytes);
    } catch (error) {
      throw new UserError(vscode.l10n.t("The run was not saved. Make room or choose another place."), { cause: error });
    }
  }

  async #saved(name: string): Promise<Uint8Array> {
    const { title } = this.#parts.found.item;
    if (name.endsWith(".png")) {
      const { Light, HighContrastLight } = vscode.ColorThemeKind;
      const isLight = [Light, HighContrastLight].includes(vscode.window.activeColorTheme.kind);
      const png = await this.#page.draw(diagramSvg(title, this.#diagram(), isLight ? "light" : "dark"));
      if (png !== undefined) return png;
      throw new UserError(
        vscode.l10n.t("The run is too long for a PNG picture, or it could not be drawn. Save it as SVG."),
      );
    }
    const text = name.endsWith(".svg")
      ? diagramSvg(title, this.#diagram()).svg
      : `${JSON.stringify(this.trace(), undefined, 2)}\n`;
    return new TextEncoder().encode(text);
  }

  async copyLink(): Promise<void> {
    const { id } = this.#parts.services.context.extension;
    const query = traceQuery(this.trace());
    await vscode.env.clipboard.writeText(`${vscode.env.uriScheme}://${id}/trace?${query}`);
    vscode.window.setStatusBarMessage(vscode.l10n.t("A link to this run is in the clipboard."), 5000);
  }

  #handle(message: FromStepper): Promise<void> | void {
    const { session } = this.#parts;
    switch (message.type) {
      case "ready":
        this.#page.loaded();
        return this.update();
      case "take":
        return session.take(message.label);
      case "step":
        return session.step();
      case "back":
        return session.back();
      case "goTo":
        return session.goTo(message.index);
      case "branch":
        return session.branch(message.moment);
      case "run":
        return session.run(message.goal);
      case "restart":
        return this.restart();
      case "seek":
        return this.seek();
      case "copyTranscript":
        return this.copyTranscript();
      case "saveTrace":
        return this.saveTrace();
      case "copyLink":
        return this.copyLink();
      case "revealLine":
        return revealLine(this.#parts.services.practice, this.key, message.line, message.column);
      case "problem":
        return this.#parts.services.log.warn(message.text);
      case "picture":
        return this.#page.drawn(message);
      case "pong":
        return;
    }
  }

  /** To the start; with the text as it is now where it changed or the session cannot go on. */
  async restart(): Promise<void> {
    const { session, file, reopen } = this.#parts;
    if (file.isCurrent() === true && session.halt?.kind !== "failed") await session.goTo(0);
    else await reopen(this.panel);
  }

  /** Whether the text as it is now, which this run is not of, has passed its check. */
  #isRightNow(): boolean {
    const checked = this.#parts.services.practice.exercise(this.key)?.checked;
    return checked?.current === true && (checked.verdict.kind === "right" || checked.verdict.kind === "worse");
  }

  #view() {
    const { found, session, file, predictions, updates } = this.#parts;
    const prediction = predictions.of(session.history.current.moment.id);
    const notices = [haltText(translate, session.halt)];
    if (file.isCurrent() === false) {
      notices.push(
        this.#isRightNow()
          ? vscode.l10n.t(
              "The code changed since this run began. It was checked as it is now, and it is right. Restart to step through it.",
            )
          : vscode.l10n.t("The code changed since this run began. Restart to step through it as it is now."),
      );
    }
    const notice = notices.filter((text) => text !== undefined).join(" ");
    return stepperView(translate, {
      key: found.key,
      title: found.item.title,
      history: session.history,
      notice: notice === "" ? undefined : notice,
      busy: session.busy,
      ...(updates === undefined ? {} : { updates }),
      ...(prediction === undefined ? {} : { predicted: { ...prediction, score: predictions.score } }),
    });
  }

  #diagram(): Diagram {
    const line = this.#parts.session.history.line();
    const broken = line.map(({ moment }) => moment.broken.map(({ check }) => check));
    const isNew = (check: string, depth: number): boolean => broken[depth - 1]?.includes(check) !== true;
    const broke = new Set(broken.flatMap((names, depth) => (names.some((one) => isNew(one, depth)) ? [depth] : [])));
    const { noReturn } = this.#parts;
    return diagramOf(translate, line, { broke, ...(noReturn === undefined ? {} : { noReturn }) });
  }
}

interface ChoiceItem extends vscode.QuickPickItem {
  /** The schedule's label; a separator has none. */
  readonly choice?: string;
}

/** The offers of the current moment as a quick pick: what cannot be chosen is listed with the reason, last. */
export async function chooseStep(panel: StepperPanel): Promise<void> {
  const { offers } = panel.session.history.current.moment;
  const item = ({ choice, label, fault, refused }: Offer): ChoiceItem => ({
    label: `${refused === undefined ? (fault ? "$(zap)" : "$(arrow-right)") : "$(circle-slash)"} ${choiceText(choice, translate)}`,
    ...(refused === undefined ? {} : { description: refusalText(translate, refused) }),
    choice: label,
  });
  const refused = offers.filter((offer) => offer.refused !== undefined).map(item);
  const separator = { kind: vscode.QuickPickItemKind.Separator, label: vscode.l10n.t("Cannot happen now") };
  const items: readonly ChoiceItem[] = [
    ...offers.filter((offer) => offer.refused === undefined).map(item),
    ...(refused.length === 0 ? [] : [separator, ...refused]),
  ];
  const title = vscode.l10n.t("Choose the next step");
  const placeHolder = items.length === 0 ? vscode.l10n.t("Nothing more can happen") : undefined;
  const picked = await vscode.window.showQuickPick(items, {
    title,
    ...(placeHolder === undefined ? {} : { placeHolder }),
  });
  if (picked?.choice !== undefined) await panel.session.take(picked.choice);
}
