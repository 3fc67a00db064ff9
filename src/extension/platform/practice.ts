/**
 * What every surface (editor, tree, tests, panel, quick picks) asks for and listens to. Surfaces hold no state of
 * their own about exercises: they read it here and are told when it changes. Implemented in this folder, constructed
 * once in `main.ts`, passed to each surface's `register…`.
 */
import type * as vscode from "vscode";
import type { RunReply, SteppingReply, Verdict } from "../../core/check/model.ts";
import type { Located } from "../../core/exercise/model.ts";
import type { ExerciseItem, Item, Module, Pack, PackProblem, PackReading, QuizItem } from "../../core/pack/model.ts";
import type { ItemKey, ItemProgress } from "../../core/progress/model.ts";

/** A folder with a `pack.json`, read. */
export interface LoadedPack {
  /** The pack's id, or a stand-in made from the folder where the manifest could not be read. */
  readonly id: string;
  readonly folder: vscode.Uri;
  /** Only the pack that comes with the extension is `bundled`; code of the others needs a trusted workspace. */
  readonly origin: "bundled" | "workspace" | "added";
  readonly reading: PackReading;
  /** What is wrong and what to do, in a sentence or two. The words come with the pack reader, when it is needed. */
  readonly problemText: (problem: PackProblem) => string;
}

export interface FoundItem<I extends Item = Item> {
  readonly key: ItemKey;
  readonly loaded: LoadedPack;
  readonly pack: Pack;
  readonly module: Module;
  readonly item: I;
}

export interface PackLibrary {
  /** The bundled pack first, then workspace folders in their order, then added folders. */
  readonly packs: readonly LoadedPack[];
  readonly onDidChange: vscode.Event<void>;
  /** Settles when the bundled packs have been read; these need no search. Never rejects. */
  readonly ready: Promise<void>;
  /**
   * Settles when all packs have been read for the first time. Never rejects. In a huge or remote workspace that takes
   * as long as a search of its folders does: nobody should wait for it who can do without.
   */
  readonly complete: Promise<void>;
  find(key: ItemKey): FoundItem | undefined;
  /** Settles when the item can be found, or else is in no pack. Never rejects. */
  whenFound(key: ItemKey): Promise<void>;
  /** Reads everything again. Resolves when `packs` is up to date. */
  reload(): Promise<void>;
  /** Asks for a folder, or takes the one given, and keeps it for this profile. */
  addFolder(folder?: vscode.Uri): Promise<void>;
  /** Forgets a folder that was added; its files stay where they are. */
  removeFolder(folder: vscode.Uri): Promise<void>;
}

/** A verdict together with the code it is about, so that a surface can say when the code has changed since. */
export interface Checked {
  readonly verdict: Verdict;
  readonly documentVersion: number;
  /** True while the blanks still hold what was checked. */
  readonly current: boolean;
  readonly checking: false;
}

/** One exercise as a surface shows it. */
export interface ExerciseState {
  readonly found: FoundItem<ExerciseItem>;
  readonly progress: ItemProgress;
  readonly attemptsLeft: number;
  /** Absent until the learner has opened it. */
  readonly uri?: vscode.Uri;
  /** Absent while the file is not open in any editor and was not read yet. */
  readonly located?: Located;
  readonly checking: boolean;
  readonly checked?: Checked;
  /** Texts were kept before something replaced them. */
  readonly hasKeptCopies: boolean;
  /** True where the pack's starter changed since the learner began; the answers are still found by the old one. */
  readonly outdated: boolean;
}

/** A session that steps through an exercise's scenario, and the text it runs. */
export interface OpenedStepping {
  readonly reply: SteppingReply;
  readonly document: vscode.TextDocument;
  readonly text: string;
}

/** Why code may not run here: the pack comes from a workspace that is not trusted. */
export type Blocked = "restricted";

export interface Practice {
  readonly library: PackLibrary;
  /** Fires with the item that changed, or undefined when anything may have. */
  readonly onDidChange: vscode.Event<ItemKey | undefined>;
  /** Like {@link onDidChange}, but not for an edit of the text alone: for what shows progress and verdicts only. */
  readonly onDidChangeState: vscode.Event<ItemKey | undefined>;
  /** Fires with the exercise of the active editor, and undefined when it is no exercise. Repeated for the same one only after a change of editor. */
  readonly onDidChangeActive: vscode.Event<ItemKey | undefined>;
  readonly active: ItemKey | undefined;

  progress(key: ItemKey): ItemProgress;
  exercise(key: ItemKey): ExerciseState | undefined;
  /** The exercise whose file this is, also after a rename of the pack's title or while the pack is broken. */
  exerciseAt(uri: vscode.Uri): ItemKey | undefined;
  /** Where the blanks are in this text, from the starter the learner's file began with. Cheap: remembered by version. */
  locate(document: vscode.TextDocument): Located | undefined;

  /** Writes the learner's file where there is none, and shows it. Never overwrites. */
  open(key: ItemKey, options?: { readonly preserveFocus?: boolean }): Promise<vscode.TextEditor | undefined>;
  /** One undoable edit that puts `code` into the blank. Restores a missing blank first. False where that failed. */
  fill(key: ItemKey, blank: string, code: string): Promise<boolean>;
  /** Puts the hole back, undoably, and keeps a copy of the text. Without `blank`: the whole file; attempts begin again. */
  reset(key: ItemKey, blank?: string): Promise<boolean>;
  /** Puts the starter's text back for edits outside the blanks (all of them), undoably. */
  restoreOutside(key: ItemKey): Promise<boolean>;
  /** Puts a missing blank's hole back, undoably. */
  restoreBlank(key: ItemKey, blank: string): Promise<boolean>;
  /**
   * Compiles, runs and judges the learner's text as it stands in the editor, saved or not. `quiet`, for a run over
   * several exercises: shows no message and opens nothing by itself.
   */
  check(
    key: ItemKey,
    token?: vscode.CancellationToken,
    options?: { readonly quiet?: boolean },
  ): Promise<Verdict | Blocked | undefined>;
  /** Ends the check that is under way, whoever began it. */
  cancelCheck(key: ItemKey): void;
  /**
   * Loads the learner's text as it stands in the editor, to be stepped through by hand. Says why where it may not run.
   * @param updates operations of each client at most; all of them where it is left out
   */
  step(key: ItemKey, updates?: number): Promise<OpenedStepping | Blocked>;
  /** The shortest run of the learner's text to a state in which `goal` is true. */
  seek(key: ItemKey, goal: string): Promise<RunReply | Blocked>;
  /** Opens the next hint and returns its number, or undefined where all are open. */
  nextHint(key: ItemKey): Promise<number | undefined>;
  /** Diff editor: mine and the worked solution; the item then needs another look. */
  showSolution(key: ItemKey, options?: { readonly preserveFocus?: boolean }): Promise<void>;
  /** Lists the copies kept by resets, to look at or take back. */
  showKeptCopies(key: ItemKey): Promise<void>;
  /** Records an answered question. `chosen` are indices into the item's options. */
  answerQuiz(found: FoundItem<QuizItem>, chosen: readonly number[], right: boolean): Promise<void>;
}
