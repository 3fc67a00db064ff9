/** What checking an answer means: the question put to a {@link Runner}, and the verdict. */
import type { CancelSignal } from "../../base/cancellation.ts";
import type { Disposable } from "../../base/disposable.ts";
import type { Bound, Growth, SearchTold } from "../exploration/model.ts";
import type { Choice, Par, Run, Snapshot, SourcePlace, Step, Thrown } from "../simulation/model.ts";

/** Executes pack and learner code. Implemented by the sandbox; tests pass a fake. */
export interface Runner {
  /** Runs one scenario against one exercise file. Never throws for what the code did: that is a {@link RunFailure}. */
  run(request: RunRequest, signal?: CancelSignal, onProgress?: SearchProgress): Promise<RunReply>;
  /** Begins to step through a scenario by hand. The session has a process of its own until it is disposed. */
  step(request: RunRequest, signal?: CancelSignal): Promise<SteppingReply>;
}

/** Hears how far a search has got, a few times a second. */
export type SearchProgress = (told: SearchTold) => void;

export type SteppingReply =
  | { readonly kind: "open"; readonly stepping: Stepping }
  | { readonly kind: "failed"; readonly failure: RunFailure };

/**
 * Moments already reached, by number, and the way to further ones. Moment 0 is the start. A moment never changes, so
 * stepping back is only a matter of which one is shown; taking another choice from an old one begins a new branch.
 */
export interface Stepping extends Disposable {
  readonly start: Moment;
  /** Takes the choice with this label. Taken before from the same moment: the same moment again. */
  take(from: number, label: string): Promise<TakenStep>;
  /**
   * Takes choices by the order of a plain run (no faults), from `from` until the goal: `drained`, or `shared`, the next
   * moment at which something left a service. At most `limit` steps. Resolves with what was taken, in order.
   */
  run(from: number, goal: "drained" | "shared", limit: number): Promise<readonly TakenStep[]>;
}

export type TakenStep =
  | { readonly kind: "taken"; readonly from: number; readonly moment: Moment; readonly step: Step }
  /** The choice is not possible there. */
  | { readonly kind: "refused"; readonly label: string; readonly reason: RefusalReason }
  /** The code cannot go on from there; the moment that was left is still good. */
  | { readonly kind: "failed"; readonly failure: RunFailure };

export interface Moment {
  readonly id: number;
  readonly snapshot: Snapshot;
  readonly offers: readonly Offer[];
  /** Nothing is left but faults. */
  readonly drained: boolean;
  /** Checks that do not hold now (`atDrain` only where drained), in the scenario's order. */
  readonly broken: readonly BrokenCheck[];
  /** A check, monitor or counter of the scenario threw here: what it would say is not known. */
  readonly checkFailure?: RunFailure;
  /** Goals (`reachable` checks), and whether each holds now. */
  readonly goals: readonly GoalState[];
  /** What it cost to come here: choices (`step` not counted) and faults. */
  readonly cost: Par;
  /** For each service whose store is a copy of another's by `copies`: how it compares. */
  readonly copies: readonly CopyState[];
}

export interface GoalState {
  readonly name: string;
  readonly reached: boolean;
  readonly par?: Par;
}

/** A choice as it is offered. What cannot be done now is offered too, with the reason. */
export interface Offer {
  readonly choice: Choice;
  readonly label: string;
  readonly fault: boolean;
  /** The learner's line it would run on from. */
  readonly at?: SourcePlace;
  readonly refused?: RefusalReason;
}

/**
 * `budget`: the scenario allows no more of this fault. `order`: another message of its queue or key comes first. `busy`:
 * the service handles as many messages as it may. `cut`: the link is partitioned. `gone`: there is nothing of that name
 * (any more).
 */
export type RefusalReason = "budget" | "order" | "busy" | "cut" | "gone";

/** Keys that several services store, one row for each key and holder: equal to the first writer's, stale or diverged. */
export interface CopyState {
  readonly key: string;
  readonly service: string;
  /** `source` is the service that stored the key first. */
  readonly state: "source" | "equal" | "stale" | "diverged";
  /** Of `stale`: how many of the source's values came later. */
  readonly behind?: number;
}

export interface RunRequest {
  /** The learner's whole file, or the solution. */
  readonly exercise: string;
  readonly scenario: string;
  /** How far to search; the defaults where left out. */
  readonly search?: SearchSettings;
}

