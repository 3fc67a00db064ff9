/** The one implementation of {@link Practice}: puts packs, learners' files, progress and checks together. */
import * as vscode from "vscode";
import type { TextEdit } from "../../base/span.ts";
import type { RunReply, Runner, Verdict } from "../../core/check/model.ts";
import { searchingText } from "../../text/coverage.ts";
import { restoreBlank, restoreOutside } from "../../core/exercise/edits.ts";
import type { Located } from "../../core/exercise/model.ts";
import { type Starter, starterOf } from "../../core/exercise/starter.ts";
import type { ExerciseItem, QuizItem } from "../../core/pack/model.ts";
import { attemptsLeft } from "../../core/progress/fold.ts";
import type { ItemKey, ItemProgress } from "../../core/progress/model.ts";
import { ActiveExercise } from "./activeExercise.ts";
import { AnswerFinder } from "./answerFinder.ts";
import { fillEdits, resetEdits } from "./blankEdits.ts";
import { Checker, wasCancelled } from "./checker.ts";
import { applyToDocument, openDocumentAt } from "./documentEdits.ts";
import {
  columnBesideWebview,
  goToFirstEmptyBlank,
  isInFront,
  isShown,
  prepareSheet,
  showSheet,
} from "./exerciseOpener.ts";
import { inBackground, reportError } from "./guarded.ts";
import { keepCopy, KnownCopies } from "./keptCopies.ts";
import { chooseKeptCopy } from "./keptCopiesPick.ts";
import type { Blocked, ExerciseState, FoundItem, OpenedStepping, PackLibrary, Practice } from "./practice.ts";
import type { NewProgressEvent, ProgressStore } from "./progress.ts";
import { sayRestricted } from "./restrictedMode.ts";
import { withRunProgress } from "./runProgress.ts";
import { UserError } from "./userError.ts";
import { virtualUri } from "./virtualDocuments.ts";
import type { Sheet, Workbook } from "./workbook.ts";

export interface PracticeParts {
  readonly library: PackLibrary;
  readonly workbook: Workbook;
  readonly progress: ProgressStore;
  readonly runner: Runner;
  readonly log: vscode.LogOutputChannel;
}

export class PracticeService implements Practice, vscode.Disposable {
  readonly library: PackLibrary;
  readonly #workbook: Workbook;
  readonly #progress: ProgressStore;
  readonly #log: vscode.LogOutputChannel;
  readonly #runner: Runner;
  readonly #checker: Checker;
  readonly #copies: KnownCopies;
  readonly #finder = new AnswerFinder();
  readonly #active: ActiveExercise;
  readonly #changed = new vscode.EventEmitter<ItemKey | undefined>();
  readonly #subscriptions: vscode.Disposable;
  /** Settles when the fills and restorations asked for so far are made, or refused. */
  #edits: Promise<unknown> = Promise.resolve();

  readonly #stateChanged = new vscode.EventEmitter<ItemKey | undefined>();
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;
  readonly onDidChangeActive: vscode.Event<ItemKey | undefined>;

