/** What can happen next: the enabled choices of a world, faults left out, always in the same order. */
import type { Choice, QueueOrder, ScenarioSpec } from "./model.ts";
import type { Outstanding, QueueEntry, QueueState, TaskState, World } from "./world.ts";

/**
 * Services in the scenario's order (each with the operations and acknowledgements of its tasks, oldest task first, then
 * its outbox relay), then queues, requests on their way, clients.
 */
export function choices(spec: ScenarioSpec, world: World): Choice[] {
  const result: Choice[] = [];
  for (const [service, state] of Object.entries(world.services)) {
    for (const task of state.tasks) result.push(...taskChoices(spec, service, task));
    if (state.outbox.length > 0) result.push({ kind: "relay", service });
  }
  for (const queue of world.queues) {
    if (!hasFreeSlot(spec, world, queue.to)) continue;
    const order = spec.queues[queue.queue]?.order ?? "fifo";
    for (const { message, copy } of deliverable(queue, order)) {
      const copyPart = copy > 1 ? { copy } : {};
      result.push({ kind: "deliver", queue: queue.queue, to: queue.to, message: message.id, ...copyPart });
    }
  }
  for (const { message, to } of world.requests) {
    if (hasFreeSlot(spec, world, to)) {
      result.push({ kind: "deliver", queue: requestQueue(message.type), to, message: message.id });
    }
  }
  for (const [client, { next, waiting }] of Object.entries(world.clients)) {
    const operation = spec.clients[client]?.[next];
    if (operation !== undefined && !waiting && hasFreeSlot(spec, world, operation.service)) {
      result.push({ kind: "client", client });
    }
  }
  return result;
}

/** The name under which requests to a method are delivered; no message type is called like that. */
export function requestQueue(method: string): string {
  return `${method}()`;
}

/** The handler has ended and the broker or the caller has not been told: an operation of its own. */
function awaitsSettling(spec: ScenarioSpec, task: TaskState): boolean {
  if (task.settled || task.outcome.kind === "waiting") return false;
  if (task.caller !== undefined) return true;
  return task.outcome.kind === "returned" && spec.services[task.task.service]?.ack === "auto";
}

/** Ready messages that the queue's order lets through, in order of publication. */
function deliverable(queue: QueueState, order: QueueOrder): readonly QueueEntry[] {
  const ready = (entry: QueueEntry): boolean => entry.tag === undefined;
  switch (order) {
    case "unordered":
      return queue.entries.filter(ready);
    case "fifo":
      return queue.entries.slice(0, 1).filter(ready);
    case "fifo-per-key": {
      const heads = new Set<string>();
      return queue.entries.filter((entry) => {
        const { key } = entry.message;
        // A message without a key is ordered with nothing.
        if (key === undefined) return ready(entry);
        if (heads.has(key)) return false;
        heads.add(key);
        return ready(entry);
      });
    }
  }
}

function taskChoices(spec: ScenarioSpec, service: string, state: TaskState): Choice[] {
  const { tag } = state.task.delivery;
  const result: Choice[] = state.outstanding
    .filter((one) => one.sent === undefined)
    .map((one: Outstanding) => ({
      kind: one.due === undefined ? "step" : "timer",
      service,
      tag,
      index: one.operation.index,
    }));
  if (awaitsSettling(spec, state)) result.push({ kind: "settle", service, tag });
  return result;
}

function hasFreeSlot(spec: ScenarioSpec, world: World, service: string): boolean {
  const tasks = world.services[service]?.tasks ?? [];
  const busy = tasks.filter((task) => task.outcome.kind === "waiting" || awaitsSettling(spec, task));
  return busy.length < (spec.services[service]?.concurrency ?? 1);
}
