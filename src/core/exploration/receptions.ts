/** What the parts of one slot make of envelopes, found by two numbers: open addressing, since it is asked all the time. */
/** What a part makes of an envelope: the next part, and what it sends on. */
export interface Reception {
  readonly next: number;
  /** Pairs: slot, number of the envelope. */
  readonly sends: readonly number[];
  /** An exception that nobody can catch any more was thrown. */
  readonly throws: boolean;
}

/** In place of the next part. */
export const refused = -1;
const asked = -2;

/** Words of one place of the table. */
const apart = 4;

export class Receptions {
  /** Fours: part, envelope, index of the reception plus 1 or 0 where free, and what {@link nextOf} says. */
  #table: Int32Array = new Int32Array(apart * 64);
  readonly #found: (Reception | null)[] = [];
  /** The part of each, for {@link changes}. */
  readonly #parts: number[] = [];

  /**
   * The next part, where nothing comes of it but that; -1 where the part refuses the envelope; -2 where {@link get} has to
   * be asked.
   */
  nextOf(part: number, envelope: number): number {
    const place = this.#place(part, envelope);
    return this.#table[place + 2] === 0 ? asked : (this.#table[place + 3] as number);
  }

  /** Null: refused. Undefined: not known yet. */
  get(part: number, envelope: number): Reception | null | undefined {
    const index = this.#table[this.#place(part, envelope) + 2] as number;
    return index === 0 ? undefined : this.#found[index - 1];
  }

  set(part: number, envelope: number, reception: Reception | null): void {
    if (this.get(part, envelope) !== undefined) return;
    if ((this.#found.length + 1) * apart * 2 > this.#table.length) this.#grow();
    this.#found.push(reception);
    this.#parts.push(part);
    this.#put(part, envelope, this.#found.length);
  }

  /** What parts become: pairs of a part and what follows it. */
  *changes(): Generator<readonly [part: number, next: number]> {
    for (const [index, reception] of this.#found.entries()) {
      if (reception !== null) yield [this.#parts[index] as number, reception.next];
    }
  }

  #put(part: number, envelope: number, index: number): void {
    const place = this.#place(part, envelope);
    this.#table[place] = part;
    this.#table[place + 1] = envelope;
    this.#table[place + 2] = index;
    const reception = this.#found[index - 1] ?? null;
    if (reception === null) this.#table[place + 3] = refused;
    else this.#table[place + 3] = reception.sends.length > 0 || reception.throws ? asked : reception.next;
  }

  #place(part: number, envelope: number): number {
    const table = this.#table;
    const places = table.length / apart;
    let mixed = Math.imul(part, 0x9e3779b1) ^ Math.imul(envelope, 0x85ebca6b);
    mixed ^= mixed >>> 15;
    for (let place = mixed & (places - 1); ; place = (place + 1) & (places - 1)) {
      const at = apart * place;
      if (table[at + 2] === 0 || (table[at] === part && table[at + 1] === envelope)) return at;
    }
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += apart) {
      const index = before[at + 2] as number;
      if (index > 0) this.#put(before[at] as number, before[at + 1] as number, index);
    }
  }
}
