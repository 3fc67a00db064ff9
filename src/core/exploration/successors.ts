/**
 * What can follow the situations that were visited last, as rows one behind the other. The inner loop of the search: no
 * objects, no texts; an action that sends nothing changes the bits of one slot.
 */
import type { Components } from "./components.ts";
import type { Layout } from "./layout.ts";
import { type Action, isFault, kindBits, kindOf, throwsUncaught } from "./moves.ts";
import { larger } from "./numbers.ts";

/** Slots that a step can be said to be of: their number plus 1 has to fit above the bits of its kind. */
const mostSlots = 30;

/** Something that has to be learnt before a situation can be visited. */
export type Missing = () => Promise<void>;

export class Successors {
  /** Of all situations whose successors wait to be looked up. */
  count = 0;
  /** Behind those: of the situation that is being visited. */
  enabled = 0;
  /** How many steps are possible in it, whether they are among these or not; and how many of them are no faults. */
  possible = 0;
  harmless = 0;
  rows: Int32Array<ArrayBuffer>;
  /** Kinds; above their bits, of a step that sends nothing, its slot plus 1. */
  kinds: Int32Array<ArrayBuffer>;
  /** The situations that all these follow, and where the successors of each end. */
  parents: Int32Array<ArrayBuffer>;
  ends: Int32Array<ArrayBuffer>;
  visited = 0;
  readonly #components: Components;
  readonly #layout: Layout;
  readonly #next: Int32Array;
  readonly #queue: number[] = [];
  /** Of each slot, how many are enabled with it and those before it, and how many of those are no faults. */
  readonly #ends: Int32Array;
  readonly #harmlessEnds: Int32Array;
  /** For {@link Situations.sift}: as many as there are rows. */
  hashes: Int32Array<ArrayBuffer>;
  found: Int32Array<ArrayBuffer>;

  constructor(components: Components, layout: Layout, room: number) {
    this.#components = components;
    this.#layout = layout;
    const width = components.slots.length;
    this.#next = new Int32Array(width);
    this.#ends = new Int32Array(width);
    this.#harmlessEnds = new Int32Array(width);
    this.rows = new Int32Array(room * layout.words);
    this.kinds = new Int32Array(room);
    this.parents = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.hashes = new Int32Array(room);
    this.found = new Int32Array(room);
  }

  /**
   * Finds everything that can follow a situation: the numbers of its parts, and where its row begins. Returns what is
   * missing, if anything is. Of slots before `first`, steps that send nothing are only counted.
   */
  enable(numbers: Int32Array, known: Int32Array, from: number, first: number): Missing | undefined {
    const components = this.#components;
    const { words, word, shift } = this.#layout;
    let { rows, kinds } = this;
    let at = this.count;
    let harmless = 0;
    let leftOut = 0;
    for (let slot = 0; slot < numbers.length; slot++) {
      const part = numbers[slot] as number;
      const moves = components.movesOf(slot);
      const start = moves.startOf(part);
      if (start === 0) return this.#actionsOf(slot, part);
      const { codes } = moves;
      let silent = codes[start] as number;
      const sending = codes[start + 3] as number;
      let code = start + 4;
      harmless += codes[start + 1] as number;
      if (slot < first && codes[start + 2] === 0) {
        leftOut += silent;
        code += 2 * silent;
        silent = 0;
      }
      while (at + silent + sending > kinds.length) {
        this.#enlarge();
        ({ rows, kinds } = this);
      }
      const slotWord = word[slot] as number;
      const slotShift = shift[slot] as number;
      const by = slot < mostSlots ? (slot + 1) << kindBits : 0;
      if (words === 1) {
        const row = known[from] as number;
        for (let i = 0; i < silent; i++, code += 2, at++) {
          rows[at] = row ^ ((codes[code] as number) << slotShift);
          kinds[at] = (codes[code + 1] as number) | by;
        }
      } else {
        for (let i = 0; i < silent; i++, code += 2, at++) {
          const to = at * words;
          for (let w = 0; w < words; w++) rows[to + w] = known[from + w] as number;
          rows[to + slotWord] = (rows[to + slotWord] as number) ^ ((codes[code] as number) << slotShift);
          kinds[at] = (codes[code + 1] as number) | by;
        }
      }
      for (let i = 0; i < sending; i++, code++) {
        const action = moves.sending[codes[code] as number] as Action;
        const outcome = this.#take(slot, action, numbers);
        if (typeof outcome === "function") return outcome;
        if (outcome < 0) continue;
        this.#layout.pack(this.#next, rows, at * words);
        kinds[at++] = outcome;
        if ((outcome & isFault) === 0) harmless++;
      }
      this.#ends[slot] = at - this.count;
      this.#harmlessEnds[slot] = harmless;
    }
    this.enabled = at - this.count;
    this.possible = this.enabled + leftOut;
    this.harmless = harmless;
    return undefined;
  }

