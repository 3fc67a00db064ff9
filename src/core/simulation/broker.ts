/** What the broker does: queueing, delivering, and settling a delivery by acknowledging, putting back or parking it. */
import type { ServiceDraft } from "./draft.ts";
import type { Message } from "./model.ts";
import type { QueueEntry, TaskState } from "./world.ts";

/** The reason given for a message that was delivered as often as its queue allows. */
const tooManyAttempts = "maxAttempts";

/** Copies a message to the queue of every consumer of its type. */
export function publish(draft: ServiceDraft, message: Message): void {
  const to = draft.spec.queues[message.type]?.to ?? [];
  for (const name of to) draft.out.push({ to: "service", name, kind: "message", message });
  draft.out.push({ to: "log", kind: "published", message });
  draft.effects.push({ kind: "published", message, to });
}

/** A message arrives in the queue of this service, or is lost on a cut link. */
export function enqueue(draft: ServiceDraft, message: Message): void {
  if (draft.spec.partitions === "lose" && draft.state.cutOff.includes(message.from)) {
    draft.effects.push({ kind: "lost", message: message.id, to: draft.name, forGood: true });
    return;
  }
  draft.changeQueue(message.type, [...draft.entries(message.type), { message, attempts: 0 }]);
}

/** The broker forgets the message. Nothing happens where the delivery is settled already or is a request. */
export function acknowledge(draft: ServiceDraft, state: TaskState): void {
  if (!isOpen(state)) return;
  takeOut(draft, state);
  draft.effects.push({ kind: "acknowledged", service: draft.name, message: state.task.message.id });
}

/** The message is ready again where it was, or parked where its queue's limit of deliveries is reached. */
export function putBack(draft: ServiceDraft, state: TaskState): void {
  if (!isOpen(state)) return;
  const { message, delivery } = state.task;
  const limit = draft.spec.queues[delivery.queue]?.maxAttempts;
  if (limit !== undefined && delivery.attempt >= limit) {
    park(draft, state, tooManyAttempts);
    return;
  }
  draft.changeQueue(
    delivery.queue,
    draft.entries(delivery.queue).map((entry) => (entry.tag === delivery.tag ? ready(entry) : entry)),
  );
  draft.changeTask(delivery.tag, { settled: true });
  draft.effects.push({
    kind: "returned-to-queue",
    service: draft.name,
    message: message.id,
    attempt: delivery.attempt,
  });
}

/** The message leaves its queue for the dead-letter queue. */
export function park(draft: ServiceDraft, state: TaskState, reason: string): void {
  if (!isOpen(state)) return;
  const { message, delivery } = state.task;
  takeOut(draft, state);
  draft.change({ deadLetters: [...draft.state.deadLetters, { queue: delivery.queue, message, reason }] });
  draft.effects.push({ kind: "dead-lettered", service: draft.name, message: message.id, reason });
}

/** Forgets the faults that a message met once no copy of it is left. */
function forgetFaults(draft: ServiceDraft, { type, id }: Message): void {
  if (!Object.hasOwn(draft.state.met, id)) return;
  if (draft.entries(type).some(({ message }) => message.id === id)) return;
  const { [id]: _forgotten, ...met } = draft.state.met;
  draft.change({ met });
}

function isOpen(state: TaskState): boolean {
  return !state.settled && state.task.delivery.via === "queue";
}

function takeOut(draft: ServiceDraft, state: TaskState): void {
  const { delivery, message } = state.task;
  draft.changeQueue(
    delivery.queue,
    draft.entries(delivery.queue).filter((entry) => entry.tag !== delivery.tag),
  );
  draft.changeTask(delivery.tag, { settled: true });
  forgetFaults(draft, message);
}

function ready({ message, attempts }: QueueEntry): QueueEntry {
  return { message, attempts };
}
