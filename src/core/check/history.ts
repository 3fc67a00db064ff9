/** What a person has stepped through: a tree of moments, because who steps back and chooses otherwise loses nothing. */
import type { Step } from "../simulation/model.ts";
import type { Moment, TakenStep } from "./model.ts";

/** A moment and the step that led there; the start has none. */
export interface Visited {
  readonly moment: Moment;
  readonly step?: Step;
}

interface Node extends Visited {
  readonly parent?: Node;
  readonly depth: number;
  readonly children: Node[];
  /** The child that the line goes on with: the one visited last. */
  onward?: Node;
}

export class SteppingHistory {
  readonly #nodes = new Map<number, Node>();
  readonly #start: Node;
  #current: Node;

  constructor(start: Moment) {
    this.#start = { moment: start, depth: 0, children: [] };
    this.#current = this.#start;
    this.#nodes.set(start.id, this.#start);
  }

  get current(): Visited {
    return this.#current;
  }

  /** How many steps lead to the current moment. */
  get depth(): number {
    return this.#current.depth;
  }

  /** From the start through the current moment, and on along the branch visited last. */
  line(): readonly Visited[] {
    const line: Node[] = [];
    for (let node: Node | undefined = this.#start; node !== undefined; node = node.onward) line.push(node);
    return line;
  }

  /** Adds what was taken where it is new, and goes there. Throws a RangeError where `from` was never visited. */
  visit({ from, moment, step }: Extract<TakenStep, { kind: "taken" }>): void {
    const parent = this.#nodes.get(from);
    if (parent === undefined) throw new RangeError(`Moment ${from} was never visited`);
    if (!this.#nodes.has(moment.id)) {
      const node: Node = { moment, step, parent, depth: parent.depth + 1, children: [] };
      this.#nodes.set(moment.id, node);
      parent.children.push(node);
    }
    this.goTo(moment.id);
  }

  knows(id: number): boolean {
    return this.#nodes.has(id);
  }

  /** Makes a visited moment the current one, and the line go through it. False where there is none. */
  goTo(id: number): boolean {
    const node = this.#nodes.get(id);
    if (node === undefined) return false;
    this.#current = node;
    for (let child = node; child.parent !== undefined; child = child.parent) child.parent.onward = child;
    return true;
  }

  /** False at the start. */
  back(): boolean {
    return this.#current.parent !== undefined && this.goTo(this.#current.parent.moment.id);
  }

  /** Along the line; false at its end. */
  forward(): boolean {
    return this.#current.onward !== undefined && this.goTo(this.#current.onward.moment.id);
  }

  /** For each moment of the line that has other branches: how deep it is, and the first moments of those branches. */
  branches(): readonly { readonly depth: number; readonly others: readonly Visited[] }[] {
    const found: { depth: number; others: Visited[] }[] = [];
    for (let node: Node | undefined = this.#start; node !== undefined; node = node.onward) {
      const { onward, children, depth } = node;
      const others = children.filter((child) => child !== onward);
      if (others.length > 0) found.push({ depth, others });
    }
    return found;
  }
}
