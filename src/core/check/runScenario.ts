/** Runs a scenario once and evaluates its checks: a timed run, or the one schedule that the learner gave. */
import type { ScenarioSpec, Step } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { defaultLimits, type RunEnd, type RunLimits, runOnce, type RunOutcome, type Way } from "../simulation/run.ts";
import { breakLine } from "./breakLine.ts";
import { CheckWatch } from "./checkWatch.ts";
import { describedFailure } from "./failures.ts";
import type { BrokenCheck, RunFailure } from "./model.ts";

export interface WatchedRun {
  readonly outcome: RunOutcome;
  /** In the order in which they broke, each once. */
  readonly broken: readonly BrokenCheck[];
  readonly reached: ReadonlySet<string>;
  /** What makes the run say nothing about right or wrong. */
  readonly failure?: RunFailure;
}

/** Rejects with whatever the oracle rejects with: those failures end the run and are the sandbox's to describe. */
export async function runWatched(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  way: Way,
  limits: RunLimits = defaultLimits,
): Promise<WatchedRun> {
  const watch = new CheckWatch(spec, memo);
  const taken: Step[] = [];
  const outcome = await runOnce(
    spec,
    memo,
    limits,
    async (after, step, _index, drained) => {
      taken.push(step);
      await watch.afterStep(after, taken, drained);
    },
    way,
  );
  const { end, world, run } = outcome;
  if (run.drained) await watch.atDrain(world, taken);
  const failure = failureOf(end) ?? watch.failure;
  const stopped = notDrained(end, taken.length);
  if (stopped !== undefined) watch.add(stopped, breakLine(taken));
  return { outcome, broken: watch.broken, reached: watch.reached, ...(failure === undefined ? {} : { failure }) };
}

function failureOf(end: RunEnd): RunFailure | undefined {
  return end.kind === "failed" ? describedFailure(end.failure) : undefined;
}

function notDrained(end: RunEnd, step: number): Omit<BrokenCheck, "at"> | undefined {
  if (end.kind === "limit") return { check: "drains", kind: "drains", step, reason: "limit" };
  if (end.kind === "drained" && end.stuck) return { check: "drains", kind: "drains", step, reason: "stuck" };
  return undefined;
}
