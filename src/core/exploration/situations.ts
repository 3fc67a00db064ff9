/** Every situation seen so far as a row of small numbers, told apart exactly: open addressing over whole rows. */
export class Situations {
  readonly #width: number;
  #rows: Int32Array;
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

  /** The index of this row, or -1. */
  find(row: Int32Array): number {
    return (this.#table[this.#place(row)] as number) - 1;
  }

  /** The index of this row, which is added where it is new: then the index is what `count` was before. */
  add(row: Int32Array): number {
    const place = this.#place(row);
    const known = (this.#table[place] as number) - 1;
    if (known >= 0) return known;
    const index = this.#count++;
    if ((index + 1) * this.#width > this.#rows.length) this.#rows = larger(this.#rows);
    this.#rows.set(row, index * this.#width);
    this.#table[place] = index + 1;
    if (this.#count * 3 > this.#table.length * 2) this.#rehash();
    return index;
  }

  /** Where the row is in the table, or the free place where it belongs. */
  #place(row: Int32Array): number {
    const mask = this.#table.length - 1;
    let place = hash(row, 0, this.#width) & mask;
    for (;;) {
      const index = this.#table[place] as number;
      if (index === 0 || this.#same(index - 1, row)) return place;
      place = (place + 1) & mask;
    }
  }

  #same(index: number, row: Int32Array): boolean {
    const at = index * this.#width;
    for (let i = 0; i < this.#width; i++) if (this.#rows[at + i] !== row[i]) return false;
    return true;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2);
    const mask = table.length - 1;
    for (let index = 0; index < this.#count; index++) {
      let place = hash(this.#rows, index * this.#width, this.#width) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = index + 1;
    }
    this.#table = table;
  }
}

export function larger(array: Int32Array): Int32Array {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}

function hash(numbers: Int32Array, from: number, length: number): number {
  let value = 0x9e3779b1;
  for (let i = from; i < from + length; i++) {
    value = Math.imul(value ^ (numbers[i] as number), 0x85ebca6b);
    value ^= value >>> 15;
  }
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
