/** What a search over all schedules is asked, and what it found. */
import type { FaultBudget, MessageFaults } from "../simulation/model.ts";
import type { StepFailure } from "../simulation/draft.ts";

/** What a verdict covers: everything that can happen within this. */
export interface Bound {
  /** Operations of each client. */
  readonly updates: number;
  readonly faults: FaultBudget;
  readonly perMessage: MessageFaults;
}

/** The service with the most situations of its own, and the field of its store that tells most of them apart. */
export interface Growth {
  readonly service: string;
  readonly situations: number;
  readonly field?: string;
}

export interface SearchBudget {
  /** Milliseconds of the whole search. */
  readonly timeMs: number;
  readonly states: number;
}

export interface SearchTally {
  readonly states: number;
  /** Steps that are possible in the situations visited, whether they were followed or left out. */
  readonly transitions: number;
  /** Choices, `step` left out, of the longest schedule so far. */
  readonly depth: number;
}

/** How far a search has got that is still under way. */
export interface SearchTold extends SearchTally {
  /** The service with the most situations of its own. */
  readonly largest?: Omit<Growth, "field">;
}

/** A check that does not hold, and the shortest schedule that shows it. */
export interface Violation {
  readonly check: string;
  readonly kind: "always" | "atDrain" | "reachable" | "session" | "bounded" | "no-exception" | "drains";
  /** Labels, from the start. Empty for a goal that no schedule reaches. */
  readonly schedule: readonly string[];
  /** Of `drains`. `loop`: from here the run goes round for ever; `stuck`: a handler waits for what cannot come. */
  readonly reason?: "loop" | "stuck";
}

export type SearchOutcome =
  | { readonly kind: "complete" }
  /** The budget ran out. */
  | { readonly kind: "stopped"; readonly why: "time" | "states" }
  /**
   * At least one; all of the same rank, in the scenario's order of checks. `early`: the search had to stop before it was
   * certain that nothing breaks sooner.
   */
  | { readonly kind: "violated"; readonly violations: readonly Violation[]; readonly early?: true }
  | { readonly kind: "failed"; readonly failure: StepFailure; readonly schedule: readonly string[] }
  | { readonly kind: "check-threw"; readonly check: string; readonly schedule: readonly string[] };

export interface SearchResult extends SearchTally {
  readonly outcome: SearchOutcome;
  /** Goals (`reachable` checks) that some schedule reached. */
  readonly reached: ReadonlySet<string>;
  /** Situations in which nothing more can happen. */
  readonly drained: number;
  /** Orders of steps were left out that make no difference to how a run ends: not all situations were visited. */
  readonly reduced?: true;
  /** Where the space grew, of a search that was stopped. */
  readonly growth?: Growth;
}
