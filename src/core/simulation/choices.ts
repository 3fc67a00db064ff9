/** What can happen next: the enabled choices of a world, always in the same order. */
import { canonicalKey } from "../../base/plain.ts";
import type { Choice, MessageChoice, QueueOrder, ScenarioSpec } from "./model.ts";
import type { ClientState, QueueEntry, RequestInFlight, ServiceState, TaskState, World } from "./world.ts";

/**
 * Everything that is no fault, then the faults that the budgets allow. Services in the scenario's order: first each
 * one's operations and acknowledgements (oldest task first) and its outbox relay; then deliveries, requests on their
 * way, what makes up for faults, and clients.
 */
export function choices(spec: ScenarioSpec, world: World): Choice[] {
  const services = Object.entries(world.services);
  const of = (make: (spec: ScenarioSpec, name: string, state: ServiceState) => Choice[]): Choice[] =>
    services.flatMap(([name, state]) => make(spec, name, state));
  const clients = Object.entries(world.clients).flatMap(([client, state]): Choice[] => {
    const service = clientTarget(spec, client, state);
    const target = service === undefined ? undefined : world.services[service];
    const free = service !== undefined && target !== undefined && hasFreeSlot(spec, service, target);
    return free ? [{ kind: "client", client }] : [];
  });
  return [
    ...of(taskChoices).filter((choice) => !isRefusedReply(spec, world, choice)),
    ...inQueueOrder(spec, of(deliveries)),
    ...of(repairs),
    ...clients,
    ...(anyFaultLeft(spec, world) ? of(faultsOf).filter((choice) => canSpend(spec, world, choice)) : []),
  ];
}

function anyFaultLeft({ perMessage }: ScenarioSpec, { faults }: World): boolean {
  return perMessage.drop + perMessage.duplicate > 0 || Object.values(faults).some((left) => left > 0);
}

/** The name under which requests to a method are delivered; no message type is called like that. */
function requestQueue(method: string): string {
  return `${method}()`;
}

/** The service that a client asks next, if it can ask anything now. */
function clientTarget(spec: ScenarioSpec, client: string, { next, waiting }: ClientState): string | undefined {
  return waiting ? undefined : spec.clients[client]?.[next]?.service;
}

/** The handler has ended and the broker or the caller has not been told: an operation of its own. */
export function awaitsSettling(spec: ScenarioSpec, task: TaskState): boolean {
  if (task.settled || task.outcome.kind === "waiting") return false;
  if (task.caller !== undefined) return true;
  return task.outcome.kind === "returned" && spec.services[task.task.service]?.ack === "auto";
}

export function hasFreeSlot(spec: ScenarioSpec, service: string, { tasks }: ServiceState): boolean {
  const busy = tasks.filter((task) => task.outcome.kind === "waiting" || awaitsSettling(spec, task));
  return busy.length < (spec.services[service]?.concurrency ?? 1);
}

/** Operations and acknowledgements of tasks in progress, and the outbox relay. */
export function taskChoices(spec: ScenarioSpec, service: string, state: ServiceState): Choice[] {
  const result: Choice[] = [];
  for (const task of state.tasks) {
    const { tag } = task.task.delivery;
    for (const one of task.outstanding) {
      if (one.sent === "waits") continue;
      const { index } = one.operation;
      const kind = one.sent === "lost" ? "timeout" : one.due === undefined ? "step" : "timer";
      result.push({ kind, service, tag, index });
    }
    if (awaitsSettling(spec, task)) result.push({ kind: "settle", service, tag });
  }
  if (state.outbox.length > 0) result.push({ kind: "relay", service });
  return result;
}

/** Messages and requests that can be taken up. */
export function deliveries(spec: ScenarioSpec, to: string, state: ServiceState): Choice[] {
  if (!hasFreeSlot(spec, to, state)) return [];
  const reachable = ({ from }: { readonly from: string }): boolean =>
    spec.partitions === "lose" || !state.cutOff.includes(from);
  return [
    ...Object.entries(state.queues).flatMap(([queue, entries]) =>
      distinct(queue, to, deliverable(entries, orderOf(spec, queue)), entries)
        .filter(({ entry }) => reachable(entry.message))
        .map(({ choice }): Choice => ({ kind: "deliver", ...choice })),
    ),
    ...state.requests
      .filter(({ message }) => reachable(message))
      .map((request): Choice => ({ kind: "deliver", ...requestChoice(to, state, request) })),
  ];
}

