/** Progress on disk: the log under global storage, and the small summary that settings sync carries. */
import { mkdir, appendFile, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as vscode from "vscode";
import { Journal, type JournalText } from "../../core/progress/journal.ts";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { mergeSummaries, readSummary, type Summary, summarize, withSummary } from "../../core/progress/summary.ts";
import type { CreateProgressStore, ProgressStore } from "./progress.ts";
import { UserError } from "./userError.ts";

const summaryKey = "eventually.summary";

/** Files are appended to with `O_APPEND`, so that windows writing at once do not overwrite each other. */
class LogFile implements JournalText {
  readonly uri: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.uri = vscode.Uri.joinPath(storage, "progress", "log.jsonl");
  }

  async read(): Promise<string> {
    try {
      return await readFile(this.uri.fsPath, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
      throw error;
    }
  }

  async append(text: string): Promise<void> {
    await mkdir(dirname(this.uri.fsPath), { recursive: true });
    await appendFile(this.uri.fsPath, text, "utf8");
  }
}

export const createProgressStore: CreateProgressStore = (context, log): ProgressStore => {
  const file = new LogFile(context.globalStorageUri);
  const journal = new Journal(file);
  const changed = new vscode.EventEmitter<ItemKey | undefined>();
  context.globalState.setKeysForSync([summaryKey]);
  // Read for every item of the tree, but it changes only when something is recorded or synced.
  let last: { readonly raw: unknown; readonly summary: Summary } | undefined;
  const synced = (): Summary => {
    const raw = context.globalState.get(summaryKey);
    if (last === undefined || last.raw !== raw) last = { raw, summary: readSummary(raw) };
    return last.summary;
  };

  const refresh = async (): Promise<void> => {
    try {
      await journal.refresh();
      if (journal.skipped > 0)
        log.warn(`${journal.skipped} lines of ${file.uri.fsPath} could not be read and were left as they are.`);
    } catch (error) {
      log.error(`Progress could not be read from ${file.uri.fsPath}.`, error);
    }
    changed.fire(undefined);
  };

  // Another window may have written; its window also has the focus more often than not.
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.joinPath(file.uri, ".."), "log.jsonl"),
  );
  let own = 0;
  const onDisk = (): void => void (own > 0 ? undefined : refresh());
  // The watcher may miss a log that another window has only just begun; coming back to this window does not.
  const focus = vscode.window.onDidChangeWindowState(({ focused }) => (focused ? onDisk() : undefined));
  const subscriptions = [changed, watcher, focus, watcher.onDidChange(onDisk), watcher.onDidCreate(onDisk)];

  return {
    ready: refresh(),
    read: (key) => withSummary(journal.progress(key), synced().items[itemId(key)]),
    record: async (event) => {
      own++;
      try {
        const written = journal.record({ ...event, at: Date.now() });
        changed.fire({ pack: event.pack, item: event.item });
        await written;
        await context.globalState.update(summaryKey, mergeSummaries(synced(), summarize(journal.items())));
      } catch (error) {
        log.error(`Progress could not be written to ${file.uri.fsPath}.`, error);
        throw new UserError(
          vscode.l10n.t(
            "Your progress could not be saved ({0}). It counts until this window closes, and is saved with your next step.",
            error instanceof Error ? error.message : String(error),
          ),
        );
      } finally {
        own--;
      }
    },
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
};
