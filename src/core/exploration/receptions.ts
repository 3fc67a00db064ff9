/** What the parts of one slot make of envelopes. */

/** What a part makes of an envelope: the next part, and what it sends on. */
export interface Reception {
  readonly next: number;
  /** Pairs: slot, number of the envelope. */
  readonly sends: readonly number[];
  /** An exception that nobody can catch any more was thrown. */
  readonly throws: boolean;
}

export class Receptions {
  /** By part, then by envelope. */
  readonly #found: Map<number, Reception | null>[] = [];

  /** Null: refused. Undefined: not known yet. */
  get(part: number, envelope: number): Reception | null | undefined {
    return this.#found[part]?.get(envelope);
  }

  set(part: number, envelope: number, reception: Reception | null): void {
    const byEnvelope = (this.#found[part] ??= new Map<number, Reception | null>());
    if (!byEnvelope.has(envelope)) byEnvelope.set(envelope, reception);
  }

  /** What parts become: pairs of a part and what follows it. */
  *changes(): Generator<readonly [part: number, next: number]> {
    for (const [part, byEnvelope] of this.#found.entries()) {
      for (const reception of byEnvelope?.values() ?? []) if (reception !== null) yield [part, reception.next];
    }
  }
}
