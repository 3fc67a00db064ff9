/** Every situation seen so far as a row of small numbers, told apart exactly: open addressing over whole rows. */
export class Situations {
  readonly #width: number;
  #rows: Int32Array;
  /**
   * The index of a row plus 1 in the low bits, as many as the table's length has; above them the same bits of the row's
   * hash, which spare most looks at rows that differ. 0 where free.
   */
  #table: Int32Array;
  #count = 0;

  /** @param width numbers in a row */
  constructor(width: number) {
    this.#width = width;
    this.#rows = new Int32Array(width * 1024);
    this.#table = new Int32Array(4096);
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#rows.byteLength + this.#table.byteLength;
  }

  /** Copies a row. */
  read(index: number, into: Int32Array): void {
    const at = index * this.#width;
    for (let i = 0; i < this.#width; i++) into[i] = this.#rows[at + i] as number;
  }

  /** The hash of the row that begins at `from`, for {@link add}. */
  hash(rows: Int32Array, from: number): number {
    return hash(rows, from, this.#width);
  }

  /**
   * The first situation to compare a row of this hash with, or -1. Asked for several rows before the first of them is
   * added, the waits for memory overlap: a large table is slow only because each look goes somewhere else.
   */
  guess(hashed: number): number {
    const low = this.#table.length - 1;
    const entry = this.#table[hashed & low] as number;
    return ((entry ^ hashed) & ~low) === 0 ? (entry & low) - 1 : -1;
  }

  /** Whether a situation is the row that begins at `from`. */
  is(index: number, rows: Int32Array, from: number): boolean {
    const known = this.#rows;
    const at = index * this.#width;
    for (let i = 0; i < this.#width; i++) if (known[at + i] !== rows[from + i]) return false;
    return true;
  }

  /** The index of the row that begins at `from`, or -1. */
  find(rows: Int32Array, from = 0): number {
    const place = this.#place(rows, from, this.hash(rows, from));
    return ((this.#table[place] as number) & (this.#table.length - 1)) - 1;
  }

  /** The index of the row that begins at `from`; it is added where it is new: then the index is what `count` was before. */
  add(rows: Int32Array, from: number, hashed: number): number {
    const place = this.#place(rows, from, hashed);
    const low = this.#table.length - 1;
    const known = ((this.#table[place] as number) & low) - 1;
    if (known >= 0) return known;
    const index = this.#count++;
    if ((index + 1) * this.#width > this.#rows.length) this.#rows = larger(this.#rows);
    const at = index * this.#width;
    for (let i = 0; i < this.#width; i++) this.#rows[at + i] = rows[from + i] as number;
    this.#table[place] = (hashed & ~low) | (index + 1);
    if (this.#count * 3 > this.#table.length * 2) this.#rehash();
    return index;
  }

  /** Where the row is in the table, or the free place where it belongs. */
  #place(rows: Int32Array, from: number, hashed: number): number {
    const table = this.#table;
    const low = table.length - 1;
    let place = hashed & low;
    for (;;) {
      const entry = table[place] as number;
      if (entry === 0) return place;
      if (((entry ^ hashed) & ~low) === 0 && this.is((entry & low) - 1, rows, from)) return place;
      place = (place + 1) & low;
    }
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2);
    const low = table.length - 1;
    for (let index = 0; index < this.#count; index++) {
      const hashed = this.hash(this.#rows, index * this.#width);
      let place = hashed & low;
      while (table[place] !== 0) place = (place + 1) & low;
      table[place] = (hashed & ~low) | (index + 1);
    }
    this.#table = table;
  }
}

export function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}

/** 32 bits, signed, as a table of such numbers gives them back. */
function hash(numbers: Int32Array, from: number, length: number): number {
  let value = 0x9e3779b1 | 0;
  for (let i = from; i < from + length; i++) {
    value = Math.imul(value ^ (numbers[i] as number), 0x85ebca6b);
    value ^= value >>> 15;
  }
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}
