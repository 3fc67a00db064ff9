/** What the rest of the extension needs of whoever remembers a learner's progress. Implemented by `progressStore.ts`. */
import type * as vscode from "vscode";
import type { ItemKey, ItemProgress, ProgressEvent } from "../../core/progress/model.ts";

/** One event without its time: the store's own clock stamps it. */
export type NewProgressEvent = ProgressEvent extends infer E
  ? E extends ProgressEvent
    ? Omit<E, "at">
    : never
  : never;

export interface ProgressStore extends vscode.Disposable {
  /** Settles when what was on disk has been read. Never rejects: an unreadable log counts as empty and is left alone. */
  readonly ready: Promise<void>;
  /** What is known of an item now; the starting state for one never seen. */
  read(key: ItemKey): ItemProgress;
  /**
   * Takes the event into account at once, then appends it to the log. Rejects with a `UserError` where it could not be
   * written; what `read` returns includes the event all the same until the window closes.
   */
  record(event: NewProgressEvent): Promise<void>;
  /** Fires with the item that changed, and with undefined when several may have (the log was read, sync, another window). */
  readonly onDidChange: vscode.Event<ItemKey | undefined>;
}

/** The type of `createProgressStore` in `progressStore.ts`. Returns at once; reading goes on in the background. */
export type CreateProgressStore = (context: vscode.ExtensionContext, log: vscode.LogOutputChannel) => ProgressStore;
