/** The moment in a failing schedule from which nothing can be made good any more. */
import { choices } from "../simulation/choices.ts";
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { isDrained, isStuck } from "../simulation/run.ts";
import { StateKeys } from "../simulation/stateKey.ts";
import { viewOf } from "../simulation/view.ts";
import type { World } from "../simulation/world.ts";
import { harmlessSteps, worldsAlong } from "./harmlessSteps.ts";

/**
 * Situations that are looked at altogether before nothing is said about it: a second or so. A number and no time, so that
 * the answer is the same on every machine.
 */
const most = 6000;

/** Situations between two signs of life. */
const stride = 64;

/**
 * The index of the first step after which no good end can be reached without a fault. It never comes back once it is
 * lost, so halving the schedule finds it. Undefined where that would take too long, or where no good end could be reached
 * from the start.
 * @param sign called every now and then: whoever waits gives up on a search that is silent for long
 */
export async function pointOfNoReturn(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  schedule: readonly string[],
  sign: () => void,
): Promise<number | undefined> {
  const worlds = await worldsAlong(spec, memo, schedule);
  let looked = 0;
  const look = (): boolean => {
    if (looked % stride === 0) sign();
    return ++looked <= most;
  };
  let good = 0;
  let lost = worlds.length - 1;
  if (lost < 1 || (await canEndWell(spec, memo, worlds[0] as World, look)) !== true) return undefined;
  while (lost - good > 1) {
    const middle = (good + lost) >> 1;
    const well = await canEndWell(spec, memo, worlds[middle] as World, look);
    if (well === undefined) return undefined;
    if (well) good = middle;
    else lost = middle;
  }
  return lost - 1;
}

/**
 * Undefined where there was too much to look at.
 * @param look asked before each situation; false: no more
 */
async function canEndWell(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  from: World,
  look: () => boolean,
): Promise<boolean | undefined> {
  const keys = new StateKeys(spec, memo.looked);
  const seen = new Set([keys.world(from)]);
  const waiting = [from];
  for (let world = waiting.pop(); world !== undefined; world = waiting.pop()) {
    if (!look()) return undefined;
    const enabled = choices(spec, world);
    if (isDrained(world, enabled) && !isStuck(world) && (await holdsAtDrain(spec, memo, world))) return true;
    for await (const step of harmlessSteps(spec, memo, world)) {
      const key = keys.world(step.world);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(step.world);
    }
  }
  return false;
}

async function holdsAtDrain(spec: ScenarioSpec, memo: AnswerMemo, world: World): Promise<boolean> {
  const view = viewOf(world, true);
  for (const { kind, name } of spec.checks) {
    if (kind !== "atDrain") continue;
    const question = { ask: "check", check: name, view } as const;
    await memo.learn(question);
    if (memo.check(question)?.kind !== "holds") return false;
  }
  return true;
}
