/** Progress kept in an append-only text: what is written is read back before it counts as written. */
import { applyEvent, foldProgress, itemId, noProgress } from "./fold.ts";
import { logLine, readLog } from "./logLines.ts";
import type { ItemKey, ItemProgress, ProgressEvent } from "./model.ts";

/** The outside world as the journal sees it: one text that several windows append to. */
export interface JournalText {
  /** The whole text; empty where there is none yet. Rejects where it cannot be read. */
  read(): Promise<string>;
  /** Adds to the end in one go, without disturbing what others append. Rejects where it could not be written. */
  append(text: string): Promise<void>;
}

/**
 * The log in memory. Events count as soon as they are recorded; those that could not be written yet are kept and
 * written together with the next one.
 */
export class Journal {
  readonly #text: JournalText;
  #written: ReadonlyMap<string, ItemProgress> = new Map();
  #unwritten: readonly ProgressEvent[] = [];
  #last: Promise<unknown> = Promise.resolve();
  /** Lines of the log that this version does not understand. */
  skipped = 0;

  constructor(text: JournalText) {
    this.#text = text;
  }

  progress(key: ItemKey): ItemProgress {
    const id = itemId(key);
    const own = this.#unwritten.filter((event) => itemId(event) === id);
    return own.reduce(applyEvent, this.#written.get(id) ?? noProgress);
  }

  /** Every item there is something to say about. */
  items(): ReadonlyMap<string, ItemProgress> {
    return foldProgress(this.#unwritten, this.#written);
  }

  /** Takes in what this and other windows have written. Rejects where the text cannot be read; then nothing changes. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#readBack([]));
  }

  /** Rejects where the event could not be written; it counts until the journal is gone, and is tried again later. */
  record(event: ProgressEvent): Promise<void> {
    this.#unwritten = [...this.#unwritten, event];
    return this.#inTurn(async () => {
      const batch = this.#unwritten;
      if (batch.length === 0) return;
      await this.#text.append(batch.map(logLine).join(""));
      await this.#readBack(batch);
    });
  }

  async #readBack(written: readonly ProgressEvent[]): Promise<void> {
    try {
      const reading = readLog(await this.#text.read());
      this.skipped = reading.skipped;
      this.#written = foldProgress(reading.events);
    } catch (error) {
      if (written.length === 0) throw error;
      // Written but not readable back just now: count the events on top of what was known.
      this.#written = foldProgress(written, this.#written);
    }
    this.#unwritten = this.#unwritten.filter((event) => !written.includes(event));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
