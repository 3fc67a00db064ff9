/** What the broker does: publishing, and settling a delivery by acknowledging, putting back or parking it. */
import type { Message } from "./model.ts";
import type { Draft } from "./draft.ts";
import type { QueueEntry, TaskState } from "./world.ts";

/** The reason given for a message that was delivered as often as its queue allows. */
const tooManyAttempts = "maxAttempts";

/** Copies a message to the queue of every consumer of its type. */
export function publish(draft: Draft, message: Message): void {
  const to = draft.spec.queues[message.type]?.to ?? [];
  const copy = draft.world.published.filter(({ id }) => id === message.id).length + 1;
  for (const consumer of new Set(to)) {
    draft.changeQueue(message.type, consumer, (entries) => [...entries, { message, copy, attempts: 0 }]);
  }
  draft.world = { ...draft.world, published: [...draft.world.published, message] };
  draft.effects.push({ kind: "published", message, to });
}

/** The broker forgets the message. Nothing happens where the delivery is settled already or is a request. */
export function acknowledge(draft: Draft, state: TaskState): void {
  if (!isOpen(state)) return;
  takeOut(draft, state);
  draft.effects.push({ kind: "acknowledged", service: state.task.service, message: state.task.message.id });
}

/** The message is ready again where it was, or parked where its queue's limit of deliveries is reached. */
export function putBack(draft: Draft, state: TaskState): void {
  if (!isOpen(state)) return;
  const { service, message, delivery } = state.task;
  const limit = draft.spec.queues[delivery.queue]?.maxAttempts;
  if (limit !== undefined && delivery.attempt >= limit) {
    park(draft, state, tooManyAttempts);
    return;
  }
  draft.changeQueue(delivery.queue, service, (entries) =>
    entries.map((entry) => (entry.tag === delivery.tag ? withoutTag(entry) : entry)),
  );
  draft.changeTask(service, delivery.tag, { settled: true });
  draft.effects.push({ kind: "returned-to-queue", service, message: message.id, attempt: delivery.attempt });
}

/** The message leaves its queue for the dead-letter queue. */
export function park(draft: Draft, state: TaskState, reason: string): void {
  if (!isOpen(state)) return;
  const { service, message, delivery } = state.task;
  takeOut(draft, state);
  const deadLetters = [...draft.world.deadLetters, { queue: delivery.queue, message, reason }];
  draft.world = { ...draft.world, deadLetters };
  draft.effects.push({ kind: "dead-lettered", service, message: message.id, reason });
}

function isOpen(state: TaskState): boolean {
  return !state.settled && state.task.delivery.via === "queue";
}

function takeOut(draft: Draft, state: TaskState): void {
  const { service, delivery } = state.task;
  draft.changeQueue(delivery.queue, service, (entries) => entries.filter((entry) => entry.tag !== delivery.tag));
  draft.changeTask(service, delivery.tag, { settled: true });
}

function withoutTag({ message, copy, attempts }: QueueEntry): QueueEntry {
  return { message, copy, attempts };
}
