/** Judges code by a scenario: all schedules within its bound, or the one run that it asks for. */
import { endlessLoop } from "../exploration/endlessLoop.ts";
import type { Bound, SearchResult, SearchTold, Violation } from "../exploration/model.ts";
import { pointOfNoReturn } from "../exploration/pointOfNoReturn.ts";
import { packedSearch } from "../exploration/packedSearch.ts";
import type { Run, ScenarioSpec, Step } from "../simulation/model.ts";
import { AnswerMemo, type Oracle } from "../simulation/oracle.ts";
import { defaultLimits } from "../simulation/run.ts";
import { atScale, startWorld } from "../simulation/world.ts";
import { breakLine } from "./breakLine.ts";
import { CheckWatch } from "./checkWatch.ts";
import { describedFailure, exerciseStart, scenarioStart } from "./failures.ts";
import { lengthOf } from "./folds.ts";
import { idleHandlers } from "./idleHandlers.ts";
import type { BrokenCheck, Coverage, RunReply, SearchSettings } from "./model.ts";
import { defaultSearch, plainLimits } from "./searchDefaults.ts";
import { searchReadClocks } from "./readClocks.ts";
import { runWatched, type WatchedRun } from "./runScenario.ts";
import { validateScenario } from "./validateScenario.ts";

export interface CheckOptions {
  /** The present time in milliseconds. */
  readonly clock: () => number;
  /** Whether there is nearly no memory left. */
  readonly isFull?: () => boolean;
  readonly search?: SearchSettings;
  readonly onProgress?: (told: SearchTold) => void;
  /** Only what the scenario itself checks. */
  readonly ownChecksOnly?: boolean;
}

/** How far code is searched that does not come to an end even in a plain run: far enough for a short loop. */
const endlessSearch = { timeMs: 2000, states: 3000 } as const;

/** Choices of a timed run, which has many clients and is never searched. */
const timedSteps = 60_000;
/** Steps of a timed run that are kept to be looked at. */
const shownSteps = 500;

/**
 * Broken checks come with the shortest schedule that breaks the first of them. Rejects with whatever the oracle rejects
 * with: those failures end the run and are the sandbox's to describe.
 */
export async function checkScenario(whole: ScenarioSpec, oracle: Oracle, options: CheckOptions): Promise<RunReply> {
  const invalid = validateScenario(whole);
  if (invalid !== undefined) return { kind: "failed", failure: invalid };
  const only = options.search?.checks;
  const spec =
    only === undefined ? whole : { ...whole, checks: whole.checks.filter(({ name }) => only.includes(name)) };
  const memo = new AnswerMemo(oracle);
  const watch = new CheckWatch(spec, memo);
  await watch.atStart(startWorld(spec));
  if (watch.failure !== undefined) return { kind: "failed", failure: watch.failure };
  if (spec.schedule !== undefined) return followSchedule(spec, spec.schedule, memo);
  if (spec.timed) return runTimed(spec, memo);
  return exploreScenario(spec, memo, only === undefined ? options : { ...options, ownChecksOnly: true });
}

