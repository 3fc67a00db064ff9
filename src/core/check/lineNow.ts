/** Which line of the exercise a moment stands at. */
import type { Snapshot, SourcePlace } from "../simulation/model.ts";
import type { Visited } from "./history.ts";

/**
 * Depth of the next moment of a run, from `depth` on and round, that stands at this line of the exercise. Lines start
 * at 1; undefined where no moment does.
 */
export function depthOfLine(run: readonly Visited[], depth: number, line: number): number | undefined {
  const standsThere = (visited: Visited, before: Visited | undefined): boolean => {
    const place = before === undefined ? undefined : lineNow(visited, before.moment.snapshot);
    return place?.file === "exercise.ts" && place.line === line;
  };
  const all = run.flatMap((visited, index) => (standsThere(visited, run[index - 1]) ? [index] : []));
  return all.find((index) => index > depth) ?? all[0];
}

/** The line at which the handler waits that the last step was about; where it has ended, the line of the step. */
export function lineNow({ moment, step }: Visited, before: Snapshot): SourcePlace | undefined {
  if (step === undefined) return undefined;
  const { choice } = step;
  const known = Object.values(before.services).flatMap(({ tasks = [] }) => tasks.map(({ tag }) => tag));
  const waiting = Object.values(moment.snapshot.services)
    .flatMap(({ tasks = [] }) => tasks)
    .find(({ tag }) => ("tag" in choice ? tag === choice.tag : !known.includes(tag)));
  return waiting?.waitsAt.find(({ at }) => at?.file === "exercise.ts")?.at ?? step.at;
}
