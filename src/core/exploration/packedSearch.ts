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

/** Successors of the situations visited last: `count` of them, one beside the other in all arrays. */
interface Successors {
  count: number;
  rows: Int32Array;
  parents: Int32Array;
  faults: Int32Array;
  depths: Int32Array;
  hashes: Int32Array;
  /** See {@link Situations.guess}. */
  guesses: Int32Array;
}

/** For a situation with more choices than anybody writes. */
function enlarge(successors: Successors): void {
  successors.parents = larger(successors.parents);
  successors.faults = larger(successors.faults);
  successors.depths = larger(successors.depths);
  successors.hashes = larger(successors.hashes);
  successors.guesses = larger(successors.guesses);
}

/** Successors that are added together. */
const batch = 2048;

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
  readonly #successors: Successors;
  /** What can be done in the situation that is being visited: how many of the successors are its own, the actions. */
  readonly #enabled: { count: number; harmless: number; readonly actions: Action[]; readonly throws: boolean[] };
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
    this.#enabled = { count: 0, harmless: 0, actions: [], throws: [] };
    const numbers = (): Int32Array => new Int32Array(batch);
    this.#successors = {
      count: 0,
      rows: new Int32Array(2 * batch * width),
      parents: numbers(),
      faults: numbers(),
      depths: numbers(),
      hashes: numbers(),
      guesses: numbers(),
    };
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
    this.#putInLine(this.#situations.add(this.#next, 0, this.#situations.hash(this.#next, 0)), -1, 0, 0);
    for (let visited = 0; ; visited++) {
      const node = this.#nextNode();
      if (node === undefined) break;
      this.#depth = Math.max(this.#depth, this.#frontier.choicesOf(node));
      let failed = this.#visit(node);
      while (this.#missing !== undefined) {
        this.#learnt = true;
        await this.#missing();
        failed = this.#visit(node);
      }
      if (failed !== undefined) return this.#result({ ...failed, schedule: await this.#schedule(node) });
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

  /** Undefined: all that is to be visited was visited. What breaks is looked for to the end of its rank. */
  #nextNode(): number | undefined {
    for (;;) {
      const node = this.#frontier.shift();
      if (node !== undefined) return node;
      if (this.#successors.count > 0) this.#addSuccessors();
      else if (this.#found.length > 0 || !this.#frontier.advance()) return undefined;
    }
  }

  /** Counts nothing where something has to be learnt first: then `#missing` says what. */
  #visit(node: number): CheckThrew | undefined {
    if (this.#successors.count > batch / 2) this.#addSuccessors();
    this.#situations.read(node, this.#row);
    this.#missing = undefined;
    if (!this.#enable()) return undefined;
    const outcome = this.#judge(node);
    if (this.#missing === undefined && outcome === undefined) this.#expand(node);
    return outcome;
  }

  /**
   * Puts the actions of all parts that no other part refuses into `#enabled`, and where they lead behind the successors
   * that wait. False: something is missing.
   */
  #enable(): boolean {
    const enabled = this.#enabled;
    const successors = this.#successors;
    const width = this.#row.length;
    enabled.count = 0;
    enabled.harmless = 0;
    for (let slot = 0; slot < width; slot++) {
      const part = this.#row[slot] as number;
      const actions = this.#components.knownActions(slot, part);
      if (actions === undefined) {
        this.#missing = () => this.#components.learnActions(slot, part);
        return false;
      }
      for (const action of actions) {
        const at = (successors.count + enabled.count) * width;
        if (at + width > successors.rows.length) successors.rows = larger(successors.rows);
        const { rows } = successors;
        let { throws } = action;
        if (action.sends.length === 0) {
          for (let i = 0; i < width; i++) rows[at + i] = this.#row[i] as number;
          rows[at + slot] = action.next;
        } else {
          const taken = this.#take(slot, action);
          if (taken === undefined) return false;
          if (taken === "refused") continue;
          throws = taken === "throws";
          for (let i = 0; i < width; i++) rows[at + i] = this.#next[i] as number;
        }
        enabled.actions[enabled.count] = action;
        enabled.throws[enabled.count] = throws;
        enabled.count += 1;
        if (action.fault === 0) enabled.harmless += 1;
      }
    }
    return true;
  }

  /** What an action sends is received too: that leads to `#next`. */
  #take(slot: number, action: Action): "taken" | "throws" | "refused" | undefined {
    const next = this.#next;
    for (let i = 0; i < next.length; i++) next[i] = this.#row[i] as number;
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

  #judge(node: number): CheckThrew | undefined {
    const drained = this.#enabled.harmless === 0;
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

  /** Leaves what can follow for {@link #addSuccessors}. */
  #expand(node: number): void {
    const { count, actions, throws } = this.#enabled;
    const faults = this.#frontier.faultsOf(node);
    const depth = this.#frontier.choicesOf(node);
    const width = this.#row.length;
    const successors = this.#successors;
    while (successors.count + count > successors.parents.length) enlarge(successors);
    this.#transitions += count;
    for (let i = 0; i < count; i++) {
      const action = actions[i] as Action;
      const at = successors.count++;
      successors.parents[at] = node;
      successors.faults[at] = faults + action.fault;
      successors.depths[at] = depth + action.cost;
      if (throws[i] === true) {
        const onwards = [...successors.rows.subarray(at * width, (at + 1) * width)];
        this.#note({ check: "no-exception", kind: "no-exception", at: node, onwards });
      }
    }
  }

  /**
   * Many at a time, in three rounds, because nearly all the time goes into waiting for memory: so the waits overlap. The
   * order in which situations are visited stays what it would be one by one, since none of these comes before the rest
   * of the present rank.
   */
  #addSuccessors(): void {
    const { count, rows, parents, faults, depths, hashes, guesses } = this.#successors;
    const situations = this.#situations;
    const width = this.#row.length;
    for (let i = 0; i < count; i++) hashes[i] = situations.hash(rows, i * width);
    for (let i = 0; i < count; i++) guesses[i] = situations.guess(hashes[i] as number);
    for (let i = 0; i < count; i++) {
      const guess = guesses[i] as number;
      const known = guess >= 0 && situations.is(guess, rows, i * width);
      const index = known ? guess : situations.add(rows, i * width, hashes[i] as number);
      this.#putInLine(index, parents[i] as number, faults[i] as number, depths[i] as number);
    }
    this.#successors.count = 0;
  }

  /** Where a situation is new, or this is a better way to it. */
  #putInLine(index: number, parent: number, faults: number, depth: number): void {
    if (index < this.#frontier.known && !this.#frontier.improves(index, faults, depth)) return;
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
      this.#enable();
      const { count, actions } = this.#enabled;
      for (let i = 0; i < count; i++) {
        if (actions[i]?.fault === 0) targets.push(this.#situations.find(this.#successors.rows, i * this.#row.length));
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