/** Redelivery of what was lost, redrive of dead letters, and links that heal. */
export function repairs(spec: ScenarioSpec, to: string, state: ServiceState): Choice[] {
  const redeliveries = Object.entries(state.queues).flatMap(([queue, entries]) => {
    const lost = entries.filter((entry) => entry.lost === true);
    return distinct(queue, to, lost, entries).map(({ choice }): Choice => ({ kind: "redeliver", ...choice }));
  });
  const redrives = state.deadLetters
    .filter(({ queue }) => (state.redriven[queue] ?? 0) < (spec.queues[queue]?.redrive ?? 0))
    .map(({ queue, message }): Choice => ({ kind: "redrive", queue, to, message: message.id }));
  const heals = state.cutOff.map((from): Choice => ({ kind: "heal", from, to }));
  return [...redeliveries, ...uniqueBy(redrives, (choice) => JSON.stringify(choice)), ...heals];
}

/**
 * Faults that would change something here, whatever the budgets say. A broker queue loses and doubles only what it
 * would deliver next: anything else comes to that later.
 */
export function faultsOf(spec: ScenarioSpec, service: string, state: ServiceState): Choice[] {
  const result: Choice[] = [];
  for (const [queue, entries] of Object.entries(state.queues)) {
    for (const { choice } of distinct(queue, service, deliverable(entries, orderOf(spec, queue)), entries)) {
      result.push({ kind: "drop", ...choice }, { kind: "duplicate", ...choice });
    }
  }
  for (const request of state.requests) result.push({ kind: "drop", ...requestChoice(service, state, request) });
  if (state.tasks.length > 0 || Object.keys(state.mem).length > 0) result.push({ kind: "crash", service });
  if (state.relayed) result.push({ kind: "crash", service, process: "relay" });
  for (const { task, outstanding } of state.tasks) {
    const { tag } = task.delivery;
    for (const { operation, sent, due } of outstanding) {
      const { index } = operation;
      if (sent === "waits") result.push({ kind: "timeout", service, tag, index });
      else if (sent === undefined && due === undefined) result.push({ kind: "fail", service, tag, index });
    }
  }
  for (const from of linksTo(spec, service, state)) {
    if (!state.cutOff.includes(from)) result.push({ kind: "partition", from, to: service });
  }
  return result;
}

/** Whether a fault is left in a budget of the message or of the run. */
export function canSpend(spec: ScenarioSpec, world: World, choice: Choice): boolean {
  switch (choice.kind) {
    case "drop":
    case "duplicate": {
      if (world.faults[choice.kind] > 0) return true;
      const request = choice.queue.endsWith("()");
      return !request && hasOwnBudget(spec, world.services[choice.to], choice);
    }
    case "crash":
    case "fail":
    case "timeout":
    case "partition":
      return world.faults[choice.kind] > 0;
    default:
      return true;
  }
}

/** Whether this message may still meet the fault within the budget that each message has. */
export function hasOwnBudget(
  spec: ScenarioSpec,
  state: ServiceState | undefined,
  { kind, message }: MessageChoice<"drop" | "duplicate">,
): boolean {
  return (state?.met[message]?.[kind] ?? 0) < spec.perMessage[kind];
}

/** The copy that a choice is about. */
export function entryAt(
  state: ServiceState,
  { queue, message, copy = 1 }: Pick<MessageChoice<string>, "queue" | "message" | "copy">,
): QueueEntry | undefined {
  const entries = Object.hasOwn(state.queues, queue) ? (state.queues[queue] ?? []) : [];
  return entries.filter((entry) => entry.message.id === message)[copy - 1];
}

/** The request that a choice is about. */
export function requestAt(
  state: ServiceState,
  { queue, message, copy = 1 }: Pick<MessageChoice<string>, "queue" | "message" | "copy">,
): RequestInFlight | undefined {
  return sameRequests(state, queue, message)[copy - 1];
}

/**
 * Requests of one name: a handler that ran again asked again, and each waits for a reply of its own. In the order of
 * their callers' deliveries, because which one was sent first is no part of a situation.
 */
