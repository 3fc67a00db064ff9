/** What the parts of one slot can do by themselves. */

/** One thing that a part can do by itself. */
export interface Action {
  readonly next: number;
  /** Pairs: slot, number of the envelope. */
  readonly sends: readonly number[];
  /** 1 where it spends a budget. */
  readonly fault: number;
  /** Choices it counts for: 0 for a `step`. */
  readonly cost: number;
  /** An exception that nobody can catch any more was thrown. */
  readonly throws: boolean;
  /**
   * Only what it spends is known yet: it runs code that must not be asked before a budget allows it. Which of the part's
   * choices it is.
   */
  readonly deferred?: number;
}

export class Moves {
  readonly #all: Action[][] = [];

  /** Undefined: not known yet. */
  actions(part: number): readonly Action[] | undefined {
    return this.#all[part];
  }

  set(part: number, actions: readonly Action[]): void {
    this.#all[part] ??= [...actions];
  }

  /** What an action of a part that was deferred is, by its index among {@link actions}. */
  settle(part: number, index: number, action: Action): void {
    (this.#all[part] as Action[])[index] = action;
  }
}
