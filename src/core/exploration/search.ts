/**
 * All schedules within a bound, the clear way: whole worlds, told apart by exact texts. Situations are visited in the
 * order of fewest faults, then fewest choices that are not a `step`, so that the first violation found is the shortest.
 * The packed search must agree with this one, situation for situation.
 */
import { choices } from "../simulation/choices.ts";
import { spends } from "../simulation/faultKinds.ts";
import { label } from "../simulation/label.ts";
import type { CheckSpec, Choice, ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { isDrained, isStuck } from "../simulation/run.ts";
import { sizeOf, StateKeys } from "../simulation/stateKey.ts";
import { take, type StepResult } from "../simulation/step.ts";
import { viewOf } from "../simulation/view.ts";
import { startWorld, type World } from "../simulation/world.ts";
import { Frontier, rankOf } from "./frontier.ts";
import { Graph } from "./graph.ts";
import type { SearchBudget, SearchOutcome, SearchResult, SearchTally, SearchTold, Violation } from "./model.ts";
import { exceeds, inOrderOf, throwsUnheard } from "./violations.ts";

export interface SearchOptions {
  readonly budget: SearchBudget;
  /** The present time in milliseconds; the core has no clock. */
  readonly clock: () => number;
  /** Whether there is nearly no memory left; the core cannot see that. */
  readonly isFull?: () => boolean;
  readonly onProgress?: (told: SearchTold) => void;
  /** Only what the scenario itself checks, and nothing that every run has to keep. */
  readonly ownChecksOnly?: boolean;
}

interface Node {
  readonly world: World;
  readonly parent: number;
  readonly by: Choice | undefined;
}

/** Characters of keys that are kept at most: a space whose situations grow must not eat up the memory. */
const mostText = 24_000_000;

/** Situations between two looks at the clock. */
const stride = 64;

/** Rejects only with what the oracle rejects with. */
export async function search(spec: ScenarioSpec, memo: AnswerMemo, options: SearchOptions): Promise<SearchResult> {
  for (;;) {
    const before = sizeOf(memo.looked);
    const result = await new Search(spec, memo, options).run();
    // Code looked at something that had been left out of the situations: they have to be told apart more finely.
    if (result !== "outdated" && sizeOf(memo.looked) === before) return result;
  }
}

/** In the frontier, in place of a situation: an exception is thrown on a way of this rank. */
const thrownHere = -1;

class Search {
  readonly #spec: ScenarioSpec;
  readonly #memo: AnswerMemo;
  readonly #options: SearchOptions;
  readonly #keys: StateKeys;
  readonly #looked: number;
  readonly #nodes: Node[] = [];
  readonly #seen = new Map<string, number>();
  readonly #frontier = new Frontier();
  /** Of each node the rank of the best way to it. */
  readonly #best: number[] = [];
  readonly #visited = new Set<number>();
  /** Successors of each node, for what can only be seen in the whole graph. */
  readonly #edges: number[][] = [];
  readonly #drained = new Set<number>();
  readonly #reached = new Set<string>();
  readonly #violations: Violation[] = [];
  /** The first of the least rank. */
  #thrown: { readonly rank: number; readonly violation: Violation } | undefined;
  #transitions = 0;
  #depth = 0;
  /** Characters of all keys. */
  #weight = 0;

  constructor(spec: ScenarioSpec, memo: AnswerMemo, options: SearchOptions) {
    this.#spec = spec;
    this.#memo = memo;
    this.#options = options;
    this.#keys = new StateKeys(spec, memo.looked);
    this.#looked = sizeOf(memo.looked);
  }

  async run(): Promise<SearchResult | "outdated"> {
    const { clock, budget, isFull, onProgress } = this.#options;
    const end = clock() + budget.timeMs;
    this.#add(startWorld(this.#spec), -1, undefined, 0, 0);
    for (let visited = 0; ; visited++) {
      const node = this.#nextNode();
      if (node === undefined) break;
      const { faults, choices: depth } = this.#frontier;
      this.#depth = Math.max(this.#depth, depth);
      const failed = await this.#visit(node, faults, depth);
      if (failed !== undefined) return this.#result(failed);
      if (sizeOf(this.#memo.looked) !== this.#looked) return "outdated";
      if (visited % stride === 0) {
        if (clock() > end) return this.#result(this.#unless({ kind: "stopped", why: "time" }));
        onProgress?.(this.#tally());
      }
      if (isFull?.() === true || this.#nodes.length > budget.states || this.#weight + this.#keys.weight > mostText)
        return this.#result(this.#unless({ kind: "stopped", why: "states" }));
    }
    if (this.#violations.length === 0) this.#lookAtWholeGraph();
    return this.#result(this.#unless({ kind: "complete" }));
  }

  /** Undefined: all that is to be visited was visited. What breaks is looked for to the end of its rank. */
  #nextNode(): number | undefined {
    for (;;) {
      const node = this.#frontier.shift();
      if (node === thrownHere) {
        if (this.#thrown?.rank === this.#frontier.rank) this.#note(this.#thrown.violation);
      } else if (node !== undefined) {
        if (this.#best[node] !== this.#frontier.rank) continue;
        this.#visited.add(node);
        return node;
      } else if (this.#violations.length > 0 || !this.#frontier.advance()) return undefined;
    }
  }

  /** Checks one situation, then adds everything that can follow it. */
  async #visit(node: number, faults: number, depth: number): Promise<SearchOutcome | undefined> {
    const { world } = this.#nodes[node] as Node;
    const enabled = choices(this.#spec, world, this.#memo.looked);
    const drained = isDrained(world, enabled);
    if (drained) {
      this.#drained.add(node);
      if (isStuck(world)) this.#violate({ check: "drains", kind: "drains", reason: "stuck" }, node);
    }
    for (const check of this.#spec.checks) {
      const outcome = await this.#check(check, node, world, drained);
      if (outcome !== undefined) return outcome;
    }
    const edges: number[] = [];
    this.#edges[node] = edges;
    for (const choice of enabled) {
      const result = await this.#take(world, choice);
      if (result.kind === "failed") {
        return { kind: "failed", failure: result.failure, schedule: [...this.#path(node), label(choice)] };
      }
      this.#transitions += 1;
      const fault = spends(world, choice) ? 1 : 0;
      const cost = choice.kind === "step" ? 0 : 1;
      const to = this.#add(result.world, node, choice, faults + fault, depth + cost);
      if (fault === 0) edges.push(to);
      if (throwsUnheard(this.#spec, result.effects)) {
        const schedule = [...this.#path(node), label(choice)];
        this.#throwAt(faults + fault, depth + cost, { check: "no-exception", kind: "no-exception", schedule });
      }
    }
    return undefined;
  }

  /** It is found with what it costs to get there; something else may break sooner. */
  #throwAt(faults: number, depth: number, violation: Violation): void {
    const rank = rankOf(faults, depth);
    if (rank === undefined || rank >= (this.#thrown?.rank ?? Number.POSITIVE_INFINITY)) return;
    this.#thrown = { rank, violation };
    this.#frontier.push(thrownHere, rank);
  }

  async #check(spec: CheckSpec, node: number, world: World, drained: boolean): Promise<SearchOutcome | undefined> {
    const { name, kind } = spec;
    if (kind === "atDrain" && !drained) return undefined;
    if (kind === "reachable" && this.#reached.has(name)) return undefined;
    if (kind === "bounded") {
      if (exceeds(world, spec.attempts ?? 1)) this.#violate({ check: name, kind }, node);
      return undefined;
    }
    const question = { ask: "check", check: name, view: viewOf(world, drained) } as const;
    if (this.#memo.check(question) === undefined) await this.#memo.learn(question);
    const answer = this.#memo.check(question);
    if (answer?.kind === "threw") return { kind: "check-threw", check: name, schedule: this.#path(node) };
    if (kind === "reachable") {
      if (answer?.kind === "holds") this.#reached.add(name);
    } else if (answer?.kind === "broken") {
      this.#violate({ check: name, kind }, node);
    }
    return undefined;
  }

  async #take(world: World, choice: Choice): Promise<Exclude<StepResult, { kind: "needs" }>> {
    for (;;) {
      const result = take(this.#spec, world, choice, this.#memo);
      if (result.kind !== "needs") return result;
      await this.#memo.learn(result.question);
    }
  }

  /** The number of this situation; a new one is put in line. */
  #add(world: World, parent: number, by: Choice | undefined, faults: number, depth: number): number {
    const key = this.#keys.world(world);
    const known = this.#seen.get(key);
    const rank = rankOf(faults, depth);
    if (rank === undefined) throw new RangeError("A way is longer than ranks can count");
    if (known !== undefined) {
      // A way with as many faults and fewer choices may come later, over steps that cost nothing.
      if (!this.#visited.has(known) && rank < (this.#best[known] as number)) {
        this.#nodes[known] = { world, parent, by };
        this.#putInLine(known, rank);
      }
      return known;
    }
    const node = this.#nodes.length;
    this.#seen.set(key, node);
    this.#weight += key.length;
    this.#nodes.push({ world, parent, by });
    this.#putInLine(node, rank);
    return node;
  }

  #putInLine(node: number, rank: number): void {
    this.#best[node] = rank;
    this.#frontier.push(node, rank);
  }

  /** What no single situation shows: goals that nothing reaches, and situations from which no run ends. */
  #lookAtWholeGraph(): void {
    for (const { kind, name } of this.#spec.checks) {
      if (kind === "reachable" && !this.#reached.has(name)) this.#note({ check: name, kind, schedule: [] });
    }
    const graph = new Graph(this.#nodes.length);
    this.#edges.forEach((targets, from) => {
      for (const to of targets) graph.add(from, to);
    });
    let first: number | undefined;
    for (const node of graph.without(this.#drained)) {
      if (first === undefined || (this.#best[node] as number) < (this.#best[first] as number)) first = node;
    }
    if (first !== undefined) this.#violate({ check: "drains", kind: "drains", reason: "loop" }, first);
  }

  #violate(violation: Omit<Violation, "schedule">, node: number): void {
    this.#note({ ...violation, schedule: this.#path(node) });
  }

  #note(violation: Violation): void {
    const builtIn = violation.kind === "no-exception" || violation.kind === "drains";
    if (builtIn && this.#options.ownChecksOnly === true) return;
    if (!this.#violations.some(({ check }) => check === violation.check)) this.#violations.push(violation);
  }

  #path(node: number): string[] {
    const labels: string[] = [];
    for (let at = this.#nodes[node]; at?.by !== undefined; at = this.#nodes[at.parent]) labels.push(label(at.by));
    return labels.reverse();
  }

  #unless(outcome: SearchOutcome): SearchOutcome {
    const pending = this.#violations.length === 0 ? this.#thrown : undefined;
    if (pending !== undefined) this.#note(pending.violation);
    if (this.#violations.length === 0) return outcome;
    const violations = inOrderOf(this.#spec, this.#violations);
    return { kind: "violated", violations, ...(pending === undefined ? {} : { early: true }) };
  }

  #tally(): SearchTally {
    return { states: this.#nodes.length, transitions: this.#transitions, depth: this.#depth };
  }

  #result(outcome: SearchOutcome): SearchResult {
    return { ...this.#tally(), outcome, reached: this.#reached, drained: this.#drained.size };
  }
}
