/** Which choices are faults, spending a budget, and which make up for one. */
import type { Choice, FaultKind } from "./model.ts";
import type { World } from "./world.ts";

type FaultChoice = Extract<Choice, { kind: FaultKind }>;

const isKind: Readonly<Record<FaultKind, true>> = {
  drop: true,
  duplicate: true,
  crash: true,
  fail: true,
  timeout: true,
  partition: true,
  clock: true,
};

export const faultKinds = Object.keys(isKind) as readonly FaultKind[];

/** Choices of these kinds are what a budget of faults is for; but see {@link isFree}. */
export function isFault(choice: Choice): choice is FaultChoice {
  return Object.hasOwn(isKind, choice.kind);
}

/** A call gives up without anybody being at fault where its reply can no longer come. */
function isFree(world: World, choice: FaultChoice): boolean {
  if (choice.kind !== "timeout") return false;
  const { service, tag, index } = choice;
  const task = world.services[service]?.tasks.find((state) => state.task.delivery.tag === tag);
  return task?.outstanding.some(({ operation, sent }) => operation.index === index && sent === "lost") === true;
}

/** Whether a choice counts against a budget of faults. */
export function spends(world: World, choice: Choice): choice is FaultChoice {
  return isFault(choice) && !isFree(world, choice);
}
