/** Situations that wait to be visited: fewest faults first, then fewest choices, then in the order in which they came. */
import { larger } from "./situations.ts";

/** Nodes in the order in which they came. */
class Line {
  #nodes = new Int32Array(16);
  length = 0;

  push(node: number): void {
    if (this.length === this.#nodes.length) this.#nodes = larger(this.#nodes);
    this.#nodes[this.length++] = node;
  }

  at(index: number): number {
    return this.#nodes[index] as number;
  }
}

/** Faults and choices as one number that orders them: faults times this, plus choices. */
const perFault = 2 ** 32;

/** Nodes are numbered from 0 without gaps. Numbers in arrays, because there may be millions of them. */
export class Frontier {
  /** By faults, then by choices. A faster way is pushed again; what it overtakes is passed over. */
  readonly #lines: (Line | undefined)[][] = [];
  /** Of each node the best way to it; once it was visited, -1 minus that. */
  #best = new Float64Array(1024);
  /** One more than the highest node that was ever put in line. */
  known = 0;
  #faults = 0;
  #choices = 0;
  #at = 0;

  push(node: number, faults: number, choices: number): void {
    if (node >= this.#best.length) {
      const grown = new Float64Array(this.#best.length * 2);
      grown.set(this.#best);
      this.#best = grown;
    }
    this.known = Math.max(this.known, node + 1);
    this.#best[node] = faults * perFault + choices;
    const byChoices = (this.#lines[faults] ??= []);
    (byChoices[choices] ??= new Line()).push(node);
  }

  faultsOf(node: number): number {
    return Math.floor(this.#wayTo(node) / perFault);
  }

  choicesOf(node: number): number {
    return this.#wayTo(node) % perFault;
  }

  /** Whether a situation that still waits is reached with fewer choices or faults this way. */
  improves(node: number, faults: number, choices: number): boolean {
    return node < this.known && faults * perFault + choices < (this.#best[node] as number);
  }

  #wayTo(node: number): number {
    const best = this.#best[node] as number;
    return best < 0 ? -1 - best : best;
  }

  /** The next situation to visit. */
  shift(): number | undefined {
    for (;;) {
      const byChoices = this.#lines[this.#faults];
      if (byChoices === undefined) return undefined;
      const line = byChoices[this.#choices];
      if (line !== undefined && this.#at < line.length) {
        const node = line.at(this.#at++);
        const way = this.#faults * perFault + this.#choices;
        if (this.#best[node] !== way) continue;
        this.#best[node] = -1 - way;
        return node;
      }
      this.#at = 0;
      if (this.#choices < byChoices.length) {
        byChoices[this.#choices] = undefined;
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
    return this.#at >= (this.#lines[this.#faults]?.[this.#choices]?.length ?? 0);
  }

  /** The one of these that was to be visited first. */
  firstOf(nodes: Iterable<number>): number | undefined {
    let first: number | undefined;
    for (const node of nodes) {
      if (node >= this.known) continue;
      const order = first === undefined ? -1 : this.#wayTo(node) - this.#wayTo(first);
      if (order < 0) first = node;
    }
    return first;
  }
}
