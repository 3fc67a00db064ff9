/** What the parts of one slot can do by themselves, as flat numbers for the search's inner loop. */
import { larger } from "./numbers.ts";

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

/** Bits of a kind: what an action costs, and whether it throws. Above them a number, see {@link Successors}. */
export const costs = 1;
export const isFault = 2;
export const throwsUncaught = 4;
export const kindBits = 3;

export function kindOf({ cost, fault, throws }: Action): number {
  return (cost > 0 ? costs : 0) | (fault > 0 ? isFault : 0) | (throws ? throwsUncaught : 0);
}

export class Moves {
  /** Where the codes of each part begin, or 0 where it has not been worked out. */
  #starts = new Int32Array(16);
  /**
   * For each part: how many actions send nothing, how many of those are no faults, whether one of them throws, and how
   * many send; then, of the first, pairs: the bits in which the next part differs from this one, and the kind; of the
   * others their indices in {@link sending}.
   */
  #codes = new Int32Array(64);
  #end = 1;
  readonly sending: Action[] = [];
  readonly #all: Action[][] = [];

  get codes(): Int32Array {
    return this.#codes;
  }

  /** 0: not known yet. */
  startOf(part: number): number {
    return part < this.#starts.length ? (this.#starts[part] as number) : 0;
  }

  /** Undefined: not known yet. */
  actions(part: number): readonly Action[] | undefined {
    return this.#all[part];
  }

  set(part: number, actions: readonly Action[]): void {
    if (this.startOf(part) !== 0) return;
    this.#all[part] = [...actions];
    while (part >= this.#starts.length) this.#starts = larger(this.#starts);
    while (this.#end + 4 + 2 * actions.length > this.#codes.length) this.#codes = larger(this.#codes);
    this.#starts[part] = this.#end;
    const silent = actions.filter(({ sends }) => sends.length === 0);
    const sending = actions.filter(({ sends }) => sends.length > 0);
    this.#push(silent.length);
    this.#push(silent.filter(({ fault }) => fault === 0).length);
    this.#push(silent.some(({ throws }) => throws) ? 1 : 0);
    this.#push(sending.length);
    for (const action of silent) {
      this.#push(action.next ^ part);
      this.#push(kindOf(action));
    }
    for (const action of sending) this.#push(this.sending.push(action) - 1);
  }

  /** What an action of a part that was deferred is, by its index in {@link sending}. */
  settle(part: number, index: number, action: Action): void {
    const all = this.#all[part] as Action[];
    all[all.indexOf(this.sending[index] as Action)] = action;
    this.sending[index] = action;
  }

  #push(code: number): void {
    this.#codes[this.#end++] = code;
  }
}
