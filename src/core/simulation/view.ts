/** A world as people and checks look at it. */
import type { Snapshot, WorldView } from "./model.ts";
import { mapRecord, type ServiceState, type TaskState, type World } from "./world.ts";
import type { ScenarioSpec } from "./model.ts";

/** The part of a world that people look at. Shares its stores with the world. */
export function snapshotOf(spec: ScenarioSpec, world: World): Snapshot {
  const consumers = Object.entries(spec.queues).flatMap(([queue, { to }]) => to.map((name) => ({ queue, to: name })));
  const requests = Object.entries(world.services).flatMap(([to, state]) =>
    state.requests.map(({ message }) => ({ message: message.id, from: message.from, to })),
  );
  return {
    services: mapRecord(world.services, serviceSnapshot),
    queues: consumers.map(({ queue, to }) => {
      const entries = world.services[to]?.queues[queue] ?? [];
      const lost = entries.filter((entry) => entry.lost === true).map(({ message }) => message.id);
      return {
        queue,
        to,
        waiting: entries
          .filter((entry) => entry.tag === undefined && entry.lost !== true)
          .map(({ message }) => message.id),
        unsettled: entries.filter(({ tag }) => tag !== undefined).map(({ message }) => message.id),
        ...(lost.length > 0 ? { lost } : {}),
      };
    }),
    ...(requests.length > 0 ? { requests } : {}),
    deadLetters: Object.values(world.services).flatMap(({ deadLetters }) =>
      deadLetters.map(({ queue, message, reason }) => ({ queue, message: message.id, reason })),
    ),
  };
}

function serviceSnapshot({ db, mem, tasks, outbox, now, cutOff }: ServiceState): Snapshot["services"][string] {
  return {
    db,
    mem,
    busyWith: tasks.map(({ task }) => task.message.id),
    ...(outbox.length > 0 ? { outbox: outbox.map(({ id }) => id) } : {}),
    ...(tasks.length > 0 ? { tasks: tasks.map(taskView) } : {}),
    ...(now > 0 ? { now } : {}),
    ...(cutOff.length > 0 ? { cutOff } : {}),
  };
}

function taskView({
  task,
  outstanding,
  outcome,
}: TaskState): NonNullable<Snapshot["services"][string]["tasks"]>[number] {
  return {
    message: task.message.id,
    tag: task.delivery.tag,
    attempt: task.delivery.attempt,
    waitsAt: outstanding.map(({ operation: { index, call, at, via } }) => ({
      index,
      op: call.op,
      ...(at === undefined ? {} : { at }),
      ...(via === undefined ? {} : { via }),
    })),
    ended: outcome.kind !== "waiting",
  };
}

/** What a check may look at. Shares its parts with the world, so an unchanged part is the same object. */
export function viewOf(world: World, drained: boolean): WorldView {
  return {
    db: mapRecord(world.services, ({ db }) => db),
    replies: mapRecord(world.clients, ({ replies }) => replies),
    published: world.published,
    deadLetters: mapRecord(world.services, ({ deadLetters }) => deadLetters),
    inFlight: Object.values(world.services).reduce((sum, state) => sum + inFlightOf(state), 0),
    drained,
    monitors: world.monitors,
  };
}

/** Messages and requests that wait for a service or are being handled by it. */
export function inFlightOf({ queues, requests, tasks }: ServiceState): number {
  const queued = Object.values(queues).reduce((sum, entries) => sum + entries.length, 0);
  return queued + requests.length + tasks.filter((task) => task.caller !== undefined && !task.settled).length;
}
