/** What `eventually explore` prints: for people, and for other programs. */
import type { BrokenCheck, RunFailure, RunReply } from "../core/check/model.ts";
import type { SourcePlace } from "../core/simulation/model.ts";
import { coverageText } from "../text/coverage.ts";
import { english } from "../text/translate.ts";
import { brokenText } from "../text/verdicts.ts";
import { failureText } from "./failureText.ts";
import { printable } from "./printable.ts";

/** A place in what ran, in the files as they are on disk. */
export type Shown = (at: SourcePlace) => SourcePlace;

export function exploreJson(reply: RunReply, seconds: number, shown: Shown): object {
  if (reply.kind === "failed") {
    const { failure } = reply;
    const coverage = coveredSoFar(failure);
    const place = placeOf(failure);
    return {
      verdict: "error",
      ...coverage,
      seconds,
      error: failure.code,
      message: failureText(failure, "explore"),
      ...(place === undefined ? {} : { at: shown(place) }),
    };
  }
  const { broken, coverage, run, counters } = reply;
  const [first] = broken;
  const common = { ...covered(coverage), seconds, counters };
  if (first === undefined) return { verdict: "holds", ...common };
  const others = broken.slice(1).map(({ check, kind }) => ({ check, kind }));
  return { verdict: "broken", ...common, violation: violation(first, run.steps, shown), others };
}

function violation(broken: BrokenCheck, steps: readonly { readonly label: string }[], shown: Shown): object {
  const { check, kind, reason, detail, at, loopFrom, pointOfNoReturn } = broken;
  return {
    check,
    kind,
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
    ...(at === undefined ? {} : { at: shown(at) }),
    steps: steps.map(({ label }) => label),
    // Steps are counted from 1 for people.
    ...(loopFrom === undefined ? {} : { loopFrom: loopFrom + 1 }),
    pointOfNoReturn: pointOfNoReturn === undefined ? null : pointOfNoReturn + 1,
  };
}

function coveredSoFar(failure: RunFailure): object {
  if (failure.code === "not-all") return covered(failure.coverage);
  if (failure.code !== "cancelled" || failure.soFar === undefined) return {};
  const { states, transitions } = failure.soFar;
  return { exhaustive: false, states, transitions };
}

/** A search that was not finished is about no line. */
function placeOf(failure: RunFailure): SourcePlace | undefined {
  return "at" in failure && failure.code !== "not-all" ? failure.at : undefined;
}

function covered(coverage: Extract<RunReply, { kind: "ran" }>["coverage"]): object {
  if (coverage.kind === "one-run") return { exhaustive: false, choices: coverage.choices };
  const { exhaustive, bound, states, transitions, handlerCalls, reduced = false } = coverage;
  return { exhaustive, reduced, bound, states, transitions, handlerCalls };
}

export function exploreText(reply: RunReply, shown: Shown): string {
  const placed = (at: SourcePlace | undefined, text: string): string => {
    if (at === undefined) return text;
    const { file, line, column } = shown(at);
    return `${file}:${line}:${column}  ${text}`;
  };
  if (reply.kind === "failed") {
    const { failure } = reply;
    return `${printable(placed(placeOf(failure), failureText(failure, "explore")))}\n`;
  }
  const { broken, coverage, run, counters } = reply;
  const costs = Object.entries(counters).map(([name, sum]) => `  ${name}: ${sum}`);
  if (broken.length === 0) return `${[coverageText(coverage, english), ...costs].map(printable).join("\n")}\n`;
  const lines = broken.map((one) => placed(one.at, brokenText(one, english)));
  const steps = run.steps.map(({ label }, index) => `  ${index + 1}. ${label}`);
  return `${[...lines, ...steps, ...costs].map(printable).join("\n")}\n`;
}