export interface SearchSettings {
  /** Milliseconds after which the search gives up and says how far it got. */
  readonly timeMs?: number;
  /** Situations after which it does. */
  readonly states?: number;
  /** No reductions: every situation is visited, also those that make no difference. */
  readonly unreduced?: boolean;
  /** To step through what breaks with less: operations of each client at most. */
  readonly updates?: number;
  /** Only these of the scenario's checks. */
  readonly checks?: readonly string[];
  /**
   * Instead of the checks: an expression over the services' stores, `inFlight` and `drained`. The reply's run is the
   * shortest one to a state in which it is true; its broken check is named after the expression.
   */
  readonly goal?: string;
}

export type RunReply =
  | {
      readonly kind: "ran";
      /** The shortest run that breaks the first of `broken`; a plain run where nothing is broken. */
      readonly run: Run;
      readonly broken: readonly BrokenCheck[];
      readonly coverage: Coverage;
      /** What `run` costs, by the scenario's counters. */
      readonly counters: Readonly<Record<string, number>>;
      /** Handlers for which there was no use in all that was tried; absent where that cannot be said. */
      readonly idle?: readonly IdleHandler[];
      /** Of a goal that no schedule leads to: names that it reads and that no store had anywhere. Mistyped, most likely. */
      readonly absent?: readonly string[];
    }
  | { readonly kind: "failed"; readonly failure: RunFailure };

/** A handler that no queue leads to, no client asks and no code called. */
export interface IdleHandler {
  readonly service: string;
  readonly message: string;
  /** Where it is registered. */
  readonly at?: SourcePlace;
  /** The case of a learner's check that it belongs to. */
  readonly case?: string;
}

/** How much of what could happen was tried. */
export type Coverage =
  /** Of a timed run, or of a schedule that the learner gave. Operations of tasks are not counted. */
  | { readonly kind: "one-run"; readonly choices: number }
  | {
      readonly kind: "explored";
      /** Every schedule within the bound; otherwise the search stopped, and `stopped` says why. */
      readonly exhaustive: boolean;
      /** All schedules were covered without visiting every state: orders that make no difference were left out. */
      readonly reduced?: true;
      readonly stopped?: "time" | "states";
      readonly bound: Bound;
      readonly states: number;
      readonly transitions: number;
      /** How often the code was asked something new. */
      readonly handlerCalls: number;
      /** Where the space grew when the search was stopped. */
      readonly growth?: Growth;
    };

/** Checks that every scenario has, under names its own checks cannot take. */
export const builtInChecks = ["no-exception", "drains", "schedule"] as const;

/** A check that did not hold. `step` is the index in the run after which it was broken; the run's length at drain. */
export interface BrokenCheck {
  readonly check: string;
  readonly kind: BrokenKind;
  readonly step: number;
  readonly detail?: string;
  /** The line that shows it: where the exception was thrown, or the last learner line that wrote what is wrong. */
  readonly at?: SourcePlace;
  readonly thrown?: Thrown;
  /**
   * Of `drains`: retried until a limit was reached, a run that goes round for ever, or a handler that waits for a reply
   * that can no longer come. Of `reachable`: the one schedule that was given does not get there; others may.
   */
  readonly reason?: "limit" | "loop" | "stuck" | "schedule";
  /** Of a loop: the step (an index) with which it begins; with `step` it ends, and all is as it was before. */
  readonly loopFrom?: number;
  /** The step (an index) after which no schedule can make up for it any more; absent where that is not known. */
  readonly pointOfNoReturn?: number;
  /** The case of a learner's check that it is about. */
  readonly case?: string;
}

/**
 * `reachable`: no schedule gets there. `impossible`: the learner's schedule cannot go on at this step. `silent`: a
 * learner's check never raised the alarm on a case that is wrong.
 */
export type BrokenKind =
  | "always"
  | "atDrain"
  | "reachable"
  | "session"
  | "bounded"
  | "no-exception"
  | "drains"
  | "impossible"
  | "silent";

