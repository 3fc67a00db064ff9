/** One search over rows of numbers, from the start to the first rank in which something breaks, or to the end. */
import type { CheckQuestion, CheckSpec, ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { sizeOf } from "../simulation/stateKey.ts";
import { startWorld, type ServiceState } from "../simulation/world.ts";
import { CheckCache } from "./checkCache.ts";
import { type Components, SearchFailed } from "./components.ts";
import { Graph } from "./graph.ts";
import { Kernel, type Missing, mostSituations } from "./kernel.ts";
import { labelsThrough } from "./labelsThrough.ts";
import { Layout } from "./layout.ts";
import type { SearchOutcome, SearchResult, SearchTally, Violation } from "./model.ts";
import { larger } from "./numbers.ts";
import { PersistentSets } from "./persistentSets.ts";
import type { SearchOptions } from "./search.ts";
import { arrange, Asymmetric, otherArrangements } from "./symmetry.ts";
import { exceedsIn, inOrderOf } from "./violations.ts";

/** Situations between two looks at the clock. */
const stride = 4096;

/** Characters of the texts of all parts: a part that grows without end must not eat up the memory. */
const mostText = 24_000_000;

/** Situations that are gone through between two signs of life. */
const signStride = 2 ** 18;

/** Situations in whose graph loops can be looked for: the steps between them have to be kept. */
const mostForLoops = 8_000_000;

type CheckThrew = Extract<SearchOutcome, { kind: "check-threw" }>;

/** A check has to be asked first. */
interface Asked {
  readonly needs: CheckQuestion;
}

interface Found extends Omit<Violation, "schedule"> {
  /** The situation; and, where a step is what is wrong, the parts that it leads to. */
  readonly at: number;
  readonly onwards?: readonly number[];
}

export class RowSearch {
  readonly #spec: ScenarioSpec;
  /** Checks of situations in which something can still happen, too. */
  readonly #everywhere: readonly CheckSpec[];
  readonly #memo: AnswerMemo;
  readonly #options: SearchOptions;
  readonly #components: Components;
  readonly #checks: CheckCache;
  readonly #looked: number;
  readonly #topology: number;
  readonly #sets: PersistentSets | undefined;
  readonly #groups: readonly (readonly number[])[];
  readonly #kernel: Kernel;
  #layout: Layout;
  readonly #numbers: Int32Array;
  readonly #reached = new Set<string>();
  readonly #found: Found[] = [];
  #thrown: { readonly rank: number; readonly found: Found } | undefined;
  /** Situations in which nothing more can happen: as many numbers as `#drained` says. */
  #ends = new Int32Array(16);
  #drained = 0;
  /** Steps were left out that would make no difference to how a run ends. */
  leftOut = false;

  /** @param reduced whether to leave out what {@link PersistentSets} can do without */
  constructor(spec: ScenarioSpec, memo: AnswerMemo, components: Components, options: SearchOptions, reduced: boolean) {
    this.#spec = spec;
    this.#everywhere = spec.checks.filter(({ kind }) => kind !== "atDrain");
    this.#memo = memo;
    this.#options = options;
    this.#components = components;
    this.#looked = sizeOf(memo.looked);
    this.#topology = components.topology.version;
    this.#checks = new CheckCache(components.parts, memo);
    this.#groups = components.parts.groups;
    this.#sets = reduced ? new PersistentSets(components) : undefined;
    this.#numbers = new Int32Array(components.parts.slots.length);
    const start = components.parts.of(startWorld(spec));
    this.#layout = Layout.roomy(components.parts.counts);
    this.#kernel = new Kernel(this.#layout, components.parts.slots.length, {
      whole: !reduced && this.#groups.length === 0,
      judgesAll: reduced || this.#groups.length > 0 || this.#everywhere.length > 0,
    });
    this.#kernel.start(start);
  }

  /**
   * `outdated`: what was learnt on the way tells more situations apart, or tells of somebody who sends to somebody else;
   * nothing of what was found can be relied on. Rejects only with what the oracle rejects with.
   */
  async run(): Promise<SearchResult | "outdated"> {
    try {
      return await this.#explore();
    } catch (error) {
      if (this.#kernel.exhausted) return this.#finish({ kind: "stopped", why: "states" });
      if (!(error instanceof SearchFailed)) throw error;
      return this.#result({ kind: "failed", failure: error.failure, schedule: [] });
    }
  }

  /**
   * Whether a run can come back to where it was without a fault. Of a search that visited all there is for it; undefined
   * where that is too much to tell.
   */
  hasLoop(): boolean | undefined {
    if (this.#kernel.count > mostForLoops) return undefined;
    try {
      return this.#harmlessSteps().hasCycle();
    } catch (error) {
      if (this.#kernel.exhausted) return undefined;
      throw error;
    }
  }

  async #explore(): Promise<SearchResult | "outdated"> {
    const { clock, budget, isFull } = this.#options;
    const end = clock() + budget.timeMs;
    const most = Math.min(budget.states, mostSituations);
    for (;;) {
      const stop = await this.#visitMany(most);
      if (stop === "all") break;
      if (stop === "outdated") return stop;
      if (typeof stop === "object") {
        return this.#result({ ...stop, schedule: await this.#schedule(this.#kernel.node) });
      }
      if (clock() > end) return this.#finish({ kind: "stopped", why: "time" });
      const outgrown = this.#kernel.count > most || this.#components.parts.weight > mostText;
      if (outgrown || this.#kernel.tooLong || isFull?.() === true) {
        return this.#finish({ kind: "stopped", why: "states" });
      }
      this.#sign();
    }
    const seen = this.#found.length > 0 || this.#lookAtWholeGraph();
    return this.#finish(seen ? { kind: "complete" } : { kind: "stopped", why: "states" });
  }

  /** Visits situations until there are more than `most`, something was learnt, or it is time to look at the clock. */
  async #visitMany(most: number): Promise<"all" | "more" | "outdated" | CheckThrew> {
    const kernel = this.#kernel;
    const until = kernel.visits + stride;
    for (;;) {
      const stop = kernel.run(until, most);
      if (stop === "judge") {
        const outcome = this.#judgePresent();
        if (outcome === undefined) continue;
        if ("kind" in outcome) return outcome;
        await this.#memo.learn(outcome.needs);
      } else if (stop === "thrown") {
        if (this.#thrown?.rank === kernel.rank) this.#note(this.#thrown.found);
        continue;
      } else if (typeof stop === "string") {
        return stop;
      } else if (!this.#knows(stop)) {
        await this.#learn(stop);
      } else continue;
      if (this.#isOutdated()) return "outdated";
      this.#makeRoom();
      return "more";
    }
  }

  #isOutdated(): boolean {
    const senders = this.#sets !== undefined && this.#components.topology.version !== this.#topology;
    return senders || sizeOf(this.#memo.looked) !== this.#looked;
  }

  /** Whether what the kernel does not know is known already; then it does from now on. */
  #knows({ kind, slot, part, detail }: Missing): boolean {
    const actions = this.#components.movesOf(slot).actions(part);
    if (kind === "reception") {
      const reception = this.#components.receptionsOf(slot).get(part, detail);
      if (reception === undefined) return false;
      this.#kernel.setReception(slot, part, detail, reception);
    } else {
      if (actions === undefined || (kind === "deferred" && actions[detail]?.deferred !== undefined)) return false;
      this.#kernel.setMoves(slot, part, actions);
    }
    return true;
  }

  #learn({ kind, slot, part, detail }: Missing): Promise<void> {
    if (kind === "moves") return this.#components.learnActions(slot, part);
    if (kind === "deferred") return this.#components.learnDeferred(slot, part, detail);
    return this.#components.learnReception(slot, part, detail);
  }

  /** Everything that can follow the present situation is known. Undefined: it has been visited now. */
  #judgePresent(): CheckThrew | Asked | undefined {
    const kernel = this.#kernel;
    const { node } = kernel;
    kernel.read(node, this.#numbers);
    if (this.#groups.length > 0) this.#arrangeEnabled();
    const outcome = this.#judge(node);
    if (outcome !== undefined) return outcome;
    this.#reduce();
    if (kernel.throwing) this.#noteThrown(node);
    kernel.commit();
    return undefined;
  }

  /** Writes each row that can follow in the order that stands for all arrangements of it. */
  #arrangeEnabled(): void {
    const kernel = this.#kernel;
    const numbers = new Int32Array(this.#numbers.length);
    for (let step = 0; step < kernel.enabled; step++) {
      kernel.readEnabled(step, numbers);
      arrange(numbers, this.#groups);
      kernel.writeEnabled(step, numbers);
    }
  }

  #judge(node: number): CheckThrew | Asked | undefined {
    const drained = this.#kernel.harmless === 0;
    const checks = drained ? this.#spec.checks : this.#everywhere;
    for (const check of checks) {
      const outcome = this.#check(check, node, drained);
      if (outcome !== undefined) return outcome;
    }
    if (drained) {
      if (this.#drained === this.#ends.length) this.#ends = larger(this.#ends);
      this.#ends[this.#drained++] = node;
      if (this.#isStuck()) this.#note({ check: "drains", kind: "drains", reason: "stuck", at: node });
    }
    return undefined;
  }

  #check({ name, kind, attempts }: CheckSpec, node: number, drained: boolean): CheckThrew | Asked | undefined {
    if (kind === "reachable" && this.#reached.has(name)) return undefined;
    if (kind === "bounded") {
      if (this.#someService((state) => exceedsIn(state, attempts ?? 1))) this.#note({ check: name, kind, at: node });
      return undefined;
    }
    const answer = this.#checks.ask(name, this.#numbers, drained);
    if ("needs" in answer) return answer;
    for (const other of otherArrangements(this.#numbers, this.#groups)) {
      const otherwise = this.#checks.ask(name, other, drained);
      if ("needs" in otherwise) return otherwise;
      if (otherwise.kind !== answer.kind) throw new Asymmetric();
    }
    if (answer.kind === "threw") return { kind: "check-threw", check: name, schedule: [] };
    if (kind === "reachable") {
      if (answer.kind === "holds") this.#reached.add(name);
    } else if (answer.kind === "broken") {
      this.#note({ check: name, kind, at: node });
    }
    return undefined;
  }

  /**
   * An exception that nobody can catch is part of what follows: it is found with what it costs to get there, and noted
   * when its rank is visited, since something else may break sooner. The first of the least rank is kept.
   */
  #noteThrown(node: number): void {
    const kernel = this.#kernel;
    for (let step = 0; step < kernel.enabled; step++) {
      const rank = kernel.thrownRank(step);
      if (rank === undefined || rank >= (this.#thrown?.rank ?? Number.POSITIVE_INFINITY)) continue;
      const onwards = new Int32Array(this.#numbers.length);
      kernel.readEnabled(step, onwards);
      const found = { check: "no-exception", kind: "no-exception", at: node, onwards: [...onwards] } as const;
      this.#thrown = { rank, found };
      kernel.noteThrown(rank);
    }
  }

  #reduce(): void {
    if (this.#sets === undefined || this.#kernel.harmless === 0) return;
    const enough = this.#sets.smallest(this.#numbers, this.#kernel);
    if (enough === undefined) return;
    this.leftOut = true;
    this.#kernel.keep(enough);
  }

  /** More parts are known than the rows have bits for: all rows are written again. */
  #makeRoom(): void {
    const { counts } = this.#components.parts;
    if (this.#layout.fits(counts)) return;
    this.#layout = Layout.roomy(counts);
    this.#kernel.rewrite(this.#layout, () => this.#sign());
  }

  /** A handler waits although nothing can happen any more. */
  #isStuck(): boolean {
    return this.#someService(
      ({ tasks, requests }) => requests.length > 0 || tasks.some((task) => task.outcome.kind === "waiting"),
    );
  }

  #someService(holds: (state: ServiceState) => boolean): boolean {
    return this.#components.parts.slots.some(
      ({ kind }, slot) =>
        kind === "service" && holds(this.#components.parts.get(slot, this.#numbers[slot] as number) as ServiceState),
    );
  }

  /** What no single situation shows. False: there are too many to look for loops. */
  #lookAtWholeGraph(): boolean {
    for (const { kind, name } of this.#spec.checks) {
      if (kind === "reachable" && !this.#reached.has(name)) this.#note({ check: name, kind, at: -1 });
    }
    // Where steps were left out, whoever asked for that looks for loops first.
    if (this.leftOut || this.#components.acyclic()) return true;
    if (this.#kernel.count > mostForLoops) return this.#found.length > 0;
    let first: number | undefined;
    for (const node of this.#harmlessSteps().without(this.#ends.subarray(0, this.#drained))) {
      if (first === undefined || this.#kernel.rankOf(node) < this.#kernel.rankOf(first)) first = node;
    }
    if (first !== undefined) this.#note({ check: "drains", kind: "drains", reason: "loop", at: first });
    return true;
  }

  /** What leads from each situation to which, faults left out: nobody may count on one to get out of a loop. */
  #harmlessSteps(): Graph {
    const kernel = this.#kernel;
    const graph = new Graph(kernel.count, () => this.#sign());
    for (let node = 0; node < kernel.count; node++) {
      if (node % signStride === 0) this.#sign();
      kernel.enable(node);
      kernel.read(node, this.#numbers);
      if (this.#groups.length > 0) this.#arrangeEnabled();
      this.#reduce();
      for (let step = 0; step < kernel.enabled; step++) {
        if (!kernel.isFault(step)) graph.add(node, kernel.follow(step));
      }
    }
    return graph;
  }

  #note(found: Found): void {
    const builtIn = found.kind === "no-exception" || found.kind === "drains";
    if (builtIn && this.#options.ownChecksOnly === true) return;
    if (this.#found.some(({ check }) => check === found.check)) return;
    this.#found.push(found);
    this.#kernel.endWithRank();
  }

  async #finish(outcome: SearchOutcome): Promise<SearchResult> {
    // Where the search had to stop, what it knows to break is better than no verdict.
    const pending = this.#found.length === 0 ? this.#thrown : undefined;
    if (pending !== undefined) this.#note(pending.found);
    if (this.#found.length === 0) return this.#result(outcome);
    const violations: Violation[] = [];
    for (const { check, kind, reason, at, onwards } of inOrderOf(this.#spec, this.#found)) {
      const schedule = at < 0 ? [] : await this.#schedule(at, onwards);
      violations.push({ check, kind, schedule, ...(reason === undefined ? {} : { reason }) });
    }
    return this.#result({ kind: "violated", violations, ...(pending === undefined ? {} : { early: true }) });
  }

  /** The labels of the way to a situation. */
  #schedule(at: number, onwards?: readonly number[]): Promise<string[]> {
    const way: (readonly number[])[] = onwards === undefined ? [] : [onwards];
    for (let node = at; node > 0; node = this.#kernel.parentOf(node)) {
      this.#kernel.read(node, this.#numbers);
      way.push([...this.#numbers]);
    }
    return labelsThrough(way.reverse(), this.#spec, this.#memo, this.#components);
  }

  /** A sign of life: whoever waits gives up on a search that is silent for long. */
  #sign(): void {
    const { onProgress } = this.#options;
    if (onProgress === undefined) return;
    const largest = this.#components.parts.largest();
    onProgress({ ...this.#tally(), ...(largest === undefined ? {} : { largest }) });
  }

  #tally(): SearchTally {
    const { count, transitions, depth } = this.#kernel;
    return { states: count, transitions, depth };
  }

  #result(outcome: SearchOutcome): SearchResult {
    const growth = outcome.kind === "stopped" ? { growth: this.#components.parts.growth() } : {};
    const reduced = this.leftOut || this.#groups.length > 0 ? ({ reduced: true } as const) : {};
    return { ...this.#tally(), outcome, reached: this.#reached, drained: this.#drained, ...reduced, ...growth };
  }
}
