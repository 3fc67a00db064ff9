/** From rows of numbers back to a schedule that anybody can follow. */
import { choices } from "../simulation/choices.ts";
import { label } from "../simulation/label.ts";
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { takeStep } from "../simulation/run.ts";
import { startWorld } from "../simulation/world.ts";
import type { Components } from "./components.ts";
import { arrange } from "./symmetry.ts";

/**
 * The labels of the steps that lead from the start through these situations, one after the other: a real world is led
 * along them. Each is given as the numbers of its parts. Rejects with a RangeError where a situation does not follow the
 * one before it.
 */
export async function labelsThrough(
  way: readonly (readonly number[])[],
  spec: ScenarioSpec,
  memo: AnswerMemo,
  components: Components,
): Promise<string[]> {
  const labels: string[] = [];
  let world = startWorld(spec);
  for (const wanted of way) {
    let found = false;
    for (const choice of choices(spec, world)) {
      const result = await takeStep(spec, world, choice, memo);
      if (result.kind !== "done") continue;
      const numbers = Int32Array.from(components.parts.of(result.world));
      arrange(numbers, components.parts.groups);
      if (!numbers.every((number, slot) => number === wanted[slot])) continue;
      labels.push(label(choice));
      world = result.world;
      found = true;
      break;
    }
    if (!found) throw new RangeError("A situation that was found cannot be reached again");
  }
  return labels;
}
