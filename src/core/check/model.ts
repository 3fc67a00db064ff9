/** What checking an answer means: the question put to a {@link Runner}, and the verdict. */
import type { CancelSignal } from "../../base/cancellation.ts";
import type { Run, SourcePlace, Thrown } from "../simulation/model.ts";

/** Executes pack and learner code. Implemented by the sandbox; tests pass a fake. */
export interface Runner {
  /** Runs one scenario against one exercise file. Never throws for what the code did: that is a {@link RunFailure}. */
  run(request: RunRequest, signal?: CancelSignal): Promise<RunReply>;
}

export interface RunRequest {
  /** The learner's whole file, or the solution. */
  readonly exercise: string;
  readonly scenario: string;
}

export type RunReply =
  | { readonly kind: "ran"; readonly run: Run; readonly broken: readonly BrokenCheck[]; readonly coverage: Coverage }
  | { readonly kind: "failed"; readonly failure: RunFailure };

/** How much of what could happen was tried. A search over all schedules adds its own kind. */
export type Coverage = { readonly kind: "one-run"; readonly choices: number };

/** Checks that every scenario has, under names its own checks cannot take. */
export const builtInChecks = ["no-exception", "drains"] as const;

/** A check that did not hold. `step` is the index in the run after which it was broken; the run's length at drain. */
export interface BrokenCheck {
  readonly check: string;
  readonly kind: "always" | "atDrain" | "no-exception" | "drains";
  readonly step: number;
  readonly detail?: string;
  /** The line that shows it: where the exception was thrown, or the last learner line that wrote what is wrong. */
  readonly at?: SourcePlace;
  readonly thrown?: Thrown;
  /** Of `drains`: retried until a limit was reached, or a handler waits for a reply that can no longer come. */
  readonly reason?: "limit" | "stuck";
}

/** Why code could not be judged. Never a verdict about right or wrong. */
export type RunFailure =
  | { readonly code: "syntax"; readonly at: SourcePlace; readonly message: string }
  | {
      readonly code: "forbidden";
      readonly at: SourcePlace;
      readonly what: "import" | "dynamic-import" | "html-comment" | "eval" | "direct-eval";
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
  | { readonly code: "check-threw"; readonly check: string; readonly error: Thrown; readonly at: SourcePlace }
  | { readonly code: "cancelled" }
  | { readonly code: "sandbox-died"; readonly reason: string };

export type ScenarioFault =
  | { readonly kind: "no-default-export" }
  | { readonly kind: "no-services" }
  | { readonly kind: "no-checks" }
  | { readonly kind: "bad-value"; readonly path: string; readonly expected: string }
  | { readonly kind: "unknown-service"; readonly name: string }
  | { readonly kind: "unhandled"; readonly service: string; readonly message: string }
  | { readonly kind: "duplicate-check"; readonly name: string }
  /** An `always` check that does not hold before anything has happened: no code could make it hold. */
  | { readonly kind: "broken-at-start"; readonly check: string; readonly detail?: string };

/** Which code was running: a handler for a message, a check, or a file being loaded. */
export type During =
  | { readonly kind: "loading"; readonly file: string }
  | { readonly kind: "handler"; readonly service: string; readonly message: string }
  | { readonly kind: "check"; readonly check: string };

/** What the learner is told. `blank` is set where it is known which blank is to blame. */
export type Verdict =
  | { readonly kind: "right"; readonly run: Run; readonly coverage: Coverage }
  | { readonly kind: "worse"; readonly run: Run; readonly coverage: Coverage; readonly listed: ListedAnswer }
  | {
      readonly kind: "wrong";
      readonly run: Run;
      readonly coverage: Coverage;
      /** At least one; the first is the one to show. */
      readonly broken: readonly BrokenCheck[];
      /** Blanks whose text is a wrong fragment that the author listed, with its why. */
      readonly listed: readonly ListedAnswer[];
    }
  | { readonly kind: "incomplete"; readonly unfilled: readonly string[]; readonly missing: readonly string[] }
  | { readonly kind: "error"; readonly failure: RunFailure };

/** A learner's blank recognised, token by token, as a fragment of `exercise.md`. */
export interface ListedAnswer {
  readonly blank: string;
  /** The variant's short name. */
  readonly name: string;
  readonly why: string;
}
