/**
 * Every situation seen so far as a row of a few words, told apart exactly: open addressing over whole rows. In the table
 * each row stands beside its index and the rank of the best way to it, so that a situation, be it new or, which most are,
 * met again, costs one wait for memory and no more.
 */
import { larger, release } from "./numbers.ts";

/** Of all places in the table, at most so many of four are taken. */
const fullAt = 3;

/** A small table grows to eight times its size, a large one only to twice, because memory counts then. */
const small = 2 ** 17;
const large = 2 ** 20;

export class Situations {
  /** Words of a row. */
  readonly words: number;
  /** Words from one place of the table to the next. */
  readonly #apart: number;
  /** In each place the row, behind it the rank plus 1, which is 0 where the place is free, and the index. */
  #table: Int32Array<ArrayBuffer>;
  /** By index. */
  #rows: Int32Array<ArrayBuffer>;
  /** By index, a bit each. */
  #visited: Int32Array<ArrayBuffer>;
  #places = 1024;
  #count = 0;
  #hashes = new Int32Array(1024);
  /** What {@link add} found: numbers of rows, and the situations that they are. */
  better = new Int32Array(1024);
  betterAt = new Int32Array(1024);

  /** @param words of a row */
  constructor(words: number) {
    this.words = words;
    this.#apart = words + 2;
    this.#table = new Int32Array(this.#places * this.#apart);
    this.#rows = new Int32Array(words * this.#places);
    this.#visited = new Int32Array(this.#places / 32);
  }

  get count(): number {
    return this.#count;
  }

  /** All rows, one behind the other, with more room behind the last. Another array after each {@link add}. */
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
   * Ways lead to the first `count` of these rows, each of the rank that `ranks` has for the low bits of its kind. Returns
   * how many of them are the first or a better way to a situation: which ones is in {@link better}, to which situations
   * in {@link betterAt}. Nearly all the time goes into waiting for memory: read in a round of their own, the waits
   * overlap.
   */
  add(rows: Int32Array, kinds: Int32Array, ranks: Int32Array, count: number): number {
    while (this.#hashes.length < count) this.#hashes = larger(this.#hashes);
    while (this.better.length < count) this.better = larger(this.better);
    while (this.betterAt.length < count) this.betterAt = larger(this.betterAt);
    this.#reserve(count);
    const [hashes, table, low] = [this.#hashes, this.#table, this.#places - 1];
    hashAll(rows, count, this.words, hashes);
    // Written somewhere, so that nobody leaves a round out that only reads.
    this.betterAt[0] = touchAll(table, low, this.#apart, hashes, count);
    return this.#addAll(rows, kinds, ranks, count);
  }

  #addAll(rows: Int32Array, kinds: Int32Array, ranks: Int32Array, count: number): number {
    const { words, better, betterAt } = this;
    const [hashes, table, low, apart] = [this.#hashes, this.#table, this.#places - 1, this.#apart];
    const costBits = ranks.length - 1;
    let end = 0;
    for (let i = 0, from = 0; i < count; i++, from += words) {
      const rank = ranks[(kinds[i] as number) & costBits] as number;
      for (let place = (hashes[i] as number) & low; ; place = (place + 1) & low) {
        const at = place * apart;
        const best = table[at + words] as number;
        if (best !== 0 && !same(table, at, rows, from, words)) continue;
        if (best !== 0 && best <= rank + 1) break;
        if (best === 0) this.#put(at, rows, from);
        table[at + words] = rank + 1;
        better[end] = i;
        betterAt[end++] = table[at + words + 1] as number;
        break;
      }
    }
    return end;
  }

  /** A new situation, whose place in the table is free and begins at `at`. There has to be room for it. */
  #put(at: number, rows: Int32Array, from: number): void {
    const { words } = this;
    const index = this.#count++;
    for (let i = 0; i < words; i++) {
      const word = rows[from + i] as number;
      this.#rows[index * words + i] = word;
      this.#table[at + i] = word;
    }
    this.#table[at + words + 1] = index;
  }

  /** Adds the situation that everything begins with, and returns its index. */
  start(row: Int32Array): number {
    this.add(row, Int32Array.of(0), Int32Array.of(0), 1);
    return this.betterAt[0] as number;
  }

  /** The index of the row that begins at `from`, or -1. */
  find(rows: Int32Array, from: number): number {
    const place = this.#find(rows, from, hash(rows, from, this.words));
    return this.#table[place * this.#apart + this.words] === 0
      ? -1
      : (this.#table[place * this.#apart + this.words + 1] as number);
  }

  /** The same situations with other rows. @param rewrite writes a row of this one as one of those */
  copied(words: number, rewrite: (rows: Int32Array, from: number, row: Int32Array) => void): Situations {
    const copy = new Situations(words);
    const row = new Int32Array(words);
    const rank = new Int32Array(1);
    const kind = new Int32Array(1);
    for (let index = 0; index < this.#count; index++) {
      rewrite(this.#rows, index * this.words, row);
      rank[0] = this.rank(index);
      copy.add(row, kind, rank, 1);
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

  /** Room for so many situations more. */
  #reserve(more: number): void {
    const count = this.#count + more;
    while (count * this.words > this.#rows.length) this.#rows = larger(this.#rows);
    while (count > this.#visited.length * 32) this.#visited = larger(this.#visited);
    while (count * 4 > this.#places * fullAt) this.#grow();
  }

  #grow(): void {
    const [table, apart, words] = [this.#table, this.#apart, this.words];
    const before = this.#places;
    this.#places *= before < small ? 8 : before < large ? 4 : 2;
    const low = this.#places - 1;
    this.#table = new Int32Array(this.#places * apart);
    for (let old = 0; old < before; old++) {
      const at = old * apart;
      if (table[at + words] === 0) continue;
      // No two rows are the same: the first free place will do.
      let place = hash(table, at, words) & low;
      while (this.#table[place * apart + words] !== 0) place = (place + 1) & low;
      for (let i = 0; i < apart; i++) this.#table[place * apart + i] = table[at + i] as number;
    }
    release(table);
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
