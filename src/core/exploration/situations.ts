/**
 * Every situation seen so far as a row of a few words, told apart exactly: open addressing over whole rows. In the table
 * each row stands beside the rank of the best way to it, so that a situation that is met again, which most are, costs one
 * wait for memory and no more.
 */
import { larger, release } from "./numbers.ts";

/** Of all places in the table, at most so many of four are taken. */
const fullAt = 3;

/** A table of fewer places grows to four times its size, a larger one to twice, because memory counts then. */
const large = 2 ** 20;

export class Situations {
  /** Words of a row. */
  readonly words: number;
  /** Words from one place of the table to the next: the rank lies behind the row. */
  readonly #apart: number;
  /** The rank plus 1; 0 where the place is free. */
  #table: Int32Array<ArrayBuffer>;
  /** Of each place the index of its row. */
  #indices: Int32Array<ArrayBuffer>;
  /** By index. */
  #rows: Int32Array<ArrayBuffer>;
  /** By index, a bit each. */
  #visited: Int32Array<ArrayBuffer>;
  #places = 1024;
  #count = 0;

  /** @param words of a row */
  constructor(words: number) {
    this.words = words;
    this.#apart = words + 1;
    this.#table = new Int32Array(this.#places * this.#apart);
    this.#indices = new Int32Array(this.#places);
    this.#rows = new Int32Array(words * this.#places);
    this.#visited = new Int32Array(this.#places / 32);
  }

  get count(): number {
    return this.#count;
  }

  /** All rows, one behind the other, with more room behind the last. Another array after each {@link note}. */
  get rows(): Int32Array<ArrayBuffer> {
    return this.#rows;
  }

  /** Whether a situation has not been visited before; it has been from now on. */
  visit(index: number): boolean {
    const bits = this.#visited[index >> 5] as number;
    const bit = 1 << (index & 31);
    this.#visited[index >> 5] = bits | bit;
    return (bits & bit) === 0;
  }