function sameRequests({ requests }: ServiceState, queue: string, id: string): readonly RequestInFlight[] {
  const found = requests.filter(({ message }) => message.id === id && requestQueue(message.type) === queue);
  if (found.length < 2) return found;
  const waits = ({ caller }: RequestInFlight): string => (caller.kind === "service" ? caller.tag : "");
  return found.sort((a, b) => (waits(a) < waits(b) ? -1 : waits(a) > waits(b) ? 1 : 0));
}

function requestChoice(to: string, state: ServiceState, request: RequestInFlight): Omit<MessageChoice<string>, "kind"> {
  const queue = requestQueue(request.message.type);
  const copy = sameRequests(state, queue, request.message.id).indexOf(request) + 1;
  return { queue, to, message: request.message.id, ...(copy > 1 ? { copy } : {}) };
}

export function orderOf(spec: ScenarioSpec, queue: string): QueueOrder {
  return spec.queues[queue]?.order ?? "fifo";
}

/** Ready messages that the queue's order lets through, in order of publication. */
export function deliverable(entries: readonly QueueEntry[], order: QueueOrder): readonly QueueEntry[] {
  switch (order) {
    case "unordered":
      return entries.filter(isReady);
    case "fifo":
      return entries.slice(0, 1).filter(isReady);
    case "fifo-per-key": {
      const heads = new Set<string>();
      return entries.filter((entry) => {
        const { key } = entry.message;
        // A message without a key is ordered with nothing.
        if (key === undefined) return isReady(entry);
        if (heads.has(key)) return false;
        heads.add(key);
        return isReady(entry);
      });
    }
  }
}

export function isReady(entry: QueueEntry): boolean {
  return entry.tag === undefined && entry.lost !== true;
}

/** Equal copies are one choice: the first of them. `copy` counts all copies with that id in the queue. */
function distinct(
  queue: string,
  to: string,
  some: readonly QueueEntry[],
  all: readonly QueueEntry[],
): readonly { readonly entry: QueueEntry; readonly choice: Omit<MessageChoice<string>, "kind"> }[] {
  if (some.length === 0) return [];
  const byId = new Map<string, QueueEntry[]>();
  for (const entry of all) {
    const same = byId.get(entry.message.id);
    if (same === undefined) byId.set(entry.message.id, [entry]);
    else same.push(entry);
  }
  const taken = new Set<QueueEntry>();
  return some.flatMap((entry) => {
    const { id } = entry.message;
    const same = byId.get(id) ?? [];
    if (same.some((other) => taken.has(other) && areCopies(other, entry))) return [];
    taken.add(entry);
    const copy = same.indexOf(entry) + 1;
    return [{ entry, choice: { queue, to, message: id, ...(copy > 1 ? { copy } : {}) } }];
  });
}

/** A handler that ran again may have published something else under the same id. */
function areCopies(a: QueueEntry, b: QueueEntry): boolean {
  if (a.message === b.message) return a.attempts === b.attempts;
  const same = a.message.id === b.message.id && a.attempts === b.attempts;
  return same && canonicalKey(a.message.body) === canonicalKey(b.message.body);
}

/** Services whose messages or requests come here. */
function linksTo(spec: ScenarioSpec, service: string, state: ServiceState): readonly string[] {
  const publishers = Object.values(spec.queues).filter(({ to }) => to.includes(service));
  const names = [...publishers.map(({ from }) => from), ...state.requests.map(({ message }) => message.from)];
  return [...new Set(names)].filter((name) => name !== service);
}

/** A reply that has to wait until the link to its caller heals. */
function isRefusedReply(spec: ScenarioSpec, world: World, choice: Choice): boolean {
  if (choice.kind !== "settle" || spec.partitions === "lose") return false;
  const task = world.services[choice.service]?.tasks.find((state) => state.task.delivery.tag === choice.tag);
  if (task?.caller?.kind !== "service") return false;
  return world.services[task.caller.service]?.cutOff.includes(choice.service) === true;
}

/** Deliveries in the order in which the scenario declares its queues, requests behind them. */
function inQueueOrder(spec: ScenarioSpec, found: readonly Choice[]): Choice[] {
  const types = Object.keys(spec.queues);
  const rank = (choice: Choice): number => {
    const at = choice.kind === "deliver" ? types.indexOf(choice.queue) : -1;
    return at < 0 ? types.length : at;
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
