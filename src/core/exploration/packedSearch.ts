/**
 * All schedules within a bound, the fast way: a situation is a row of small numbers, one for each part of the world, and
 * what a part can do is looked up. The clear search of `search.ts` is the oracle that this one has to agree with.
 */
import { choices } from "../simulation/choices.ts";
import { label } from "../simulation/label.ts";
import type { CheckSpec, ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { takeStep } from "../simulation/run.ts";
import { sizeOf, StateKeys } from "../simulation/stateKey.ts";
import { startWorld, type ServiceState } from "../simulation/world.ts";
import { CheckCache } from "./checkCache.ts";
import { Components, type Action, SearchFailed } from "./components.ts";
import { Frontier } from "./frontier.ts";
import { doomed } from "./livelock.ts";
import type { SearchOutcome, SearchResult, SearchTally, Violation } from "./model.ts";
import type { SearchOptions } from "./search.ts";
import { larger, Situations } from "./situations.ts";
import { exceedsIn } from "./violations.ts";

/** Situations between two looks at the clock. */
const stride = 1024;

/** Situations in whose graph loops are looked for; beyond that, where there may be one, nothing is said. */
const mostForLoops = 1_000_000;

/** Characters of the texts of all parts: a part that grows without end must not eat up the memory. */
const mostText = 24_000_000;

type CheckThrew = Extract<SearchOutcome, { kind: "check-threw" }>;

interface Found extends Omit<Violation, "schedule"> {
  /** The situation; and, where a step is what is wrong, the row it leads to. */
  readonly at: number;
  readonly onwards?: readonly number[];
}

/** Rejects only with what the oracle rejects with. */
export async function packedSearch(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  options: SearchOptions,
): Promise<SearchResult> {
  for (;;) {
    const before = sizeOf(memo.looked);
    const result = await new PackedSearch(spec, memo, options).run();
    // Code looked at something that had been left out of the situations: they have to be told apart more finely.
    if (sizeOf(memo.looked) === before) return result;
  }
}

class PackedSearch {
  readonly #spec: ScenarioSpec;
  readonly #memo: AnswerMemo;
  readonly #options: SearchOptions;
  readonly #components: Components;
  readonly #checks: CheckCache;
  readonly #looked: number;
  readonly #situations: Situations;
  readonly #frontier = new Frontier();
  readonly #row: Int32Array;
  readonly #next: Int32Array;
  readonly #queue: number[] = [];
  readonly #drained = new Set<number>();
  readonly #reached = new Set<string>();
  readonly #found: Found[] = [];
  #parents: Int32Array = new Int32Array(1024);
  #transitions = 0;
  #depth = 0;
  /** Code was asked since the last look at the clock: that takes longer than any number of lookups. */
  #learnt = false;
  /** What has to be learnt before a situation can be visited. */
  #missing: (() => Promise<void>) | undefined;

  constructor(spec: ScenarioSpec, memo: AnswerMemo, options: SearchOptions) {
    this.#spec = spec;
    this.#memo = memo;
    this.#options = options;
    this.#looked = sizeOf(memo.looked);
    this.#components = new Components(spec, memo, new StateKeys(spec, memo.looked));
    this.#checks = new CheckCache(this.#components, memo);
    const width = this.#components.slots.length;
    this.#situations = new Situations(width);
    this.#row = new Int32Array(width);
    this.#next = new Int32Array(width);
  }

  async run(): Promise<SearchResult> {
    try {
      return await this.#explore();
    } catch (error) {
      if (!(error instanceof SearchFailed)) throw error;
      return this.#result({ kind: "failed", failure: error.failure, schedule: [] });
    }
  }

  async #explore(): Promise<SearchResult> {
    const { clock, budget, signal, onProgress } = this.#options;
    const end = clock() + budget.timeMs;
    this.#next.set(this.#components.of(startWorld(this.#spec)));
    this.#add(-1, 0, 0);
    for (let visited = 0; ; visited++) {
      if (this.#found.length > 0 && this.#frontier.rankEnds()) break;
      const next = this.#frontier.shift();
      if (next === undefined) break;
      this.#depth = Math.max(this.#depth, next.choices);
      const failed = await this.#visit(next.node, next.faults, next.choices);
      if (failed !== undefined) {
        return this.#result({ ...failed, schedule: await this.#schedule(next.node) });
      }
      if (sizeOf(this.#memo.looked) !== this.#looked) return this.#result({ kind: "complete" });
      if (this.#learnt || visited % stride === 0) {
        this.#learnt = false;
        if (signal?.aborted === true) return this.#result({ kind: "stopped", why: "cancelled" });
        if (clock() > end) return this.#finish({ kind: "stopped", why: "time" });
        onProgress?.(this.#tally());
      }
      if (this.#situations.count > budget.states || this.#components.weight > mostText) {
        return this.#finish({ kind: "stopped", why: "states" });
      }
    }
    if (this.#found.length === 0) this.#lookAtWholeGraph();
    return this.#finish({ kind: "complete" });
  }

  /** Visits again and again until everything that it needs is known; nothing is counted before. */
  async #visit(node: number, faults: number, depth: number): Promise<CheckThrew | undefined> {
    for (;;) {
      this.#situations.read(node, this.#row);
      this.#missing = undefined;
      const actions = this.#enabled();
      const outcome = actions === undefined ? undefined : this.#judge(node, actions);
      if (this.#missing === undefined && actions !== undefined) {
        if (outcome === undefined) this.#expand(node, actions, faults, depth);
        return outcome;
      }
      this.#learnt = true;
      await (this.#missing as unknown as () => Promise<void>)();
    }
  }

  /** The actions of all parts that no other part refuses, each with where it leads. Undefined: something is missing. */
  #enabled(): { readonly action: Action; readonly to: Int32Array; readonly throws: boolean }[] | undefined {
    const enabled: { action: Action; to: Int32Array; throws: boolean }[] = [];
    for (let slot = 0; slot < this.#row.length; slot++) {
      const part = this.#row[slot] as number;
      const actions = this.#components.knownActions(slot, part);
      if (actions === undefined) {
        this.#missing = () => this.#components.learnActions(slot, part);
        return undefined;
      }
      for (const action of actions) {
        const taken = this.#take(slot, action);
        if (taken === undefined) return undefined;
        if (taken === "refused") continue;
        enabled.push({ action, to: this.#next.slice(), throws: taken === "throws" });
      }
    }
    return enabled;
  }

  /** Leads to `#next`. */
  #take(slot: number, action: Action): "taken" | "throws" | "refused" | undefined {
    const next = this.#next;
    next.set(this.#row);
    next[slot] = action.next;
    let { throws } = action;
    const queue = this.#queue;
    queue.length = 0;
    // Depth first, as a step of the whole world hands envelopes on.
    for (let i = action.sends.length - 2; i >= 0; i -= 2)
      queue.push(action.sends[i + 1] as number, action.sends[i] as number);
    while (queue.length > 0) {
      const target = queue.pop() as number;
      const envelope = queue.pop() as number;
      const part = next[target] as number;
      const reception = this.#components.knownReception(target, part, envelope);
      if (reception === undefined) {
        this.#missing = () => this.#components.learnReception(target, part, envelope);
        return undefined;
      }
      if (reception === null) return "refused";
      next[target] = reception.next;
      throws ||= reception.throws;
      const { sends } = reception;
      for (let i = sends.length - 2; i >= 0; i -= 2) queue.push(sends[i + 1] as number, sends[i] as number);
    }
    return throws ? "throws" : "taken";
  }

  #judge(node: number, enabled: readonly { readonly action: Action }[]): CheckThrew | undefined {
    const drained = enabled.every(({ action }) => action.fault === 1);
    for (const check of this.#spec.checks) {
      const outcome = this.#check(check, node, drained);
      if (outcome !== undefined || this.#missing !== undefined) return outcome;
    }
    if (drained) {
      this.#drained.add(node);
      if (this.#isStuck()) this.#note({ check: "drains", kind: "drains", reason: "stuck", at: node });
    }
    return undefined;
  }

  #check({ name, kind, attempts }: CheckSpec, node: number, drained: boolean): CheckThrew | undefined {
    if (kind === "atDrain" && !drained) return undefined;
    if (kind === "reachable" && this.#reached.has(name)) return undefined;
    if (kind === "bounded") {
      if (this.#someService((state) => exceedsIn(state, attempts ?? 1))) this.#note({ check: name, kind, at: node });
      return undefined;
    }
    const answer = this.#checks.ask(name, this.#row, drained);
    if ("needs" in answer) {
      this.#missing = () => this.#memo.learn(answer.needs);
    } else if (answer.kind === "threw") {
      return { kind: "check-threw", check: name, schedule: [] };
    } else if (kind === "reachable") {
      if (answer.kind === "holds") this.#reached.add(name);
    } else if (answer.kind === "broken") {
      this.#note({ check: name, kind, at: node });
    }
    return undefined;
  }

  #expand(
    node: number,
    enabled: readonly { readonly action: Action; readonly to: Int32Array; readonly throws: boolean }[],
    faults: number,
    depth: number,
  ): void {
    for (const { action, to, throws } of enabled) {
      this.#transitions += 1;
      this.#next.set(to);
      this.#add(node, faults + action.fault, depth + action.cost);
      if (throws) this.#note({ check: "no-exception", kind: "no-exception", at: node, onwards: [...to] });
    }
  }

  /** Puts `#next` in line unless it is known already. */
  #add(parent: number, faults: number, depth: number): void {
    const before = this.#situations.count;
    const index = this.#situations.add(this.#next);
    if (index < before && !this.#frontier.improves(index, faults, depth)) return;
    if (index >= this.#parents.length) this.#parents = larger(this.#parents);
    this.#parents[index] = parent;
    this.#frontier.push(index, faults, depth);
  }

  /** A handler waits although nothing can happen any more. */
  #isStuck(): boolean {
    return this.#someService(
      ({ tasks, requests }) => requests.length > 0 || tasks.some((task) => task.outcome.kind === "waiting"),
    );
  }

  #someService(holds: (state: ServiceState) => boolean): boolean {
    return this.#components.slots.some(
      ({ kind }, slot) =>
        kind === "service" && holds(this.#components.part(slot, this.#row[slot] as number) as ServiceState),
    );
  }

  #lookAtWholeGraph(): void {
    for (const { kind, name } of this.#spec.checks) {
      if (kind === "reachable" && !this.#reached.has(name)) this.#note({ check: name, kind, at: -1 });
    }
    if (this.#components.acyclic() || this.#situations.count > mostForLoops) return;
    const edges: number[][] = [];
    for (let node = 0; node < this.#situations.count; node++) {
      this.#situations.read(node, this.#row);
      const targets: number[] = [];
      for (const { action, to } of this.#enabled() ?? []) {
        if (action.fault === 0) targets.push(this.#situations.find(to));
      }
      edges.push(targets);
    }
    const first = this.#frontier.firstOf(doomed(edges, this.#drained));
    if (first !== undefined) this.#note({ check: "drains", kind: "drains", reason: "loop", at: first });
  }

  #note(found: Found): void {
    const builtIn = found.kind === "no-exception" || found.kind === "drains";
    if (builtIn && this.#options.ownChecksOnly === true) return;
    if (!this.#found.some(({ check }) => check === found.check)) this.#found.push(found);
  }

  async #finish(outcome: SearchOutcome): Promise<SearchResult> {
    if (this.#found.length === 0) return this.#result(outcome);
    const violations: Violation[] = [];
    for (const { check, kind, reason, at, onwards } of this.#found) {
      const schedule = at < 0 ? [] : await this.#schedule(at, onwards);
      violations.push({ check, kind, schedule, ...(reason === undefined ? {} : { reason }) });
    }
    return this.#result({ kind: "violated", violations });
  }

  /** The labels of the way to a situation: real worlds are led through the rows. */
  async #schedule(at: number, onwards?: readonly number[]): Promise<string[]> {
    const rows: (readonly number[])[] = onwards === undefined ? [] : [onwards];
    for (let node = at; node > 0; node = this.#parents[node] as number) {
      this.#situations.read(node, this.#row);
      rows.push([...this.#row]);
    }
    const labels: string[] = [];
    let world = startWorld(this.#spec);
    for (const wanted of rows.reverse()) {
      let found = false;
      for (const choice of choices(this.#spec, world)) {
        const result = await takeStep(this.#spec, world, choice, this.#memo);
        if (result.kind !== "done") continue;
        const numbers = this.#components.of(result.world);
        if (!numbers.every((number, slot) => number === wanted[slot])) continue;
        labels.push(label(choice));
        world = result.world;
        found = true;
        break;
      }
      if (!found) throw new RangeError("A situation that was found cannot be reached again");
    }
    return labels;
  }

  #tally(): SearchTally {
    return { states: this.#situations.count, transitions: this.#transitions, depth: this.#depth };
  }

  #result(outcome: SearchOutcome): SearchResult {
    const growth = outcome.kind === "stopped" ? { growth: this.#components.growth() } : {};
    return { ...this.#tally(), outcome, reached: this.#reached, drained: this.#drained.size, ...growth };
  }
}