async function exploreScenario(spec: ScenarioSpec, memo: AnswerMemo, options: CheckOptions): Promise<RunReply> {
  const { clock, isFull, onProgress, ownChecksOnly } = options;
  const { timeMs, states, unreduced } = { ...defaultSearch, ...options.search };
  // A plain run says soon what a search would find out late: code that cannot run, or that never comes to an end.
  const plain = await runWatched(atScale(spec, spec.scale.at(-1) ?? 0), memo, { kind: "policy" }, plainLimits(spec));
  if (plain.failure !== undefined && plain.failure.code !== "check-threw") {
    return { kind: "failed", failure: plain.failure };
  }
  const endless = plain.outcome.end.kind === "limit" && ownChecksOnly !== true;
  const end = clock() + (endless ? Math.min(timeMs, endlessSearch.timeMs) : timeMs);
  for (const [index, updates] of spec.scale.entries()) {
    const scaled = atScale(spec, updates);
    const last = index === spec.scale.length - 1;
    // A goal need only be reached within the whole bound.
    const rung = last ? scaled : { ...scaled, checks: scaled.checks.filter(({ kind }) => kind !== "reachable") };
    const most = endless ? Math.min(states, endlessSearch.states) : states;
    const result = await searchReadClocks(rung, memo.looked, (within) =>
      packedSearch(within, memo, {
        budget: { timeMs: Math.max(1, end - clock()), states: most },
        clock,
        reduced: unreduced !== true,
        ...(isFull === undefined ? {} : { isFull }),
        ...(onProgress === undefined ? {} : { onProgress }),
        ...(ownChecksOnly === undefined ? {} : { ownChecksOnly }),
      }),
    );
    const coverage = covered(spec, updates, result, memo);
    const { outcome } = result;
    if (outcome.kind === "failed") return { kind: "failed", failure: describedFailure(outcome.failure) };
    if (outcome.kind === "check-threw") return threwIn(scaled, memo, outcome);
    if (outcome.kind === "violated") {
      const { states: found, transitions, depth } = result;
      const sign = (): void => onProgress?.({ states: found, transitions, depth });
      return violated(scaled, memo, outcome.violations, coverage, sign);
    }
    if (outcome.kind === "stopped") {
      if (endless) return ran(spec, memo, plain.outcome.run, plain.broken, coverage);
      return { kind: "failed", failure: { code: "not-all", coverage, at: exerciseStart } };
    }
    if (last) return ran(scaled, memo, plain.outcome.run, [], coverage);
  }
  throw new RangeError("A scenario has at least one scale");
}

type Explored = Extract<Coverage, { kind: "explored" }>;

function covered(spec: ScenarioSpec, updates: number, result: SearchResult, memo: AnswerMemo): Explored {
  const { outcome, states, transitions, growth, reduced } = result;
  const bound: Bound = { updates, faults: spec.faults, perMessage: spec.perMessage };
  const stopped = outcome.kind === "stopped" ? { stopped: outcome.why } : {};
  const exhaustive = outcome.kind === "complete";
  return {
    kind: "explored",
    exhaustive,
    ...(reduced === undefined ? {} : { reduced }),
    ...stopped,
    bound,
    states,
    transitions,
    handlerCalls: memo.asked,
    ...(growth === undefined ? {} : { growth }),
  };
}

async function violated(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  violations: readonly Violation[],
  coverage: Coverage,
  sign: () => void,
): Promise<RunReply> {
  const broken: BrokenCheck[] = [];
  let shown: WatchedRun | undefined;
  for (const violation of violations) {
    const { check, kind, schedule, reason } = violation;
    if (kind === "reachable") {
      broken.push({ check, kind, step: 0 });
      continue;
    }
    const round = reason === "loop" ? await endlessLoop(spec, memo, schedule, sign) : undefined;
    const labels = round === undefined ? schedule : [...schedule, ...round.lead, ...round.loop];
    const run = await runWatched(spec, memo, { kind: "schedule", labels });
    if (run.failure !== undefined) return { kind: "failed", failure: run.failure };
    shown ??= run;
    const found =
      run.broken.find((one) => one.check === check) ??
      (round === undefined
        ? { check, kind, step: schedule.length, ...(reason === undefined ? {} : { reason }) }
        : loopOf(run.outcome.run.steps, round.loop.length));
    const atEnd = kind === "atDrain" || kind === "drains";
    const lost = atEnd ? await pointOfNoReturn(spec, memo, schedule, sign) : undefined;
    broken.push(lost === undefined ? found : { ...found, pointOfNoReturn: lost });
  }
  const run = shown?.outcome.run ?? (await runWatched(spec, memo, { kind: "policy" })).outcome.run;
  return ran(spec, memo, run, broken, coverage);
}

