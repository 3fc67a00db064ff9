/** Real worlds, led along a schedule and on from there without faults. */
import { choices } from "../simulation/choices.ts";
import { spends } from "../simulation/faultKinds.ts";
import { label } from "../simulation/label.ts";
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { takeStep } from "../simulation/run.ts";
import { startWorld, type World } from "../simulation/world.ts";

/** The world at the start and after each step of the schedule, as far as it can be followed. */
export async function worldsAlong(spec: ScenarioSpec, memo: AnswerMemo, schedule: readonly string[]): Promise<World[]> {
  const worlds = [startWorld(spec)];
  for (const wanted of schedule) {
    const world = worlds.at(-1) as World;
    const choice = choices(spec, world).find((one) => label(one) === wanted);
    const result = choice === undefined ? undefined : await takeStep(spec, world, choice, memo);
    if (result?.kind !== "done") break;
    worlds.push(result.world);
  }
  return worlds;
}

export interface HarmlessStep {
  readonly label: string;
  readonly world: World;
}

/** What can happen next without a fault. */
export async function* harmlessSteps(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  world: World,
): AsyncGenerator<HarmlessStep, void> {
  for (const choice of choices(spec, world)) {
    if (spends(world, choice)) continue;
    const result = await takeStep(spec, world, choice, memo);
    if (result.kind === "done") yield { label: label(choice), world: result.world };
  }
}