/** Why code could not be judged. Never a verdict about right or wrong. */
export type RunFailure =
  | { readonly code: "syntax"; readonly at: SourcePlace; readonly message: string }
  | {
      readonly code: "forbidden";
      readonly at: SourcePlace;
      readonly what: "import" | "dynamic-import" | "html-comment" | "eval" | "direct-eval" | "namespace";
    }
  | { readonly code: "import-unknown"; readonly at: SourcePlace; readonly module: string }
  | { readonly code: "threw-while-loading"; readonly error: Thrown; readonly at: SourcePlace }
  | { readonly code: "hole-left"; readonly at: SourcePlace }
  | { readonly code: "too-slow"; readonly limitMs: number; readonly during: During; readonly at: SourcePlace }
  | { readonly code: "too-much-memory"; readonly limitMb: number; readonly during: During; readonly at: SourcePlace }
  | { readonly code: "state-outside-ctx"; readonly during: During; readonly at: SourcePlace }
  | { readonly code: "never-settles"; readonly during: During; readonly at: SourcePlace }
  | { readonly code: "not-plain-data"; readonly during: During; readonly what: string; readonly at: SourcePlace }
  | {
      readonly code: "unknown-target";
      readonly during: During;
      /** `publisher`: the queue is there, but another service is the one that publishes to it. */
      readonly what: "service" | "queue" | "method" | "publisher";
      readonly name: string;
      readonly at: SourcePlace;
    }
  | { readonly code: "too-many-steps"; readonly limit: number; readonly at: SourcePlace }
  | { readonly code: "scenario-invalid"; readonly reason: ScenarioFault; readonly at: SourcePlace }
  /** `check` names a check, a monitor or a counter. */
  | { readonly code: "check-threw"; readonly check: string; readonly error: Thrown; readonly at: SourcePlace }
  /** A handler that has to run in one step waits for another service, or does not end. */
  | { readonly code: "not-atomic"; readonly during: During; readonly at: SourcePlace }
  /** The search stopped before everything was tried, and nothing was broken so far: neither right nor wrong. */
  | { readonly code: "not-all"; readonly coverage: Coverage & { readonly kind: "explored" }; readonly at: SourcePlace }
  /** What a person typed to be taken to is no expression that could be tried. */
  | { readonly code: "goal-invalid"; readonly message: string }
  /** `soFar`: how far a search had got. */
  | { readonly code: "cancelled"; readonly soFar?: SearchTold }
  | { readonly code: "sandbox-died"; readonly reason: string };

export type ScenarioFault =
  | { readonly kind: "no-default-export" }
  | { readonly kind: "no-services" }
  | { readonly kind: "no-checks" }
  | { readonly kind: "bad-value"; readonly path: string; readonly expected: string }
  | { readonly kind: "unknown-property"; readonly path: string; readonly known: readonly string[] }
  | { readonly kind: "unknown-service"; readonly name: string }
  | { readonly kind: "unknown-client"; readonly name: string }
  | { readonly kind: "unhandled"; readonly service: string; readonly message: string }
  | { readonly kind: "duplicate-check"; readonly name: string }
  /** The name of one of {@link builtInChecks}. */
  | { readonly kind: "name-taken"; readonly name: string }
  /** An `always` check that does not hold before anything has happened: no code could make it hold. */
  | { readonly kind: "broken-at-start"; readonly check: string; readonly detail?: string };

/** Which code was running: a handler for a message, a check, or a file being loaded. */
export type During =
  | { readonly kind: "loading"; readonly file: string }
  | { readonly kind: "handler"; readonly service: string; readonly message: string }
  | { readonly kind: "check"; readonly check: string };

/** What the learner is told. `blank` is set where it is known which blank is to blame. */
export type Verdict =
  | ({ readonly kind: "right" } & Judged)
  | ({ readonly kind: "worse"; readonly listed: ListedAnswer } & Judged)
  | ({
      readonly kind: "wrong";
      /** At least one; the first is the one to show. */
      readonly broken: readonly BrokenCheck[];
      /** Blanks whose text is a wrong fragment that the author listed, with its why. */
      readonly listed: readonly ListedAnswer[];
    } & Judged)
  | { readonly kind: "incomplete"; readonly unfilled: readonly string[]; readonly missing: readonly string[] }
  | { readonly kind: "error"; readonly failure: RunFailure };

/** What every verdict about code that ran says of it. */
export interface Judged {
  readonly run: Run;
  readonly coverage: Coverage;
  /** What `run` costs, by the scenario's counters. */
  readonly counters: Readonly<Record<string, number>>;
  readonly idle?: readonly IdleHandler[];
}

/** A learner's blank recognised, token by token, as a fragment of `exercise.md`. */
export interface ListedAnswer {
  readonly blank: string;
  /** The variant's short name. */
  readonly name: string;
  readonly why: string;
}
