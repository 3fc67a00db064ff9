/**
 * Situations that wait to be visited: fewest faults first, then fewest choices, then in the order in which they came. One
 * that is put in line again, because a better way to it was found, stands there twice; whoever takes it out knows better.
 * To a frontier they are numbers: a search may put others in line, which it wants to meet again at their rank.
 */
import { larger } from "./numbers.ts";

/** Nodes in the order in which they came. */
export class Line {
  #nodes: Int32Array<ArrayBuffer> = new Int32Array(16);
  length = 0;

  push(node: number): void {
    if (this.length === this.#nodes.length) this.#nodes = larger(this.#nodes);
    this.#nodes[this.length++] = node;
  }

  at(index: number): number {
    return this.#nodes[index] as number;
  }
}

/** Faults and choices as one number that orders them: a rank. Choices are its low bits. */
const choiceBits = 20;
const choiceMask = 2 ** choiceBits - 1;
const mostFaults = 2 ** (30 - choiceBits) - 1;

/** The rank of a way with so many faults and choices; undefined where it is longer than ranks can count. */
export function rankOf(faults: number, choices: number): number | undefined {
  return faults > mostFaults || choices > choiceMask ? undefined : faults * 2 ** choiceBits + choices;
}

export class Frontier {
  /** By faults, then by choices. */
  readonly #lines: (Line | undefined)[][] = [];
  #faults = 0;
  #choices = 0;
  #at = 0;

  /** Faults of the situations that are being visited. */
  get faults(): number {
    return this.#faults;
  }

  /** Choices of the situations that are being visited. */
  get choices(): number {
    return this.#choices;
  }

  /** The rank of the situations that are being visited. */
  get rank(): number {
    return this.#faults * 2 ** choiceBits + this.#choices;
  }

  push(node: number, rank: number): void {
    this.line(rank).push(node);
  }

  /** Those that wait with this rank, which must not be over. */
  line(rank: number): Line {
    const byChoices = (this.#lines[rank >> choiceBits] ??= []);
    return (byChoices[rank & choiceMask] ??= new Line());
  }

  /** The next situation of the present rank; undefined at its end. */
  shift(): number | undefined {
    const line = this.#lines[this.#faults]?.[this.#choices];
    return line === undefined || this.#at === line.length ? undefined : line.at(this.#at++);
  }

  /** Goes on to the next rank. False where there is none. */
  advance(): boolean {
    this.#at = 0;
    const byChoices = this.#lines[this.#faults];
    // What was handed out is not kept.
    if (byChoices !== undefined) byChoices[this.#choices] = undefined;
    this.#choices += 1;
    if (this.#choices >= (byChoices?.length ?? 0)) {
      this.#lines[this.#faults] = [];
      this.#faults += 1;
      this.#choices = 0;
    }
    return this.#faults < this.#lines.length;
  }
}
