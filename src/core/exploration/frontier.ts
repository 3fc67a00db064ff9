/** Situations that wait to be visited: fewest faults first, then fewest choices, then in the order in which they came. */

interface Waiting {
  readonly node: number;
  readonly faults: number;
  readonly choices: number;
}

export class Frontier {
  /** By faults, then by choices. A faster way is pushed again; what it overtakes is passed over. */
  readonly #lines: Waiting[][][] = [];
  readonly #best: (Waiting & { visited: boolean })[] = [];
  #faults = 0;
  #choices = 0;
  #at = 0;

  push(node: number, faults: number, choices: number): void {
    const waiting = { node, faults, choices };
    this.#best[node] = { ...waiting, visited: false };
    const byChoices = (this.#lines[faults] ??= []);
    (byChoices[choices] ??= []).push(waiting);
  }

  /** Whether a situation that still waits is reached with fewer choices or faults this way. */
  improves(node: number, faults: number, choices: number): boolean {
    const best = this.#best[node];
    if (best === undefined || best.visited) return false;
    return faults < best.faults || (faults === best.faults && choices < best.choices);
  }

  shift(): Waiting | undefined {
    for (;;) {
      const line = this.#lines[this.#faults];
      if (line === undefined) return undefined;
      const next = line[this.#choices]?.[this.#at];
      if (next !== undefined) {
        this.#at += 1;
        const best = this.#best[next.node];
        if (best === undefined || best.visited || best.faults !== next.faults || best.choices !== next.choices)
          continue;
        best.visited = true;
        return next;
      }
      this.#at = 0;
      if (this.#choices < line.length) {
        line[this.#choices] = [];
        this.#choices += 1;
      } else {
        this.#lines[this.#faults] = [];
        this.#faults += 1;
        this.#choices = 0;
      }
    }
  }

  /** Whether everything of the present rank has been visited. */
  rankEnds(): boolean {
    return this.#lines[this.#faults]?.[this.#choices]?.[this.#at] === undefined;
  }

  /** The one of these that was to be visited first. */
  firstOf(nodes: ReadonlySet<number>): number | undefined {
    let first: Waiting | undefined;
    for (const node of nodes) {
      const one = this.#best[node];
      if (one === undefined) continue;
      const earlier =
        first === undefined ||
        one.faults < first.faults ||
        (one.faults === first.faults && one.choices < first.choices);
      if (earlier) first = one;
    }
    return first?.node;
  }
}