  /** The rank of the best way to the situation. Not for the inner loop. */
  rank(index: number): number {
    const from = index * this.words;
    return (
      (this.#table[
        this.#find(this.#rows, from, hash(this.#rows, from, this.words)) * this.#apart + this.words
      ] as number) - 1
    );
  }

  /**
   * Looks up the first `count` of these rows; to each leads a way of the rank that `ranks` has for the low bits of its
   * kind. Writes their hashes, for {@link note}, and in `found` the numbers of those for which that may be the first or a
   * better way; returns how many. Nearly all the time goes into waiting for memory: read in a round of their own, the
   * waits overlap.
   */
  sift(
    rows: Int32Array,
    kinds: Int32Array,
    ranks: Int32Array,
    count: number,
    hashes: Int32Array,
    found: Int32Array,
  ): number {
    hashAll(rows, count, this.words, hashes);
    // Written somewhere, so that nobody leaves a round out that only reads.
    found[0] = touchAll(this.#table, this.#places - 1, this.words + 1, hashes, count);
    return siftAll(this.#table, this.#places - 1, this.words, rows, kinds, ranks, count, hashes, found);
  }

  /** A way of this rank leads to the row that begins at `from`. Its index where that is the first or a better one; or -1. */
  note(rows: Int32Array, from: number, hashed: number, rank: number): number {
    const { words } = this;
    const place = this.#find(rows, from, hashed);
    const at = place * this.#apart;
    const best = this.#table[at + words] as number;
    if (best !== 0) {
      if (best <= rank + 1) return -1;
      this.#table[at + words] = rank + 1;
      return this.#indices[place] as number;
    }
    const index = this.#count++;
    if ((index + 1) * words > this.#rows.length) this.#rows = larger(this.#rows);
    if (index >> 5 === this.#visited.length) this.#visited = larger(this.#visited);
    for (let i = 0; i < words; i++) {
      const word = rows[from + i] as number;
      this.#rows[index * words + i] = word;
      this.#table[at + i] = word;
    }
    this.#table[at + words] = rank + 1;
    this.#indices[place] = index;
    if (this.#count * 4 > this.#places * fullAt) this.#grow();
    return index;
  }

  /** Adds the situation that everything begins with, and returns its index. */
  start(row: Int32Array): number {
    return this.note(row, 0, hash(row, 0, this.words), 0);
  }

  /** The index of the row that begins at `from`, or -1. */
  find(rows: Int32Array, from: number): number {
    const place = this.#find(rows, from, hash(rows, from, this.words));
    return this.#table[place * this.#apart + this.words] === 0 ? -1 : (this.#indices[place] as number);
  }

  /** The same situations with other rows. @param rewrite writes a row of this one as one of those */
  copied(words: number, rewrite: (rows: Int32Array, from: number, row: Int32Array) => void): Situations {
    const copy = new Situations(words);
    const row = new Int32Array(words);
    for (let index = 0; index < this.#count; index++) {
      rewrite(this.#rows, index * this.words, row);
      copy.note(row, 0, hash(row, 0, words), this.rank(index));
    }
    copy.#visited.set(this.#visited.subarray(0, (this.#count + 31) >> 5));
    return copy;
  }

  /** The place of the row, or the free one where it belongs. */
  #find(rows: Int32Array, from: number, hashed: number): number {
    const { words } = this;
    const table = this.#table;
    const low = this.#places - 1;
    for (let place = hashed & low; ; place = (place + 1) & low) {
      const at = place * this.#apart;
      if (table[at + words] === 0 || same(table, at, rows, from, words)) return place;
    }
  }

  #grow(): void {
    const [table, indices, apart] = [this.#table, this.#indices, this.#apart];
    const before = this.#places;
    this.#places *= before < large ? 4 : 2;
    this.#table = new Int32Array(this.#places * apart);
    this.#indices = new Int32Array(this.#places);
    for (let old = 0; old < before; old++) {
      const at = old * apart;
      if (table[at + this.words] === 0) continue;
      const place = this.#find(table, at, hash(table, at, this.words));
      for (let i = 0; i < apart; i++) this.#table[place * apart + i] = table[at + i] as number;
      this.#indices[place] = indices[old] as number;
    }
    release(table);
    release(indices);
  }
}

function hashAll(rows: Int32Array, count: number, words: number, hashes: Int32Array): void {
  for (let i = 0, at = 0; i < count; i++, at += words) hashes[i] = hash(rows, at, words);
}

function touchAll(table: Int32Array, low: number, apart: number, hashes: Int32Array, count: number): number {
  let touched = 0;
  for (let i = 0; i < count; i++) touched ^= table[((hashes[i] as number) & low) * apart] as number;
  return touched;
}

function siftAll(
  table: Int32Array,
  low: number,
  words: number,
  rows: Int32Array,
  kinds: Int32Array,
  ranks: Int32Array,
  count: number,
  hashes: Int32Array,
  found: Int32Array,
): number {
  const apart = words + 1;
  const costBits = ranks.length - 1;
  let end = 0;
  for (let i = 0, from = 0; i < count; i++, from += words) {
    const rank = ranks[(kinds[i] as number) & costBits] as number;
    for (let place = (hashes[i] as number) & low; ; place = (place + 1) & low) {
      const at = place * apart;
      const best = table[at + words] as number;
      if (best === 0) {
        found[end++] = i;
        break;
      }
      if (!same(table, at, rows, from, words)) continue;
      if (best > rank + 1) found[end++] = i;
      break;
    }
  }
  return end;
}

/** Most rows are one word: the first is looked at by itself, without a loop. */
function same(a: Int32Array, atA: number, b: Int32Array, atB: number, words: number): boolean {
  if (a[atA] !== b[atB]) return false;
  for (let i = 1; i < words; i++) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}

/** 32 bits. */
function hash(numbers: Int32Array, from: number, words: number): number {
  let value = Math.imul(numbers[from] as number, 0x85ebca6b);
  value ^= value >>> 15;
  for (let i = 1; i < words; i++) {
    value = Math.imul(value ^ (numbers[from + i] as number), 0x85ebca6b);
    value ^= value >>> 15;
  }
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}
