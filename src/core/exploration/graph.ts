/** A graph of numbered nodes, as flat arrays: there may be millions of edges. */
import { larger } from "./numbers.ts";

/** Edges that are gone through between two signs of life; a power of two. */
const stride = 2 ** 20;

export class Graph {
  readonly nodes: number;
  readonly #sign: () => void;
  /** Edges that were gone through. */
  #passed = 0;
  /** Pairs: from, to. */
  #edges = new Int32Array(64);
  #end = 0;

  /** @param sign called every now and then: millions of edges take seconds */
  constructor(nodes: number, sign: () => void = () => undefined) {
    this.nodes = nodes;
    this.#sign = sign;
  }

  add(from: number, to: number): void {
    if (this.#end + 2 > this.#edges.length) this.#edges = larger(this.#edges);
    this.#edges[this.#end++] = from;
    this.#edges[this.#end++] = to;
  }

  /** Whether something can come back to itself. */
  hasCycle(): boolean {
    const { starts, others } = this.#grouped(0);
    const before = new Int32Array(this.nodes);
    for (const to of others) before[to] = (before[to] as number) + 1;
    const free: number[] = [];
    for (let node = 0; node < this.nodes; node++) if (before[node] === 0) free.push(node);
    let removed = 0;
    for (let node = free.pop(); node !== undefined; node = free.pop()) {
      removed += 1;
      for (let i = starts[node] as number; i < (starts[node + 1] as number); i++) {
        this.#pass();
        const to = others[i] as number;
        const left = (before[to] as number) - 1;
        before[to] = left;
        if (left === 0) free.push(to);
      }
    }
    return removed < this.nodes;
  }

  /** The nodes from which none of these ends can be reached. */
  *without(ends: Iterable<number>): Generator<number> {
    const { starts, others } = this.#grouped(1);
    const saved = new Uint8Array(this.nodes);
    const waiting: number[] = [];
    for (const end of ends) {
      saved[end] = 1;
      waiting.push(end);
    }
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (let i = starts[node] as number; i < (starts[node + 1] as number); i++) {
        this.#pass();
        const from = others[i] as number;
        if (saved[from] === 1) continue;
        saved[from] = 1;
        waiting.push(from);
      }
    }
    for (let node = 0; node < this.nodes; node++) if (saved[node] === 0) yield node;
  }

  #pass(): void {
    if ((++this.#passed & (stride - 1)) === 0) this.#sign();
  }

  /** The edges in the order of one of their ends (0: where they begin, 1: where they lead), with the other end. */
  #grouped(by: 0 | 1): { readonly starts: Int32Array; readonly others: Int32Array } {
    const edges = this.#edges;
    const starts = new Int32Array(this.nodes + 1);
    for (let edge = 0; edge < this.#end; edge += 2) {
      const after = (edges[edge + by] as number) + 1;
      starts[after] = (starts[after] as number) + 1;
    }
    for (let node = 0; node < this.nodes; node++) {
      starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
    }
    const next = starts.slice();
    const others = new Int32Array(this.#end / 2);
    for (let edge = 0; edge < this.#end; edge += 2) {
      this.#pass();
      const node = edges[edge + by] as number;
      const place = next[node] as number;
      next[node] = place + 1;
      others[place] = edges[edge + 1 - by] as number;
    }
    return { starts, others };
  }
}
