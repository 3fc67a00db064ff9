/**
 * What can follow the situations that were visited last, as rows one behind the other. The inner loop of the search: no
 * objects, no texts; an action that sends nothing changes the bits of one slot.
 */
import type { Components } from "./components.ts";
import type { Layout } from "./layout.ts";
import { type Action, isFault, kindBits, kindOf, type Moves, throwsUncaught } from "./moves.ts";
import { larger } from "./numbers.ts";
import { refused } from "./receptions.ts";

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
  /** Whether an exception that nobody can catch is thrown in one of them. */
  throwing = false;
  rows: Int32Array<ArrayBuffer>;
  /** Kinds; above their bits, of a step that sends nothing, its slot plus 1. */
  kinds: Int32Array<ArrayBuffer>;
  /** The situations that all these follow, and where the successors of each end. */
  parents: Int32Array<ArrayBuffer>;
  ends: Int32Array<ArrayBuffer>;
  visited = 0;
  readonly #components: Components;
  readonly #layout: Layout;
  /** The parts that the present action has led to so far. */
  readonly #next: Int32Array;
  /** Slots that the present action changes, some of them perhaps several times. */
  readonly #touchedSlots: number[] = [];
  #touched = 0;
  /** Of each slot, how many are enabled with it and those before it, and how many of those are no faults. */
  readonly #ends: Int32Array;
  readonly #harmlessEnds: Int32Array;

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
    let throwing = 0;
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
      const throws = codes[start + 2] as number;
      throwing |= throws;
      if (slot < first && throws === 0) {
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
      if (sending > 0) {
        const end = this.#addSending(slot, moves, code, sending, numbers, known, from, at);
        if (typeof end === "function") return end;
        for (; at < end; at++) {
          const kind = kinds[at] as number;
          if ((kind & isFault) === 0) harmless++;
          throwing |= kind & throwsUncaught;
        }
      }
      this.#ends[slot] = at - this.count;
      this.#harmlessEnds[slot] = harmless;
    }
    this.enabled = at - this.count;
    this.possible = this.enabled + leftOut;
    this.harmless = harmless;
    this.throwing = throwing !== 0;
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

  #deferredOf(slot: number, part: number, index: number): Missing {
    return () => this.#components.learnDeferred(slot, part, index);
  }

  #receptionOf(slot: number, part: number, envelope: number): Missing {
    return () => this.#components.learnReception(slot, part, envelope);
  }

  #enlarge(): void {
    this.rows = larger(this.rows);
    this.kinds = larger(this.kinds);
  }

  /**
   * What the actions that send lead to, behind the first `at` rows; returns how many rows there are then. A function of
   * its own, since few situations have any.
   */
  #addSending(
    slot: number,
    { codes, sending }: Moves,
    from: number,
    count: number,
    numbers: Int32Array,
    known: Int32Array,
    row: number,
    at: number,
  ): number | Missing {
    const { words } = this.#layout;
    const { rows, kinds } = this;
    const next = this.#next;
    next.set(numbers);
    let end = at;
    for (let code = from; code < from + count; code++) {
      const action = sending[codes[code] as number] as Action;
      const to = end * words;
      for (let w = 0; w < words; w++) rows[to + w] = known[row + w] as number;
      this.#touched = 0;
      this.#change(slot, action.next, to);
      const kind = this.#deliver(action.sends, kindOf(action), to);
      for (let i = 0; i < this.#touched; i++) {
        const touched = this.#touchedSlots[i] as number;
        next[touched] = numbers[touched] as number;
      }
      if (typeof kind === "function") return kind;
      if (kind < 0) continue;
      if (action.deferred !== undefined) return this.#deferredOf(slot, numbers[slot] as number, codes[code] as number);
      kinds[end++] = kind;
    }
    return end;
  }

  /**
   * Depth first, as a step of the whole world hands envelopes on: what a part sends on is received before what was sent
   * with it. Returns the kind of the step; -1 where a part refuses an envelope.
   */
  #deliver(sends: readonly number[], kind: number, to: number): number | Missing {
    let kinds = kind;
    for (let i = 0; i < sends.length; i += 2) {
      const target = sends[i] as number;
      const envelope = sends[i + 1] as number;
      const part = this.#next[target] as number;
      const receptions = this.#components.receptionsOf(target);
      const next = receptions.nextOf(part, envelope);
      if (next === refused) return refused;
      if (next >= 0) {
        this.#change(target, next, to);
        continue;
      }
      const reception = receptions.get(part, envelope);
      if (reception === undefined) return this.#receptionOf(target, part, envelope);
      if (reception === null) return refused;
      this.#change(target, reception.next, to);
      const onwards = this.#deliver(reception.sends, reception.throws ? kinds | throwsUncaught : kinds, to);
      if (typeof onwards === "function" || onwards < 0) return onwards;
      kinds = onwards;
    }
    return kinds;
  }

  /** Of the row that is being written, which begins at `to`. */
  #change(slot: number, part: number, to: number): void {
    const { word, shift } = this.#layout;
    const at = to + (word[slot] as number);
    const next = this.#next;
    this.rows[at] = (this.rows[at] as number) ^ (((next[slot] as number) ^ part) << (shift[slot] as number));
    next[slot] = part;
    this.#touchedSlots[this.#touched++] = slot;
  }
}
