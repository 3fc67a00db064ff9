/** One deterministic run of a scenario from its start until nothing more can happen or a limit is reached. */
import { choices, entryAt } from "./choices.ts";
import type { StepFailure } from "./draft.ts";
import { label } from "./label.ts";
import type { Choice, Run, ScenarioSpec, Step } from "./model.ts";
import type { AnswerMemo } from "./oracle.ts";
import { RunPolicy } from "./policy.ts";
import { spends } from "./faultKinds.ts";
import { step, take, type StepResult } from "./step.ts";
import { snapshotOf } from "./view.ts";
import { startWorld, type World } from "./world.ts";

/** Where a run that does not end by itself is cut off: it counts as retried for ever. */
export interface RunLimits {
  /** Choices in one run. */
  readonly steps: number;
  /** Deliveries of one message from a queue without a limit of its own. */
  readonly attempts: number;
  /** Operations of one delivery: each one runs the handler again from its start. */
  readonly operations: number;
}

export const defaultLimits: RunLimits = { steps: 2000, attempts: 10, operations: 200 };

export type RunEnd =
  /** Nothing more can happen. `stuck`: although a handler still waits for a reply that can no longer come. */
  | { readonly kind: "drained"; readonly stuck: boolean }
  | { readonly kind: "limit"; readonly limit: keyof RunLimits }
  /** The schedule's end was reached, or (with `label`) a choice that was not possible. */
  | { readonly kind: "followed"; readonly label?: string }
  | { readonly kind: "failed"; readonly failure: StepFailure };

export interface RunOutcome {
  readonly run: Run;
  readonly end: RunEnd;
  /** The world at the end. */
  readonly world: World;
}

/** Told after each step; the run goes on when the promise resolves. */
export type StepListener = (world: World, taken: Step, index: number, drained: boolean) => Promise<void>;

/** Which way a run goes: by the order of {@link RunPolicy}, or along a schedule of labels. */
export type Way = { readonly kind: "policy" } | { readonly kind: "schedule"; readonly labels: readonly string[] };

/**
 * Runs by the order of {@link RunPolicy}, or along a schedule. The same scenario and code give the same run, always. Rejects only with what
 * the oracle or the listener rejects with.
 */
export async function runOnce(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  limits: RunLimits = defaultLimits,
  onStep?: StepListener,
  way: Way = { kind: "policy" },
): Promise<RunOutcome> {
  let world = startWorld(spec);
  const start = snapshotOf(spec, world);
  const steps: Step[] = [];
  const policy = new RunPolicy();
  const finish = (end: RunEnd): RunOutcome => ({
    run: { start, steps, drained: isDrained(world, enabled) },
    end,
    world,
  });
  let enabled = choices(spec, world);
  for (;;) {
    const wanted = way.kind === "schedule" ? way.labels[steps.length] : undefined;
    if (way.kind === "schedule" && wanted === undefined) return finish({ kind: "followed" });
    const choice = wanted === undefined ? policy.choose(world, enabled) : enabled.find((one) => label(one) === wanted);
    if (choice === undefined && wanted !== undefined) return finish({ kind: "followed", label: wanted });
    if (choice === undefined) return finish({ kind: "drained", stuck: isStuck(world) });
    if (steps.length >= limits.steps) return finish({ kind: "limit", limit: "steps" });
    if (redeliveredTooOften(spec, world, choice, limits.attempts)) return finish({ kind: "limit", limit: "attempts" });
    const result = await learnAndTake(spec, world, choice, memo);
    if (result.kind === "failed") return finish(result);
    world = result.world;
    enabled = choices(spec, world);
    const at = result.at === undefined ? {} : { at: result.at };
    const taken: Step = {
      choice,
      label: label(choice),
      ...at,
      effects: result.effects,
      after: snapshotOf(spec, world),
    };
    steps.push(taken);
    await onStep?.(world, taken, steps.length - 1, isDrained(world, enabled));
    if (operatesTooOften(world, limits.operations)) return finish({ kind: "limit", limit: "operations" });
  }
}

/** Takes one choice, learning from the oracle whatever is not known yet. Rejects with a RangeError if not enabled. */
export function takeStep(
  spec: ScenarioSpec,
  world: World,
  choice: Choice,
  memo: AnswerMemo,
): Promise<Exclude<StepResult, { kind: "needs" }>> {
  return learning(memo, () => step(spec, world, choice, memo));
}

function learnAndTake(
  spec: ScenarioSpec,
  world: World,
  choice: Choice,
  memo: AnswerMemo,
): Promise<Exclude<StepResult, { kind: "needs" }>> {
  return learning(memo, () => take(spec, world, choice, memo));
}

async function learning(memo: AnswerMemo, attempt: () => StepResult): Promise<Exclude<StepResult, { kind: "needs" }>> {
  for (;;) {
    const result = attempt();
    if (result.kind !== "needs") return result;
    await memo.learn(result.question);
  }
}

/** Nothing is left but faults. */
export function isDrained(world: World, enabled: readonly Choice[]): boolean {
  return enabled.every((choice) => spends(world, choice));
}

/** A handler waits although nothing can happen any more. */
export function isStuck(world: World): boolean {
  return Object.values(world.services).some(
    ({ tasks, requests }) => requests.length > 0 || tasks.some((task) => task.outcome.kind === "waiting"),
  );
}

function operatesTooOften(world: World, limit: number): boolean {
  return Object.values(world.services).some(({ tasks }) => tasks.some(({ operations }) => operations > limit));
}

function redeliveredTooOften(spec: ScenarioSpec, world: World, choice: Choice, limit: number): boolean {
  if (choice.kind !== "deliver" || spec.queues[choice.queue]?.maxAttempts !== undefined) return false;
  const state = world.services[choice.to];
  return state !== undefined && (entryAt(state, choice)?.attempts ?? 0) >= limit;
}
