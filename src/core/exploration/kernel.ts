/**
 * The inner loop of a search. What it does is compiled to WebAssembly from `src/kernel`; this is what the rest of the search
 * sees of it, and the only place that knows how things lie in its memory.
 */
import type { Action } from "./moves.ts";
import { kernelBytes } from "./kernelBytes.ts";
import type { Layout } from "./layout.ts";
import type { Reception } from "./receptions.ts";

interface Global {
  readonly value: number;
}

/** Addresses are bytes. Everything else is a number of what the word says. */
interface Exports {
  setUp(slots: number, words: number, whole: number, judgesAll: number): number;
  start(): void;
  run(visits: number, most: number): number;
  commit(): void;
  keep(slots: number): void;
  endWithRank(): void;
  rankAfter(fault: number, choice: number): number;
  noteThrown(rank: number): void;
  enable(index: number): number;
  follow(step: number): number;
  enabledRow(step: number): number;
  enabledKind(step: number): number;
  parentOf(index: number): number;
  rankOf(index: number): number;
  rowOf(index: number): number;
  rewrite(words: number): void;
  rewriteSome(places: number): number;
  allocate(bytes: number): number;
  setMoves(slot: number, part: number, address: number): void;
  setReception(slot: number, part: number, envelope: number, address: number): void;
  rank(): number;
  readonly node: Global;
  readonly visits: Global;
  readonly count: Global;
  readonly transitions: Global;
  readonly depth: Global;
  readonly enabled: Global;
  readonly harmless: Global;
  readonly throwing: Global;
  readonly missingSlot: Global;
  readonly missingPart: Global;
  readonly missingDetail: Global;
  readonly tooLong: Global;
  readonly exhausted: Global;
}

/** Why the loop stopped; the order is that of the numbers there. */
const stops = ["", "moves", "deferred", "reception", "all", "more", "judge", "thrown"] as const;

/**
 * What has to be learnt before it can go on: what a part does, what it does by an action that was put off (`detail`: its
 * index), or what it makes of an envelope (`detail`: which).
 */
export interface Missing {
  readonly kind: "moves" | "deferred" | "reception";
  readonly slot: number;
  readonly part: number;
  readonly detail: number;
}

/**
 * `all`: there is nothing left to visit. `more`: as many were visited as was asked for. `judge`: what can follow the
 * present situation is known, and waits for {@link Kernel.commit}. `thrown`: a rank is reached of which
 * {@link Kernel.noteThrown} spoke.
 */
export type Stop = Missing | "all" | "more" | "judge" | "thrown";

export interface KernelOptions {
  /** Steps may be left out that can change places with others; not where others are left out already. */
  readonly whole: boolean;
  /** Every situation has to be judged, not only those in which nothing more can happen or something is thrown. */
  readonly judgesAll: boolean;
  /** Pages of memory, of 64 kB each, of which there are never more. */
  readonly mostPages?: number;
}

// Bits of a kind, as in `src/kernel/successors.ts`: what a step costs, and whether it throws.
const costs = 1;
const isFault = 2;
const throwsUncaught = 4;

// Words from the beginning of a slot, and from slot to slot; in `src/kernel/slots.ts` they are bytes.
const wordAt = 0;
const shiftAt = 1;
const maskAt = 2;
const nextWordAt = 3;
const nextShiftAt = 4;
const endAt = 7;
const harmlessEndAt = 8;
const slotWords = 16;

/** In place of a reception: the part refuses. */
const refused = 1;

/** Places of the table that are gone through at once when all rows are written again. */
const rewriteStride = 2 ** 18;

/** All that 32 bits can address. */
const allPages = 65536;

/** An index and a slot fit into 32 bits, with room for what follows the last situation that is visited. */
export const mostSituations = 2 ** 26 - 2 ** 20;

let compiled: WebAssembly.Module | undefined;

function moduleOf(): WebAssembly.Module {
  return (compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelBytes), (char) => char.charCodeAt(0))));
}

/** Whatever needs memory throws where there is none: see {@link Kernel.exhausted}. */
export class Kernel {
  readonly #memory: WebAssembly.Memory;
  readonly #exports: Exports;
  readonly #slots: number;
  readonly #width: number;
  #words: Int32Array;
  #layout: Layout;

