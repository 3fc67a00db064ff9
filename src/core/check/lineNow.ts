/** Which line of the exercise a moment stands at. */
import type { Snapshot, SourcePlace } from "../simulation/model.ts";
import type { Visited } from "./history.ts";

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
