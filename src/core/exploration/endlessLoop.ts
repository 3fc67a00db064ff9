/** What goes round for ever, where a run can no longer come to rest. */
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { StateKeys } from "../simulation/stateKey.ts";
import type { World } from "../simulation/world.ts";
import { harmlessSteps, worldsAlong } from "./harmlessSteps.ts";

/** Situations in which a loop is looked for; the nearest one is shown, and it is seldom far. */
const most = 2000;

/** Situations between two signs of life. */
const stride = 64;

export interface EndlessLoop {
  /** Labels, from the end of the schedule to the loop; often none. */
  readonly lead: readonly string[];
  /** Labels; after the last of them all is as it was before the first. */
  readonly loop: readonly string[];
}

/** Of each situation, by its number: what leads from it to which. */
type Edges = readonly (readonly { readonly label: string; readonly to: number }[])[];

/**
 * The nearest loop after the schedule that needs no fault, and the shortest through the situation in which it is entered.
 * Undefined where there is none near enough.
 * @param sign called every now and then: whoever waits gives up on a search that is silent for long
 */
export async function endlessLoop(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  schedule: readonly string[],
  sign: () => void,
): Promise<EndlessLoop | undefined> {
  const start = (await worldsAlong(spec, memo, schedule))[schedule.length];
  if (start === undefined) return undefined;
  const edges = await graphFrom(spec, memo, start, sign);
  const reached = from(edges, 0);
  // In the order of their distance from the start.
  for (const node of reached.keys()) {
    if (node % stride === 0) sign();
    const loop = loopThrough(edges, node);
    if (loop !== undefined) return { lead: path(reached, node), loop };
  }
  return undefined;
}

function loopThrough(edges: Edges, node: number): readonly string[] | undefined {
  const reached = from(edges, node);
  for (const last of reached.keys()) {
    const back = edges[last]?.find(({ to }) => to === node);
    if (back !== undefined) return [...path(reached, last), back.label];
  }
  return undefined;
}

/** The situations nearest to the start, {@link most} of them, in the order of their distance. */
async function graphFrom(spec: ScenarioSpec, memo: AnswerMemo, start: World, sign: () => void): Promise<Edges> {
  const keys = new StateKeys(spec, memo.looked);
  const known = new Map([[keys.world(start), 0]]);
  const worlds = [start];
  const edges: { label: string; to: number }[][] = [];
  for (let node = 0; node < worlds.length && node < most; node++) {
    if (node % stride === 0) sign();
    const out: { label: string; to: number }[] = [];
    for await (const { label, world } of harmlessSteps(spec, memo, worlds[node] as World)) {
      const key = keys.world(world);
      const to = known.get(key) ?? worlds.push(world) - 1;
      known.set(key, to);
      out.push({ label, to });
    }
    edges.push(out);
  }
  return edges;
}

/** How each situation was come to first; the nearest first. Where one begins, there is nothing before. */
type Reached = ReadonlyMap<number, { readonly before: number; readonly label: string } | undefined>;

function from(edges: Edges, start: number): Reached {
  const reached = new Map<number, { before: number; label: string } | undefined>([[start, undefined]]);
  // A map that grows while it is gone through is a queue.
  for (const before of reached.keys()) {
    for (const { to, label } of edges[before] ?? []) if (!reached.has(to)) reached.set(to, { before, label });
  }
  return reached;
}

function path(reached: Reached, to: number): readonly string[] {
  const labels: string[] = [];
  for (let came = reached.get(to); came !== undefined; came = reached.get(came.before)) labels.push(came.label);
  return labels.reverse();
}
