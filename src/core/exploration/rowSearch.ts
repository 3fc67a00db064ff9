/** One search over rows of numbers, from the start to the first rank in which something breaks, or to the end. */
import type { CheckQuestion, CheckSpec, ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { sizeOf } from "../simulation/stateKey.ts";
import { startWorld, type ServiceState } from "../simulation/world.ts";
import { CheckCache } from "./checkCache.ts";
import { type Components, SearchFailed } from "./components.ts";
import { Frontier, rankOf } from "./frontier.ts";
import { Graph } from "./graph.ts";
import { labelsThrough } from "./labelsThrough.ts";
import { Layout } from "./layout.ts";
import type { SearchOutcome, SearchResult, SearchTally, Violation } from "./model.ts";
import { costs, isFault, kindBits, throwsUncaught } from "./moves.ts";
import { larger } from "./numbers.ts";
import { PersistentSets } from "./persistentSets.ts";
import type { SearchOptions } from "./search.ts";
import { Situations } from "./situations.ts";
import { type Missing, Successors } from "./successors.ts";
import { arrange, Asymmetric, otherArrangements } from "./symmetry.ts";
import { exceedsIn, inOrderOf } from "./violations.ts";

/** Situations between two looks at the clock. */
const stride = 1024;

/** Characters of the texts of all parts: a part that grows without end must not eat up the memory. */
const mostText = 24_000_000;

/** Rows that are gone through between two signs of life. */
const signStride = 2 ** 18;

/** Situations in whose graph loops can be looked for: the steps between them have to be kept. */
const mostForLoops = 8_000_000;

/** Successors that are looked up together. */
const batch = 1024;

/** Of an entry of the frontier: the slot, plus 1, that the last step is of. */
const slotBits = 5;

/** So many situations can be told from each other and their slots in 32 bits. */
const mostSituations = 2 ** (31 - slotBits);

/** In the frontier, in place of a situation: an exception is thrown on a way of this rank. */
const thrownHere = -1;

type CheckThrew = Extract<SearchOutcome, { kind: "check-threw" }>;

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
  readonly #frontier = new Frontier();
  #layout: Layout;
  #situations: Situations;
  #successors: Successors;
  /**
   * Of the situation that is being visited, the slot of the last step of the best way to it, where that step sends
   * nothing. Steps of slots before it that send nothing either are left out: two such steps can change places, and what
   * they lead to together is found by the other order, with as many faults and choices. (Of all last steps of best ways
   * to a situation, the one with the highest slot is never left out; and steps that count for nothing never go round,
   * since each uses up an operation of a task, so that no two situations wait for each other.) Not where other steps are
   * left out too.
   */
  #first = 0;
  /** The situation that is being visited, or -1; and its parts. */
  #node = -1;
  readonly #numbers: Int32Array;
  readonly #reached = new Set<string>();
  readonly #found: Found[] = [];
  #thrown: { readonly rank: number; readonly found: Found } | undefined;
  #parents = new Int32Array(1024);
  /** Situations in which nothing more can happen: as many numbers as `#drained` says. */
  #ends = new Int32Array(16);
  #drained = 0;
  #transitions = 0;
  #depth = 0;
  /** Some way is longer than can be counted. */
  #tooLong = false;
  readonly #ranks = new Int32Array((costs | isFault) + 1);
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
    this.#checks = new CheckCache(components, memo);
    this.#groups = components.groups;
    this.#sets = reduced ? new PersistentSets(components) : undefined;
    this.#numbers = new Int32Array(components.slots.length);
    const start = components.of(startWorld(spec));
    this.#layout = Layout.roomy(components.counts);
    this.#situations = new Situations(this.#layout.words);
    this.#successors = new Successors(components, this.#layout, batch);
    const row = new Int32Array(this.#layout.words);
    this.#layout.pack(start, row, 0);
    this.#putInLine(this.#situations.start(row), -1, 0, 0);
  }

  /**
   * `outdated`: what was learnt on the way tells more situations apart, or tells of somebody who sends to somebody else;
   * nothing of what was found can be relied on. Rejects only with what the oracle rejects with.
   */
  async run(): Promise<SearchResult | "outdated"> {
    try {
      return await this.#explore();
    } catch (error) {
      if (!(error instanceof SearchFailed)) throw error;
      return this.#result({ kind: "failed", failure: error.failure, schedule: [] });
    }
  }

  /**
   * Whether a run can come back to where it was without a fault. Of a search that visited all there is for it; undefined
   * where that is too much to tell.
   */
  hasLoop(): boolean | undefined {
    return this.#situations.count > mostForLoops ? undefined : this.#harmlessSteps().hasCycle();
  }

  async #explore(): Promise<SearchResult | "outdated"> {
    const { clock, budget, signal } = this.#options;
    const end = clock() + budget.timeMs;
    const most = Math.min(budget.states, mostSituations);
    for (;;) {
      const outcome = this.#visitMany(most);
      if (outcome === "all") break;
      if (typeof outcome === "function") {
        await outcome();
        if (this.#isOutdated()) return "outdated";
        this.#makeRoom();
      } else if (outcome !== "more") {
        return this.#result({ ...outcome, schedule: await this.#schedule(this.#node) });
      }
      if (signal?.aborted === true) return this.#result({ kind: "stopped", why: "cancelled" });
      if (clock() > end) return this.#finish({ kind: "stopped", why: "time" });
      if (this.#situations.count > most || this.#components.weight > mostText || this.#tooLong) {
        return this.#finish({ kind: "stopped", why: "states" });
      }
      this.#sign();
    }
    const seen = this.#found.length > 0 || this.#lookAtWholeGraph();
    return this.#finish(seen ? { kind: "complete" } : { kind: "stopped", why: "states" });
  }

  /**
   * Visits situations until there are more than `most`, something has to be learnt for `#node`, or it is time to look at
   * the clock. A function of its own that does nothing rare, so that the compiler does not give it up again.
   */
  #visitMany(most: number): "all" | "more" | Missing | CheckThrew {
    for (let left = stride; left > 0 && this.#situations.count <= most; left--) {
      if (this.#node < 0) this.#node = this.#nextNode();
      if (this.#node < 0) return "all";
      const outcome = this.#visit(this.#node);
      if (outcome !== undefined) return outcome;
      this.#node = -1;
    }
    return "more";
  }

  #isOutdated(): boolean {
    const senders = this.#sets !== undefined && this.#components.topology.version !== this.#topology;
    return senders || sizeOf(this.#memo.looked) !== this.#looked;
  }

  /** -1: all that is to be visited was visited. What breaks is looked for to the end of its rank. */
  #nextNode(): number {
    for (;;) {
      const entry = this.#frontier.shift();
      if (entry === thrownHere) {
        if (this.#thrown?.rank === this.#frontier.rank) this.#note(this.#thrown.found);
      } else if (entry !== undefined) {
        const node = entry >>> slotBits;
        // One to which a better way was found stands in line twice.
        if (!this.#situations.visit(node)) continue;
        this.#depth = Math.max(this.#depth, this.#frontier.choices);
        const whole = this.#sets === undefined && this.#groups.length === 0;
        this.#first = whole ? (entry & (2 ** slotBits - 1)) - 1 : 0;
        return node;
      } else if (this.#successors.count > 0) this.#addSuccessors();
      else if (this.#found.length > 0 || !this.#frontier.advance()) return -1;
    }
  }

  /** Counts nothing where something has to be learnt first. */
  #visit(node: number): Missing | CheckThrew | undefined {
    if (this.#successors.count > batch / 2) this.#addSuccessors();
    const missing = this.#enable(node) ?? this.#judge(node);
    if (missing === undefined) this.#expand(node);
    return missing;
  }

  #enable(node: number): Missing | undefined {
    const { rows } = this.#situations;
    const from = node * this.#situations.words;
    this.#layout.unpack(rows, from, this.#numbers);
    const missing = this.#successors.enable(this.#numbers, rows, from, this.#first);
    if (missing === undefined && this.#groups.length > 0) this.#arrangeEnabled();
    return missing;
  }

  /** Writes each row that can follow in the order that stands for all arrangements of it. */
  #arrangeEnabled(): void {
    const { count, enabled, rows } = this.#successors;
    const { words } = this.#layout;
    const numbers = new Int32Array(this.#numbers.length);
    for (let at = count * words; at < (count + enabled) * words; at += words) {
      this.#layout.unpack(rows, at, numbers);
      arrange(numbers, this.#groups);
      this.#layout.pack(numbers, rows, at);
    }
  }

  #judge(node: number): Missing | CheckThrew | undefined {
    const drained = this.#successors.harmless === 0;
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

  #check({ name, kind, attempts }: CheckSpec, node: number, drained: boolean): Missing | CheckThrew | undefined {
    if (kind === "reachable" && this.#reached.has(name)) return undefined;
    if (kind === "bounded") {
      if (this.#someService((state) => exceedsIn(state, attempts ?? 1))) this.#note({ check: name, kind, at: node });
      return undefined;
    }
    const answer = this.#checks.ask(name, this.#numbers, drained);
    if ("needs" in answer) return this.#answerTo(answer.needs);
    for (const other of otherArrangements(this.#numbers, this.#groups)) {
      const otherwise = this.#checks.ask(name, other, drained);
      if ("needs" in otherwise) return this.#answerTo(otherwise.needs);
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

  #answerTo(question: CheckQuestion): Missing {
    return () => this.#memo.learn(question);
  }

  /** Leaves what can follow for {@link #addSuccessors}. */
  #expand(node: number): void {
    const successors = this.#successors;
    this.#reduce();
    this.#transitions += successors.possible;
    if (successors.throwing) this.#noteThrown(node);
    successors.commit(node);
  }

  /**
   * An exception that nobody can catch is part of what follows: it is found with what it costs to get there, and noted
   * when its rank is visited, since something else may break sooner. The first of the least rank is kept.
   */
  #noteThrown(node: number): void {
    const { count, enabled, kinds, rows } = this.#successors;
    const ranks = this.#ranksFromHere();
    for (let i = count; i < count + enabled; i++) {
      const kind = kinds[i] as number;
      const rank = ranks[kind & (costs | isFault)] as number;
      if ((kind & throwsUncaught) === 0 || rank >= (this.#thrown?.rank ?? Number.POSITIVE_INFINITY)) continue;
      const onwards = new Int32Array(this.#numbers.length);
      this.#layout.unpack(rows, i * this.#layout.words, onwards);
      const found = { check: "no-exception", kind: "no-exception", at: node, onwards: [...onwards] } as const;
      this.#thrown = { rank, found };
      this.#frontier.push(thrownHere, rank);
    }
  }

  #reduce(): void {
    if (this.#sets === undefined || this.#successors.harmless === 0) return;
    const enough = this.#sets.smallest(this.#numbers, this.#successors);
    if (enough === undefined) return;
    this.leftOut = true;
    this.#successors.keep(enough);
  }

  /**
   * The order in which situations are visited stays what it would be one by one, since none of these comes before the
   * rest of the present rank, from which all of them follow.
   */
  #addSuccessors(): void {
    const { count, rows, kinds, parents, ends } = this.#successors;
    const situations = this.#situations;
    const ranks = this.#ranksFromHere();
    const found = situations.add(rows, kinds, ranks, count);
    const { better, betterAt } = situations;
    for (let at = 0, from = 0; at < found; at++) {
      const i = better[at] as number;
      while ((ends[from] as number) <= i) from++;
      const kind = kinds[i] as number;
      const rank = ranks[kind & (costs | isFault)] as number;
      this.#putInLine(betterAt[at] as number, parents[from] as number, rank, kind >> kindBits);
    }
    this.#successors.clear();
  }

  /** @param by the slot, plus 1, of the step that leads there, where that sends nothing; else 0 */
  #putInLine(index: number, parent: number, rank: number, by: number): void {
    if (index >= this.#parents.length) this.#parents = larger(this.#parents);
    this.#parents[index] = parent;
    this.#frontier.push((index << slotBits) | by, rank);
  }

  /** Of each kind of step, the rank that it leads to. */
  #ranksFromHere(): Int32Array {
    const { faults, choices: taken } = this.#frontier;
    for (let kind = 0; kind < this.#ranks.length; kind++) {
      const rank = rankOf(faults + ((kind & isFault) === 0 ? 0 : 1), taken + ((kind & costs) === 0 ? 0 : 1));
      if (rank === undefined) this.#tooLong = true;
      // Somewhere where it is not lost: the search stops anyway.
      this.#ranks[kind] = rank ?? this.#frontier.rank;
    }
    return this.#ranks;
  }

  /** More parts are known than the rows have bits for: all rows are written again. */
  #makeRoom(): void {
    const { counts } = this.#components;
    if (this.#layout.fits(counts)) return;
    this.#addSuccessors();
    const [before, layout] = [this.#layout, Layout.roomy(counts)];
    const numbers = new Int32Array(this.#numbers.length);
    let copied = 0;
    this.#situations = this.#situations.copied(layout.words, (rows, from, row) => {
      if (copied++ % signStride === 0) this.#sign();
      before.unpack(rows, from, numbers);
      layout.pack(numbers, row, 0);
    });
    this.#layout = layout;
    this.#successors = new Successors(this.#components, layout, batch);
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
        kind === "service" && holds(this.#components.part(slot, this.#numbers[slot] as number) as ServiceState),
    );
  }

  /** What no single situation shows. False: there are too many to look for loops. */
  #lookAtWholeGraph(): boolean {
    for (const { kind, name } of this.#spec.checks) {
      if (kind === "reachable" && !this.#reached.has(name)) this.#note({ check: name, kind, at: -1 });
    }
    // Where steps were left out, whoever asked for that looks for loops first.
    if (this.leftOut || this.#components.acyclic()) return true;
    if (this.#situations.count > mostForLoops) return this.#found.length > 0;
    let first: number | undefined;
    for (const node of this.#harmlessSteps().without(this.#ends.subarray(0, this.#drained))) {
      if (first === undefined || this.#situations.rank(node) < this.#situations.rank(first)) first = node;
    }
    if (first !== undefined) this.#note({ check: "drains", kind: "drains", reason: "loop", at: first });
    return true;
  }

  /** What leads from each situation to which, faults left out: nobody may count on one to get out of a loop. */
  #harmlessSteps(): Graph {
    const situations = this.#situations;
    const successors = this.#successors;
    const graph = new Graph(situations.count, () => this.#sign());
    this.#first = 0;
    for (let node = 0; node < situations.count; node++) {
      if (node % signStride === 0) this.#sign();
      this.#enable(node);
      this.#reduce();
      const { enabled, rows, kinds } = successors;
      for (let i = 0; i < enabled; i++) {
        if (((kinds[i] as number) & isFault) === 0) graph.add(node, situations.find(rows, i * situations.words));
      }
    }
    return graph;
  }

  #note(found: Found): void {
    const builtIn = found.kind === "no-exception" || found.kind === "drains";
    if (builtIn && this.#options.ownChecksOnly === true) return;
    if (!this.#found.some(({ check }) => check === found.check)) this.#found.push(found);
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
    for (let node = at; node > 0; node = this.#parents[node] as number) {
      this.#layout.unpack(this.#situations.rows, node * this.#situations.words, this.#numbers);
      way.push([...this.#numbers]);
    }
    return labelsThrough(way.reverse(), this.#spec, this.#memo, this.#components);
  }

  /** A sign of life: whoever waits gives up on a search that is silent for long. */
  #sign(): void {
    const { onProgress } = this.#options;
    if (onProgress === undefined) return;
    const largest = this.#components.largest();
    onProgress({ ...this.#tally(), ...(largest === undefined ? {} : { largest }) });
  }

  #tally(): SearchTally {
    return { states: this.#situations.count, transitions: this.#transitions, depth: this.#depth };
  }

  #result(outcome: SearchOutcome): SearchResult {
    const growth = outcome.kind === "stopped" ? { growth: this.#components.growth() } : {};
    const reduced = this.leftOut || this.#groups.length > 0 ? ({ reduced: true } as const) : {};
    return { ...this.#tally(), outcome, reached: this.#reached, drained: this.#drained, ...reduced, ...growth };
  }
}