  /** How many of the enabled ones are a slot's own; `harmless` counts those that are no faults. */
  enabledBy(slot: number): { readonly all: number; readonly harmless: number } {
    const of = (ends: Int32Array): number => (ends[slot] as number) - (slot === 0 ? 0 : (ends[slot - 1] as number));
    return { all: of(this.#ends), harmless: of(this.#harmlessEnds) };
  }

  /** Leaves of the enabled ones only those of some slots, given as bits. */
  keep(slots: number): void {
    const { words } = this.#layout;
    let to = this.count;
    for (let slot = 0; slot < this.#ends.length; slot++) {
      if ((slots & (1 << slot)) === 0) continue;
      const from = this.count + (slot === 0 ? 0 : (this.#ends[slot - 1] as number));
      const end = this.count + (this.#ends[slot] as number);
      this.rows.copyWithin(to * words, from * words, end * words);
      this.kinds.copyWithin(to, from, end);
      to += end - from;
    }
    this.enabled = to - this.count;
  }

  /** The enabled ones wait from now on, as what follows `parent`. */
  commit(parent: number): void {
    this.count += this.enabled;
    this.enabled = 0;
    if (this.visited === this.parents.length) {
      this.parents = larger(this.parents);
      this.ends = larger(this.ends);
    }
    this.parents[this.visited] = parent;
    this.ends[this.visited++] = this.count;
  }

  /** They have been looked up. */
  clear(): void {
    this.count = 0;
    this.visited = 0;
  }

  // Closures are made in functions of their own: a loop in which one is made allocates in every round.

  #actionsOf(slot: number, part: number): Missing {
    return () => this.#components.learnActions(slot, part);
  }

  #receptionOf(slot: number, part: number, envelope: number): Missing {
    return () => this.#components.learnReception(slot, part, envelope);
  }

  #enlarge(): void {
    this.rows = larger(this.rows);
    this.kinds = larger(this.kinds);
    this.hashes = larger(this.hashes);
    this.found = larger(this.found);
  }

  /** What an action sends is received too: that leads to `#next`. The kind of the step; -1 where a part refuses it. */
  #take(slot: number, action: Action, numbers: Int32Array): number | Missing {
    const components = this.#components;
    const next = this.#next;
    for (let i = 0; i < next.length; i++) next[i] = numbers[i] as number;
    next[slot] = action.next;
    let kind = kindOf(action);
    const queue = this.#queue;
    queue.length = 0;
    push(queue, action.sends);
    while (queue.length > 0) {
      const target = queue.pop() as number;
      const envelope = queue.pop() as number;
      const part = next[target] as number;
      const reception = components.receptionsOf(target).get(part, envelope);
      if (reception === undefined) return this.#receptionOf(target, part, envelope);
      if (reception === null) return -1;
      next[target] = reception.next;
      if (reception.throws) kind |= throwsUncaught;
      push(queue, reception.sends);
    }
    return kind;
  }
}

/** Depth first, as a step of the whole world hands envelopes on: what is sent first is taken out first. */
function push(queue: number[], sends: readonly number[]): void {
  for (let i = sends.length - 2; i >= 0; i -= 2) queue.push(sends[i + 1] as number, sends[i] as number);
}
