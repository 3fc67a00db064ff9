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

  /** The next situation of the present rank, the one of as many faults and choices; undefined at its end. */
  shift(): number | undefined {
    const line = this.#lines[this.#faults]?.[this.#choices];
    if (line === undefined) return undefined;
    const way = this.#faults * perFault + this.#choices;
    while (this.#at < line.length) {
      const node = line.at(this.#at++);
      if (this.#best[node] !== way) continue;
      this.#best[node] = -1 - way;
      return node;
    }
    return undefined;
  }

  /** Goes on to the next rank. False where there is none. */
  advance(): boolean {
    this.#at = 0;
    const byChoices = this.#lines[this.#faults];
    if (byChoices === undefined) return false;
    byChoices[this.#choices] = undefined;
    this.#choices += 1;
    if (this.#choices >= byChoices.length) {
      this.#lines[this.#faults] = [];
      this.#faults += 1;
      this.#choices = 0;
    }
    return this.#faults < this.#lines.length;
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
