/** Runs a scenario once and evaluates its checks: what the sandbox does inside its child process. */
import type { CancelSignal } from "../../base/cancellation.ts";
import type { StepFailure } from "../simulation/draft.ts";
import type { ScenarioSpec, SourcePlace, Step } from "../simulation/model.ts";
import { AnswerMemo, type Oracle } from "../simulation/oracle.ts";
import { defaultLimits, runOnce, type RunEnd, type RunLimits } from "../simulation/run.ts";
import { startWorld } from "../simulation/world.ts";
import { breakLine, exerciseFile } from "./breakLine.ts";
import { CheckWatch } from "./checkWatch.ts";
import type { BrokenCheck, RunFailure, RunReply } from "./model.ts";
import { validateScenario } from "./validateScenario.ts";

/**
 * Broken checks come in the order in which they broke, each once. Rejects with whatever the oracle rejects with: those
 * failures end the run and are the sandbox's to describe.
 */
export async function runScenario(
  spec: ScenarioSpec,
  oracle: Oracle,
  limits: RunLimits = defaultLimits,
  signal?: CancelSignal,
): Promise<RunReply> {
  const invalid = validateScenario(spec);
  if (invalid !== undefined) return { kind: "failed", failure: invalid };
  const memo = new AnswerMemo(oracle);
  const watch = new CheckWatch(spec, memo);
  await watch.atStart(startWorld(spec));
  if (watch.failure !== undefined) return { kind: "failed", failure: watch.failure };
  const taken: Step[] = [];
  const { run, end, world } = await runOnce(
    spec,
    memo,
    limits,
    async (after, step, _index, drained) => {
      taken.push(step);
      await watch.afterStep(after, taken, drained);
    },
    signal,
  );
  if (end.kind === "cancelled") return { kind: "failed", failure: { code: "cancelled" } };
  if (end.kind === "failed") return { kind: "failed", failure: described(end.failure) };
  if (end.kind === "drained") await watch.atDrain(world, run.steps);
  if (watch.failure !== undefined) return { kind: "failed", failure: watch.failure };
  const stopped = notDrained(end, run.steps);
  return {
    kind: "ran",
    run,
    broken: stopped === undefined ? watch.broken : [...watch.broken, stopped],
    coverage: { kind: "one-run", choices: run.steps.length },
  };
}

function notDrained(end: RunEnd, steps: readonly Step[]): BrokenCheck | undefined {
  if (end.kind === "drained" && !end.stuck) return undefined;
  const at = breakLine(steps);
  return {
    check: "drains",
    kind: "drains",
    step: steps.length,
    reason: end.kind === "drained" ? "stuck" : "limit",
    ...(at === undefined ? {} : { at }),
  };
}

function described(failure: StepFailure): RunFailure {
  const start: SourcePlace = { file: exerciseFile, line: 1, column: 1 };
  const { service, message } = failure;
  const during = { kind: "handler", service, message } as const;
  if (failure.code === "never-settles") return { code: "never-settles", during, at: start };
  return { code: "unknown-target", during, what: failure.what, name: failure.name, at: failure.at ?? start };
}
