/** What can be chosen in a world, and what cannot be now and why: for people who choose by hand. */
import { choices, canSpend, deliverable, faultsOf, hasFreeSlot, isReady, orderOf } from "../simulation/choices.ts";
import { spends } from "../simulation/faultKinds.ts";
import { label } from "../simulation/label.ts";
import type { Choice, ScenarioSpec, SourcePlace } from "../simulation/model.ts";
import type { World } from "../simulation/world.ts";
import type { Offer, RefusalReason } from "./model.ts";

/** Enabled choices in their order, then what is refused; faults come last in both. */
export function offersOf(spec: ScenarioSpec, world: World): readonly Offer[] {
  const enabled = choices(spec, world).map((choice) => offer(world, choice));
  const known = new Set(enabled.map((one) => one.label));
  const refused = [...waitingDeliveries(spec, world), ...spentFaults(spec, world)].filter((one) => {
    if (known.has(one.label)) return false;
    known.add(one.label);
    return true;
  });
  return [...enabled, ...refused];
}

function offer(world: World, choice: Choice, refused?: RefusalReason): Offer {
  const at = lineOf(world, choice);
  return {
    choice,
    label: label(choice),
    fault: spends(world, choice),
    ...(at === undefined ? {} : { at }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** The line at which the operation waits that a choice is about. */
function lineOf(world: World, choice: Choice): SourcePlace | undefined {
  if (!("tag" in choice) || !("index" in choice)) return undefined;
  const task = world.services[choice.service]?.tasks.find((state) => state.task.delivery.tag === choice.tag);
  return task?.outstanding.find(({ operation }) => operation.index === choice.index)?.operation.at;
}

function waitingDeliveries(spec: ScenarioSpec, world: World): Offer[] {
  return Object.entries(world.services).flatMap(([to, state]) =>
    Object.entries(state.queues).flatMap(([queue, entries]) => {
      const first = new Set(deliverable(entries, orderOf(spec, queue)));
      const counted = new Map<string, number>();
      return entries.flatMap((entry): Offer[] => {
        const { id, from } = entry.message;
        const copy = (counted.get(id) ?? 0) + 1;
        counted.set(id, copy);
        if (!isReady(entry)) return [];
        const choice: Choice = { kind: "deliver", queue, to, message: id, ...(copy > 1 ? { copy } : {}) };
        if (!first.has(entry)) return [offer(world, choice, "order")];
        const cut = state.cutOff.includes(from) && spec.partitions === "hold";
        if (cut) return [offer(world, choice, "cut")];
        return hasFreeSlot(spec, to, state) ? [] : [offer(world, choice, "busy")];
      });
    }),
  );
}

function spentFaults(spec: ScenarioSpec, world: World): Offer[] {
  return Object.entries(world.services).flatMap(([name, state]) =>
    faultsOf(spec, name, state)
      .filter((choice) => !canSpend(spec, world, choice))
      .map((choice) => offer(world, choice, "budget")),
  );
}
