/** How the numbers of a situation's parts lie in 32-bit words: as few bits for each slot as its parts need. */

/** Bits of one word. */
const wordBits = 32;

export class Layout {
  /** Words of a row; at least one. */
  readonly words: number;
  /** Of each slot: its word, where in it the number begins, and as many ones as it has bits. */
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly mask: Int32Array;

  /** @param counts how many parts each slot has; a number is always below its slot's count. */
  constructor(counts: readonly number[]) {
    const bits = counts.map((count) => wordBits - Math.clz32(Math.max(0, count - 1)));
    this.word = new Int32Array(counts.length);
    this.shift = new Int32Array(counts.length);
    this.mask = Int32Array.from(bits, (width) => 2 ** width - 1);
    const used: number[] = [0];
    // The widest first, each into the first word that has room.
    for (const slot of [...bits.keys()].sort((a, b) => (bits[b] as number) - (bits[a] as number))) {
      const width = bits[slot] as number;
      let word = used.findIndex((taken) => taken + width <= wordBits);
      if (word < 0) word = used.push(0) - 1;
      this.word[slot] = word;
      this.shift[slot] = (used[word] as number) % wordBits;
      used[word] = (used[word] as number) + width;
    }
    this.words = used.length;
  }

  /** One with as much room for more parts, the same for all slots, as takes no more words: rows are seldom rewritten. */
  static roomy(counts: readonly number[]): Layout {
    let roomy = new Layout(counts);
    for (let more = 2; more < 2 ** wordBits; more *= 2) {
      const next = new Layout(counts.map((count) => Math.max(count, Math.min(more * count, 2 ** (wordBits - 1)))));
      if (next.words > roomy.words) break;
      roomy = next;
    }
    return roomy;
  }

  /** Whether so many parts can still be told apart. */
  fits(counts: readonly number[]): boolean {
    return counts.every((count, slot) => count - 1 <= (this.mask[slot] as number) >>> 0);
  }

  /** The numbers of the row that begins at `from`. */
  unpack(rows: Int32Array, from: number, numbers: Int32Array): void {
    const { word, shift, mask } = this;
    for (let slot = 0; slot < numbers.length; slot++) {
      numbers[slot] =
        ((rows[from + (word[slot] as number)] as number) >>> (shift[slot] as number)) & (mask[slot] as number);
    }
  }

  /** Writes a row that begins at `to`. */
  pack(numbers: ArrayLike<number>, rows: Int32Array, to: number): void {
    const { word, shift } = this;
    for (let i = to; i < to + this.words; i++) rows[i] = 0;
    for (let slot = 0; slot < numbers.length; slot++) {
      const at = to + (word[slot] as number);
      rows[at] = (rows[at] as number) | ((numbers[slot] as number) << (shift[slot] as number));
    }
  }
}
