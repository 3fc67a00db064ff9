/** Which line of the exercise to show for a check that did not hold. */
import type { Effect, SourcePlace, Step } from "../simulation/model.ts";

/** How sandboxed code calls the learner's file, whatever it is called on disk. */
export const exerciseFile = "exercise.ts";

/**
 * The last of these steps that wrote something from a line of the exercise; else the last that published or asked
 * something from there; else the last with such a line at all.
 */
export function breakLine(steps: readonly Step[]): SourcePlace | undefined {
  const inExercise = steps.filter(({ at }) => at?.file === exerciseFile);
  const last = (...kinds: readonly Effect["kind"][]): SourcePlace | undefined =>
    inExercise.findLast(({ effects }) => effects.some(({ kind }) => kinds.includes(kind)))?.at;
  return last("stored", "deleted") ?? last("published", "requested") ?? inExercise.at(-1)?.at;
}