/** The last steps of a run, which come round again for ever. */
function loopOf(steps: readonly Step[], length: number): BrokenCheck {
  const loopFrom = steps.length - length;
  const at = breakLine(steps.slice(loopFrom));
  const found = { check: "drains", kind: "drains", reason: "loop", step: steps.length - 1, loopFrom } as const;
  return at === undefined ? found : { ...found, at };
}

async function threwIn(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  { check, schedule }: { readonly check: string; readonly schedule: readonly string[] },
): Promise<RunReply> {
  const { failure } = await runWatched(spec, memo, { kind: "schedule", labels: schedule });
  const unknown = { name: "Error", message: "unknown" };
  return { kind: "failed", failure: failure ?? { code: "check-threw", check, error: unknown, at: scenarioStart } };
}

async function runTimed(spec: ScenarioSpec, memo: AnswerMemo): Promise<RunReply> {
  const limits = { ...defaultLimits, steps: timedSteps };
  const { outcome, broken, failure } = await runWatched(spec, memo, { kind: "policy" }, limits);
  if (failure !== undefined) return { kind: "failed", failure };
  const { run } = outcome;
  const choices = lengthOf(run.steps);
  const shown: Run =
    run.steps.length > shownSteps ? { ...run, steps: run.steps.slice(0, shownSteps), drained: false } : run;
  const within = broken.map((one) => ({ ...one, step: Math.min(one.step, shown.steps.length) }));
  // What the whole run costs, also where only its beginning is shown.
  const reply = await ran(spec, memo, run, within, { kind: "one-run", choices });
  return reply.kind === "ran" ? { ...reply, run: shown } : reply;
}

async function followSchedule(spec: ScenarioSpec, labels: readonly string[], memo: AnswerMemo): Promise<RunReply> {
  const watched = await runWatched(spec, memo, { kind: "schedule", labels }, defaultLimits);
  const { outcome, reached, failure } = watched;
  if (failure !== undefined) return { kind: "failed", failure };
  const { end, run } = outcome;
  const step = run.steps.length;
  const broken: BrokenCheck[] =
    end.kind === "followed" && end.label !== undefined
      ? [{ check: "schedule", kind: "impossible", step, detail: end.label }]
      : [
          ...watched.broken,
          ...spec.checks
            .filter(({ kind, name }) => kind === "reachable" && !reached.has(name))
            .map(({ name, kind }) => ({ check: name, kind, step, reason: "schedule" as const })),
        ];
  // Another schedule might call what this one does not.
  return ran(spec, memo, run, broken, { kind: "one-run", choices: lengthOf(run.steps) }, { idle: false });
}

async function ran(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  run: Run,
  broken: readonly BrokenCheck[],
  coverage: Coverage,
  says: { readonly idle: boolean } = { idle: true },
): Promise<RunReply> {
  const counters = await weigh(spec, memo, run);
  if ("failure" in counters) return { kind: "failed", failure: counters.failure };
  const idle = says.idle ? { idle: idleHandlers(spec, memo.called) } : {};
  return { kind: "ran", run, broken, coverage, counters: counters.sums, ...idle };
}

async function weigh(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  run: Run,
): Promise<
  | { readonly sums: Readonly<Record<string, number>> }
  | { readonly failure: Extract<RunReply, { kind: "failed" }>["failure"] }
> {
  const sums = new Map(spec.counters.map((name) => [name, 0]));
  for (const { effects } of spec.counters.length === 0 ? [] : run.steps) {
    if (effects.length === 0) continue;
    const question = { ask: "counters", effects } as const;
    await memo.learn(question);
    const answer = memo.counters(question);
    if (answer?.kind === "threw") {
      const { counter: check, error } = answer;
      return { failure: { code: "check-threw", check, error, at: error.at ?? scenarioStart } };
    }
    spec.counters.forEach((name, index) => sums.set(name, (sums.get(name) ?? 0) + (answer?.weights[index] ?? 0)));
  }
  return { sums: Object.fromEntries(sums) };
}
