/** What can happen next: the enabled choices of a world, always in the same order. */
import { canonicalKey } from "../../base/plain.ts";
import { faultKinds } from "./faultKinds.ts";
import type { Choice, MessageChoice, QueueOrder, ScenarioSpec } from "./model.ts";
import { countsAttempts, type Looked } from "./stateKey.ts";
import type { QueueEntry, RequestInFlight, ServiceState, TaskState, World } from "./world.ts";

/**
 * Everything that is no fault, then the faults that the budgets allow. Services in the scenario's order: first each
 * one's operations and acknowledgements (oldest task first) and its outbox relay; then deliveries, requests on their
 * way, what makes up for faults, and clients.
 *
 * Copies of a message that differ in how often they were delivered are choices of their own. Give `looked` to leave out
 * those that nothing can tell apart, so that equal situations have equally many choices.
 */
export function choices(spec: ScenarioSpec, world: World, looked?: Looked): Choice[] {
  const result: Choice[] = [];
  const arriving: Choice[] = [];
  const mending: Choice[] = [];
  const faults: Choice[] = [];
  const anyFault = anyFaultLeft(spec, world);
  for (const name of Object.keys(world.services)) {
    const state = world.services[name] as ServiceState;
    for (const choice of taskChoices(spec, name, state)) {
      if (!isRefusedReply(spec, world, choice)) result.push(choice);
    }
    arriving.push(...deliveries(spec, name, state, looked));
    mending.push(...repairs(spec, name, state, looked));
    if (anyFault) faults.push(...faultsOf(spec, name, state, looked));
  }
  result.push(...inQueueOrder(spec, arriving).filter((choice) => !isRefusedReply(spec, world, choice)), ...mending);
  for (const client of Object.keys(world.clients)) {
    if (canAsk(spec, world, client)) result.push({ kind: "client", client });
  }
  for (const choice of faults) if (canSpend(spec, world, choice)) result.push(choice);
  return result;
}

function anyFaultLeft({ perMessage }: ScenarioSpec, { faults }: World): boolean {
  if (perMessage.drop + perMessage.duplicate > 0) return true;
  for (const kind of faultKinds) if (faults[kind] > 0) return true;
  return false;
}

/** The name under which requests to a method are delivered; no message type is called like that. */
function requestQueue(method: string): string {
  return `${method}()`;
}

function canAsk(spec: ScenarioSpec, world: World, client: string): boolean {
  const state = world.clients[client];
  if (state === undefined || state.waiting) return false;
  const service = spec.clients[client]?.[state.next]?.service;
  const target = service === undefined ? undefined : world.services[service];
  return service !== undefined && target !== undefined && hasFreeSlot(spec, service, target);
}

/** The handler has ended and the broker or the caller has not been told: an operation of its own. */
export function awaitsSettling(spec: ScenarioSpec, task: TaskState): boolean {
  if (task.settled || task.outcome.kind === "waiting") return false;
  if (task.caller !== undefined) return true;
  return task.outcome.kind === "returned" && spec.services[task.task.service]?.ack === "auto";
}