  constructor(layout: Layout, width: number, { whole, judgesAll, mostPages = allPages }: KernelOptions) {
    this.#memory = new WebAssembly.Memory({ initial: 2, maximum: mostPages });
    const { exports } = new WebAssembly.Instance(moduleOf(), { env: { memory: this.#memory } });
    this.#exports = exports as unknown as Exports;
    this.#width = width;
    this.#layout = layout;
    this.#slots = this.#exports.setUp(width, layout.words, Number(whole), Number(judgesAll)) >>> 2;
    this.#words = new Int32Array(this.#memory.buffer);
    this.#setLayout(layout, wordAt, shiftAt);
    this.#setMasks(layout);
  }

  /** How many situations are known. */
  get count(): number {
    return this.#exports.count.value >>> 0;
  }

  /** How many were visited. */
  get visits(): number {
    return this.#exports.visits.value >>> 0;
  }

  /** Steps that are possible in the situations that were visited. */
  get transitions(): number {
    return this.#exports.transitions.value;
  }

  /** Choices of the longest of the ways to situations that were visited. */
  get depth(): number {
    return this.#exports.depth.value;
  }

  /** Some way is longer than can be counted. */
  get tooLong(): boolean {
    return this.#exports.tooLong.value !== 0;
  }

  /** There was no more memory, and what was called last has thrown. What was found can still be read, but no more. */
  get exhausted(): boolean {
    return this.#exports.exhausted.value !== 0;
  }

  /** Bytes of its memory. */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** The situation that is being visited. */
  get node(): number {
    return this.#exports.node.value;
  }

  /** How many steps can follow that. */
  get enabled(): number {
    return this.#exports.enabled.value;
  }

  /** Whether an exception that nobody can catch is thrown in one of them. */
  get throwing(): boolean {
    return this.#exports.throwing.value !== 0;
  }

  /** How many of the possible ones are no faults. */
  get harmless(): number {
    return this.#exports.harmless.value;
  }

  /** The rank of the situations that are being visited. */
  get rank(): number {
    return this.#exports.rank();
  }

  /** Adds the situation that everything begins with: the numbers of its parts. */
  start(numbers: ArrayLike<number>): void {
    this.#layout.pack(numbers, this.#view(), this.#rowAt(0));
    this.#exports.start();
  }

  /** Visits until so many situations were visited, or more than `most` are known. */
  run(visits: number, most: number): Stop {
    const kind = stops[this.#exports.run(visits, most)] as Exclude<(typeof stops)[number], "">;
    if (kind !== "moves" && kind !== "deferred" && kind !== "reception") return kind;
    const { missingSlot, missingPart, missingDetail } = this.#exports;
    return { kind, slot: missingSlot.value, part: missingPart.value, detail: missingDetail.value };
  }

  /** The present situation has been judged. */
  commit(): void {
    this.#exports.commit();
  }

  /** Of what can follow the present situation, leaves only the steps of some slots, given as bits. */
  keep(slots: number): void {
    this.#exports.keep(slots);
  }

  /** Nothing beyond the present rank is visited. */
  endWithRank(): void {
    this.#exports.endWithRank();
  }

  /** Lets {@link run} stop when it comes to this rank. */
  noteThrown(rank: number): void {
    this.#exports.noteThrown(rank);
  }

  /** What can follow any situation. Throws where not all that its parts do is known. */
  enable(index: number): void {
    if (this.#exports.enable(index) !== 0) throw new RangeError("A situation was never visited");
  }

  /** Of the steps that can follow, how many are a slot's own; `harmless` counts those that are no faults. */
  enabledBy(slot: number): { readonly all: number; readonly harmless: number } {
    const words = this.#view();
    const at = this.#slots + slot * slotWords;
    const of = (end: number): number =>
      (words[at + end] as number) - (slot === 0 ? 0 : (words[at - slotWords + end] as number));
    return { all: of(endAt), harmless: of(harmlessEndAt) };
  }

  /** Of a step that can follow: the numbers of the parts that it leads to. */
  readEnabled(step: number, numbers: Int32Array): void {
    this.#layout.unpack(this.#view(), this.#rowAt(step), numbers);
  }

  writeEnabled(step: number, numbers: Int32Array): void {
    this.#layout.pack(numbers, this.#view(), this.#rowAt(step));
  }

  /** The situation that such a step leads to, once it is known. */
  follow(step: number): number {
    return this.#exports.follow(step);
  }

  /** Whether such a step spends a fault. */
  isFault(step: number): boolean {
    return (this.#exports.enabledKind(step) & isFault) !== 0;
  }

  /** The rank that such a step leads to, where it throws what nobody can catch; else undefined. */
  thrownRank(step: number): number | undefined {
    const kind = this.#exports.enabledKind(step);
    if ((kind & throwsUncaught) === 0) return undefined;
    return this.#exports.rankAfter((kind & isFault) === 0 ? 0 : 1, kind & costs);
  }

  /** The numbers of a situation's parts. */
  read(index: number, numbers: Int32Array): void {
    this.#layout.unpack(this.#view(), this.#exports.rowOf(index) >>> 2, numbers);
  }

  /** The situation before one on the best way to it; -1 of the first. */
  parentOf(index: number): number {
    return this.#exports.parentOf(index);
  }

  /** The rank of the best way to a situation. */
  rankOf(index: number): number {
    return this.#exports.rankOf(index);
  }

  /** What a part can do by itself; once more where an action that was put off is known. */
  setMoves(slot: number, part: number, actions: readonly Action[]): void {
    const silent = actions.filter(({ sends }) => sends.length === 0);
    const sending = [...actions.entries()].filter(([, { sends }]) => sends.length > 0);
    const moves = [
      silent.length,
      silent.filter(({ fault }) => fault === 0).length,
      Number(silent.some(({ throws }) => throws)),
      sending.length,
      ...silent.flatMap((action) => [action.next ^ part, kindOf(action)]),
      ...sending.map(([index, action]) =>
        this.#sent(action, kindOf(action), action.deferred === undefined ? 0 : index + 1),
      ),
    ];
    this.#exports.setMoves(slot, part, this.#write(moves));
  }

  /** What a part makes of an envelope; null: it refuses. */
  setReception(slot: number, part: number, envelope: number, reception: Reception | null): void {
    const address = reception === null ? refused : this.#sent(reception, reception.throws ? throwsUncaught : 0, 0);
    this.#exports.setReception(slot, part, envelope, address);
  }

  #sent({ next, sends }: Reception, kind: number, deferred: number): number {
    return this.#write([next, kind, deferred, sends.length / 2, ...sends]);
  }

  /**
   * Writes all rows in another way.
   * @param sign called every now and then
   */
  rewrite(layout: Layout, sign: () => void): void {
    this.#setLayout(layout, nextWordAt, nextShiftAt);
    this.#exports.rewrite(layout.words);
    do sign();
    while (this.#exports.rewriteSome(rewriteStride) !== 0);
    this.#setLayout(layout, wordAt, shiftAt);
    this.#setMasks(layout);
    this.#layout = layout;
  }

  /** Where the slots' numbers lie in a row: in words there, in bytes here. */
  #setLayout({ word, shift }: Layout, wordsAt: number, shiftsAt: number): void {
    const words = this.#view();
    for (let slot = 0, at = this.#slots; slot < this.#width; slot++, at += slotWords) {
      words[at + wordsAt] = 4 * (word[slot] as number);
      words[at + shiftsAt] = shift[slot] as number;
    }
  }

  #setMasks({ mask }: Layout): void {
    const words = this.#view();
    mask.forEach((bits, slot) => (words[this.#slots + slot * slotWords + maskAt] = bits));
  }

  #write(numbers: readonly number[]): number {
    const address = this.#exports.allocate(4 * numbers.length);
    this.#view().set(numbers, address >>> 2);
    return address;
  }

  #rowAt(step: number): number {
    return this.#exports.enabledRow(step) >>> 2;
  }

  /** When the memory grows, what was seen of it before is cut off, and has no length any more. */
  #view(): Int32Array {
    if (this.#words.length === 0) this.#words = new Int32Array(this.#memory.buffer);
    return this.#words;
  }
}

function kindOf({ cost, fault, throws }: Action): number {
  return (cost > 0 ? costs : 0) | (fault > 0 ? isFault : 0) | (throws ? throwsUncaught : 0);
}