  constructor({ library, workbook, progress, runner, log }: PracticeParts) {
    this.library = library;
    this.#workbook = workbook;
    this.#progress = progress;
    this.#log = log;
    this.#runner = runner;
    this.#checker = new Checker(runner, (key) => this.#stateChanged.fire(key));
    this.#copies = new KnownCopies(({ key }) => this.#changed.fire(key));
    this.#active = new ActiveExercise((uri) => this.exerciseAt(uri));
    this.onDidChangeActive = this.#active.onDidChange;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#stateChanged,
      this.#stateChanged.event((key) => this.#changed.fire(key)),
      this.#active,
      library.onDidChange(() => this.#stateChanged.fire(undefined)),
      progress.onDidChange((key) => this.#stateChanged.fire(key)),
      workbook.onDidChange((key) => {
        this.#active.update();
        this.#stateChanged.fire(key);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => inBackground(log, workbook.adopt(document.uri))),
      vscode.workspace.onDidCloseTextDocument((document) => inBackground(log, workbook.leaveUnsaved(document))),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const key = contentChanges.length === 0 ? undefined : this.exerciseAt(document.uri);
        if (key !== undefined) this.#changed.fire(key);
      }),
    );
    for (const document of vscode.workspace.textDocuments) inBackground(log, workbook.adopt(document.uri));
  }

  get active(): ItemKey | undefined {
    return this.#active.key;
  }

  progress(key: ItemKey): ItemProgress {
    return this.#progress.read(key);
  }

  exercise(key: ItemKey): ExerciseState | undefined {
    const found = this.library.find(key);
    if (found === undefined || !isExercise(found)) return undefined;
    const sheet = this.#workbook.of(key);
    const document = sheet === undefined ? undefined : openDocumentAt(sheet.uri);
    const answers = sheet === undefined || document === undefined ? undefined : this.#finder.find(document, sheet);
    const progress = this.progress(key);
    const checked = this.#checker.checked(key, answers?.digest, found.item.scenario);
    return {
      found,
      progress,
      attemptsLeft: attemptsLeft(progress, found.item.attempts),
      checking: this.#checker.isChecking(key),
      hasKeptCopies: sheet !== undefined && this.#copies.has(sheet),
      outdated: sheet !== undefined && (answers ?? sheet).starter.text !== found.item.source.starter,
      ...(sheet === undefined ? {} : { uri: sheet.uri }),
      ...(answers === undefined ? {} : { located: answers.located }),
      ...(checked === undefined ? {} : { checked }),
    };
  }

  exerciseAt(uri: vscode.Uri): ItemKey | undefined {
    return this.#workbook.at(uri)?.key;
  }

  locate(document: vscode.TextDocument): Located | undefined {
    const sheet = this.#workbook.at(document.uri);
    return sheet === undefined ? undefined : this.#finder.find(document, sheet).located;
  }

  async open(key: ItemKey, options?: { readonly preserveFocus?: boolean }): Promise<vscode.TextEditor | undefined> {
    const found = await this.#exerciseOf(key);
    const sheet = await prepareSheet(this.#workbook, found, this.#log);
    // A person who is at work in the file keeps the place.
    const opens = !isShown(sheet);
    const editor = await showSheet(sheet, options?.preserveFocus === true);
    if (opens) goToFirstEmptyBlank(editor, this.#finder.find(editor.document, sheet).located);
    if (this.progress(key).state === "new") this.#record({ type: "started", ...key });
    return editor;
  }

  fill(key: ItemKey, blank: string, code: string): Promise<boolean> {
    return this.#edit(key, (starter, text) => fillEdits(starter, text, blank, code));
  }

  restoreOutside(key: ItemKey): Promise<boolean> {
    return this.#edit(key, (starter, text) => restoreOutside(starter, text));
  }

  restoreBlank(key: ItemKey, blank: string): Promise<boolean> {
    return this.#edit(key, (starter, text) => {
      const edit = restoreBlank(starter, text, blank);
      return edit && [edit];
    });
  }

  async reset(key: ItemKey, blank?: string): Promise<boolean> {
    const { sheet, document } = await this.#documentOf(key);
    if (blank !== undefined) {
      return this.#replace(sheet, document, (text) =>
        resetEdits(this.#finder.find(document, sheet).starter, text, blank),
      );
    }
    const found = await this.#exerciseOf(key);
    const fresh = starterOf(found.item.source).text;
    let before = sheet.starter;
    const replaced = await this.#replace(sheet, document, (text) => {
      before = this.#finder.find(document, sheet).starter;
      return sameLines(text, fresh) ? [] : [{ span: { start: 0, end: text.length }, text: fresh }];
    });
    if (!replaced) return false;
    await this.#workbook.restart(sheet, found, before);
    this.#checker.forget(key);
    this.#record({ type: "reset", ...key });
    return true;
  }

  async check(
    key: ItemKey,
    token?: vscode.CancellationToken,
    options?: { readonly quiet?: boolean },
  ): Promise<Verdict | Blocked | undefined> {
    const quiet = options?.quiet === true;
    const found = await this.#exerciseOf(key);
    if (isBlocked(found)) {
      if (!quiet) sayRestricted(found.pack.title);
      return "restricted";
    }
    const { sheet, document } = await this.#documentOf(key);
    const answers = this.#finder.find(document, sheet);
    const { verdict, own } = await this.#checker.check(found, document, answers, token);
    if (wasCancelled(verdict)) return undefined;
    if (own) await this.#remember(found, verdict, answers.digest, quiet);
    return verdict;
  }

  cancelCheck(key: ItemKey): void {
    this.#checker.cancel(key);
  }

  async step(key: ItemKey, updates?: number): Promise<OpenedStepping | Blocked> {
    const found = await this.#exerciseOf(key);
    if (isBlocked(found)) {
      sayRestricted(found.pack.title);
      return "restricted";
    }
    const { document } = await this.#documentOf(key);
    const text = document.getText();
    const less = updates === undefined ? {} : { search: { updates } };
    const request = { exercise: text, scenario: found.item.scenario, ...less };
    const loading = vscode.l10n.t("Loading “{0}” to step through it", found.item.title);
    const reply = await withRunProgress(loading, undefined, (signal) => this.#runner.step(request, signal));
    return { reply, document, text };
  }

  async seek(key: ItemKey, goal: string): Promise<RunReply | Blocked> {
    const found = await this.#exerciseOf(key);
    if (isBlocked(found)) {
      sayRestricted(found.pack.title);
      return "restricted";
    }
    const { document } = await this.#documentOf(key);
    const request = { exercise: document.getText(), scenario: found.item.scenario, search: { goal } };
    const seeking = vscode.l10n.t("Looking for a state where {0}", goal);
    return withRunProgress(seeking, undefined, (signal, report) =>
      this.#runner.run(request, signal, (tally) => report(searchingText(tally, vscode.l10n.t))),
    );
  }

  async nextHint(key: ItemKey): Promise<number | undefined> {
    const { item } = await this.#exerciseOf(key);
    const opened = this.progress(key).hintsOpened;
    if (opened >= item.hints.length) return undefined;
    await this.#recordNow({ type: "hint", ...key, number: opened + 1 });
    return opened + 1;
  }

  async showSolution(key: ItemKey, options?: { readonly preserveFocus?: boolean }): Promise<void> {
    const found = await this.#exerciseOf(key);
    const { sheet } = await this.#documentOf(key);
    const title = vscode.l10n.t("{0}: yours ↔ worked solution", found.item.title);
    const preserveFocus = options?.preserveFocus === true;
    const where = { viewColumn: columnBesideWebview(), preserveFocus, preview: true };
    await vscode.commands.executeCommand("vscode.diff", sheet.uri, virtualUri("solution", key), title, where);
    if (!this.progress(key).solutionSeen) this.#record({ type: "solution", ...key });
  }

  async showKeptCopies(key: ItemKey): Promise<void> {
    const { sheet, document } = await this.#documentOf(key);
    const copy = await chooseKeptCopy(sheet, (await this.#exerciseOf(key)).item.title);
    if (copy === undefined) return;
    const kept = new TextDecoder().decode(await vscode.workspace.fs.readFile(copy.uri));
    const whole = (text: string): TextEdit[] => [{ span: { start: 0, end: text.length }, text: kept }];
    if (await this.#replace(sheet, document, whole)) return;
    throw new UserError(vscode.l10n.t("The copy was not taken back, because your file kept changing. Try again."));
  }

  async answerQuiz(found: FoundItem<QuizItem>, chosen: readonly number[], right: boolean): Promise<void> {
    await this.#recordNow({ type: "answered", ...found.key, chosen, right });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #remember(found: FoundItem<ExerciseItem>, verdict: Verdict, answer: string, quiet: boolean): Promise<void> {
    if (verdict.kind === "incomplete" || isOurFault(verdict)) return;
    const before = this.exercise(found.key)?.attemptsLeft ?? 0;
    await this.#recordNow({ type: "checked", ...found.key, answer, verdict: verdict.kind });
    const after = this.exercise(found.key)?.attemptsLeft ?? 0;
    if (before > 0 && after === 0 && !quiet) await this.#openSolution(found);
  }

  /** By itself only where nobody has gone on to something else, whose place it would take. */
  async #openSolution({ key, item }: FoundItem<ExerciseItem>): Promise<void> {
    const { sheet } = await this.#documentOf(key);
    if (isInFront(sheet)) return this.showSolution(key, { preserveFocus: true });
    const show = vscode.l10n.t("Show Solution");
    const text = vscode.l10n.t("That was the last attempt at “{0}”. You can go on checking.", item.title);
    const asked = vscode.window.showInformationMessage(text, show);
    inBackground(
      this.#log,
      Promise.resolve(asked).then((chosen) => (chosen === show ? this.showSolution(key) : undefined)),
    );
  }

  /** Waits for its pack and the progress to have been read once. Throws a `UserError` where there is no such exercise. */
  async #exerciseOf(key: ItemKey): Promise<FoundItem<ExerciseItem>> {
    await Promise.all([this.library.whenFound(key), this.#progress.ready]);
    const found = this.library.find(key);
    if (found !== undefined && isExercise(found)) return found;
    throw new UserError(
      vscode.l10n.t(
        "The exercise “{0}” is in no pack that can be used now. Look for problems of the pack {1}.",
        key.item,
        key.pack,
      ),
    );
  }

  async #documentOf(key: ItemKey): Promise<{ sheet: Sheet; document: vscode.TextDocument }> {
    const known = this.#workbook.of(key);
    const open = known === undefined ? undefined : openDocumentAt(known.uri);
    if (known !== undefined && open !== undefined) return { sheet: known, document: open };
    const sheet = await prepareSheet(this.#workbook, await this.#exerciseOf(key), this.#log);
    return { sheet, document: await vscode.workspace.openTextDocument(sheet.uri) };
  }

  /** One after the other: each is computed from the text that the one before has left. */
  #edit(key: ItemKey, edits: (starter: Starter, text: string) => readonly TextEdit[] | undefined): Promise<boolean> {
    const made = this.#edits.then(async () => {
      const { sheet, document } = await this.#documentOf(key);
      const wanted = edits(this.#finder.find(document, sheet).starter, document.getText());
      return wanted !== undefined && applyToDocument(document, document.version, wanted);
    });
    this.#edits = made.catch(() => undefined);
    return made;
  }

  /**
   * Keeps a copy of the text, then edits it. Somebody who types while the copy is written keeps what they type: it all
   * begins again with the new text. False where no edits are possible, or the text does not come to rest.
   */
  async #replace(
    sheet: Sheet,
    document: vscode.TextDocument,
    edits: (text: string) => readonly TextEdit[] | undefined,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const { version } = document;
      const text = document.getText();
      const wanted = edits(text);
      if (wanted === undefined) return false;
      if (wanted.length === 0) return true;
      await this.#keep(sheet, text);
      if (await applyToDocument(document, version, wanted)) return true;
      // Somebody typed meanwhile, perhaps in the window only so far: let that arrive here, then begin again.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  }

  async #keep(sheet: Sheet, text: string): Promise<void> {
    try {
      await keepCopy(sheet, text, new Date());
      this.#copies.note(sheet);
    } catch (error) {
      throw new UserError(
        vscode.l10n.t(
          "Nothing was changed, because a copy of your text could not be kept first. Make room or save it elsewhere, then try again.",
        ),
        { cause: error },
      );
    }
  }

  async #recordNow(event: NewProgressEvent): Promise<void> {
    try {
      await this.#progress.record(event);
    } catch (error) {
      // It counts in this window all the same; what was asked for goes on.
      reportError(this.#log, error);
    }
  }

  #record(event: NewProgressEvent): void {
    inBackground(this.#log, this.#recordNow(event));
  }
}

function isExercise(found: FoundItem): found is FoundItem<ExerciseItem> {
  return found.item.kind === "exercise";
}

/** Only what comes with the extension runs in a workspace that is not trusted. */
function isBlocked({ loaded }: FoundItem): boolean {
  return loaded.origin !== "bundled" && !vscode.workspace.isTrusted;
}

/** The sandbox failing is no answer of the learner's. */
function isOurFault(verdict: Verdict): boolean {
  return verdict.kind === "error" && ["sandbox-died", "scenario-invalid", "check-threw"].includes(verdict.failure.code);
}

function sameLines(a: string, b: string): boolean {
  return a.replaceAll("\r\n", "\n") === b.replaceAll("\r\n", "\n");
}
