/** What a run has come to: the service it is about, its line, a check that broke, a breakpoint. */
import type { SteppingHistory, Visited } from "../../core/check/history.ts";
import { lineNow } from "../../core/check/lineNow.ts";
import type { BrokenCheck, Moment } from "../../core/check/model.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";
import { serviceOf } from "./serviceState.ts";

export function lineHere(history: SteppingHistory): SourcePlace | undefined {
  const before = beforeOf(history);
  return before === undefined ? undefined : lineNow(history.current, before.moment.snapshot);
}

/** The service that the present moment is about; the first one where it is about none. */
export function focusOf(history: SteppingHistory): string {
  const { step, moment } = history.current;
  const before = beforeOf(history);
  const service = step === undefined || before === undefined ? undefined : serviceOf(step, before.moment.snapshot);
  return service ?? Object.keys(moment.snapshot.services)[0] ?? "";
}

/** Checks that hold before the last step and do not hold after it. */
export function newlyBroken(history: SteppingHistory): readonly BrokenCheck[] {
  const before = new Set(beforeOf(history)?.moment.broken.map(({ check }) => check));
  return history.current.moment.broken.filter(({ check }) => !before.has(check));
}

/** Whether by the last step a handler came to wait at an operation on one of these lines. Lines start at 1. */
export function atBreakpoint(history: SteppingHistory, lines: ReadonlySet<number>): boolean {
  const known = new Set(waits(beforeOf(history)?.moment).map(({ name }) => name));
  return waits(history.current.moment).some(({ name, line }) => !known.has(name) && lines.has(line));
}

function waits(moment: Moment | undefined): readonly { readonly name: string; readonly line: number }[] {
  return Object.values(moment?.snapshot.services ?? {}).flatMap(({ tasks = [] }) =>
    tasks.flatMap(({ tag, waitsAt }) =>
      waitsAt.flatMap(({ index, at, via = [] }) =>
        [at, ...via].flatMap((place) =>
          place?.file === "exercise.ts" ? [{ name: `${tag} ${index}`, line: place.line }] : [],
        ),
      ),
    ),
  );
}

/** Of a step: the moment it was taken from. */
function beforeOf(history: SteppingHistory): Visited | undefined {
  return history.line()[history.depth - 1];
}