export function hasFreeSlot(spec: ScenarioSpec, service: string, { tasks }: ServiceState): boolean {
  let busy = 0;
  for (const task of tasks) if (task.outcome.kind === "waiting" || awaitsSettling(spec, task)) busy++;
  return busy < (spec.services[service]?.concurrency ?? 1);
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
export function deliveries(spec: ScenarioSpec, to: string, state: ServiceState, looked?: Looked): Choice[] {
  if (!hasFreeSlot(spec, to, state)) return [];
  const reachable = ({ from }: { readonly from: string }): boolean =>
    spec.partitions === "lose" || !state.cutOff.includes(from);
  const result: Choice[] = [];
  for (const queue of Object.keys(state.queues)) {
    const entries = entriesOf(state, queue);
    const ready = deliverable(entries, orderOf(spec, queue));
    for (const { entry, choice } of distinct(queue, to, ready, entries, counts(spec, to, queue, looked))) {
      if (reachable(entry.message)) result.push({ kind: "deliver", ...choice });
    }
  }
  for (const request of state.requests) {
    if (reachable(request.message)) result.push({ kind: "deliver", ...requestChoice(to, state, request) });
  }
  return result;
}

/** Redelivery of what was lost, redrive of dead letters, and links that heal. */
export function repairs(spec: ScenarioSpec, to: string, state: ServiceState, looked?: Looked): Choice[] {
  const result: Choice[] = [];
  for (const queue of Object.keys(state.queues)) {
    const entries = entriesOf(state, queue);
    if (!entries.some(isLost)) continue;
    const lost = entries.filter(isLost);
    for (const { choice } of distinct(queue, to, lost, entries, counts(spec, to, queue, looked))) {
      result.push({ kind: "redeliver", ...choice });
    }
  }
  const letters = new Set<string>();
  for (const { queue, message } of state.deadLetters) {
    const letter = JSON.stringify([queue, message.id]);
    if ((state.redriven[queue] ?? 0) >= (spec.queues[queue]?.redrive ?? 0) || letters.has(letter)) continue;
    letters.add(letter);
    result.push({ kind: "redrive", queue, to, message: message.id });
  }
  for (const from of state.cutOff) result.push({ kind: "heal", from, to });
  return result;
}

/**
 * Faults that would change something here, whatever the budgets say. A broker queue loses and doubles only what it
 * would deliver next: anything else comes to that later.
 */
export function faultsOf(spec: ScenarioSpec, service: string, state: ServiceState, looked?: Looked): Choice[] {
  const result: Choice[] = [];
  for (const [queue, entries] of Object.entries(state.queues)) {
    const ready = deliverable(entries, orderOf(spec, queue));
    for (const { choice } of distinct(queue, service, ready, entries, counts(spec, service, queue, looked))) {
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
  // In a timed run all services share one clock.
  if ((spec.services[service]?.clockJump ?? 0) > 0 && !spec.timed) result.push({ kind: "clock", service });
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
    case "clock":
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

/** The copies of a type that wait for a service or are with it. */
function entriesOf({ queues }: ServiceState, queue: string): readonly QueueEntry[] {
  return Object.hasOwn(queues, queue) ? (queues[queue] ?? []) : [];
}

/** The copy that a choice is about. */
export function entryAt(
  state: ServiceState,
  { queue, message, copy = 1 }: Pick<MessageChoice<string>, "queue" | "message" | "copy">,
): QueueEntry | undefined {
  return entriesOf(state, queue).filter((entry) => entry.message.id === message)[copy - 1];
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

function isLost(entry: QueueEntry): boolean {
  return entry.lost === true;
}

/** Equal copies are one choice: the first of them. `copy` counts all copies with that id in the queue. */
function distinct(
  queue: string,
  to: string,
  some: readonly QueueEntry[],
  all: readonly QueueEntry[],
  counted: boolean,
): readonly { readonly entry: QueueEntry; readonly choice: Omit<MessageChoice<string>, "kind"> }[] {
  if (some.length === 0) return [];
  if (new Set(all.map(({ message }) => message.id)).size === all.length) {
    return some.map((entry) => ({ entry, choice: { queue, to, message: entry.message.id } }));
  }
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
    if (same.some((other) => taken.has(other) && areCopies(other, entry, counted))) return [];
    taken.add(entry);
    const copy = same.indexOf(entry) + 1;
    return [{ entry, choice: { queue, to, message: id, ...(copy > 1 ? { copy } : {}) } }];
  });
}

/** A handler that ran again may have published something else under the same id. */
function areCopies(a: QueueEntry, b: QueueEntry, counted: boolean): boolean {
  if (counted && a.attempts !== b.attempts) return false;
  if (a.message === b.message) return true;
  return a.message.id === b.message.id && canonicalKey(a.message.body) === canonicalKey(b.message.body);
}

/** Whether the number of deliveries tells copies apart: always, unless it is known what was looked at. */
function counts(spec: ScenarioSpec, to: string, queue: string, looked: Looked | undefined): boolean {
  return looked === undefined || countsAttempts(spec, looked, to, queue);
}

/** Services whose messages or requests come here. */
function linksTo(spec: ScenarioSpec, service: string, state: ServiceState): readonly string[] {
  const publishers = Object.values(spec.queues).filter(({ to }) => to.includes(service));
  const names = [...publishers.map(({ from }) => from), ...state.requests.map(({ message }) => message.from)];
  return [...new Set(names)].filter((name) => name !== service);
}

/** A reply that has to wait until the link to its caller heals. */
function isRefusedReply(spec: ScenarioSpec, world: World, choice: Choice): boolean {
  if (spec.partitions === "lose") return false;
  if (choice.kind === "deliver") return isRefusedAtOnce(spec, world, choice);
  if (choice.kind !== "settle") return false;
  const task = world.services[choice.service]?.tasks.find((state) => state.task.delivery.tag === choice.tag);
  if (task?.caller?.kind !== "service") return false;
  return world.services[task.caller.service]?.cutOff.includes(choice.service) === true;
}

/** A service that handles a request in one step replies in the same. */
function isRefusedAtOnce(spec: ScenarioSpec, world: World, { queue, to, message }: MessageChoice<"deliver">): boolean {
  if (spec.services[to]?.atomic !== true || Object.hasOwn(spec.queues, queue)) return false;
  const request = world.services[to]?.requests.find((one) => one.message.id === message);
  return request?.caller.kind === "service" && world.services[request.caller.service]?.cutOff.includes(to) === true;
}

/** Deliveries in the order in which the scenario declares its queues, requests behind them. */
function inQueueOrder(spec: ScenarioSpec, found: readonly Choice[]): readonly Choice[] {
  if (found.length < 2) return found;
  const types = Object.keys(spec.queues);
  const rank = (choice: Choice): number => {
    const at = choice.kind === "deliver" ? types.indexOf(choice.queue) : -1;
    return at < 0 ? types.length : at;
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}
