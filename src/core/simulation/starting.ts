/** Taking up what waits for a service: the delivery of a message or a request, and handlers that run in one step. */
import { awaitsSettling, entryAt, requestAt } from "./choices.ts";
import { Interrupted, type ServiceDraft } from "./draft.ts";
import { count, settle, startTask } from "./handling.ts";
import { deliveryTag } from "./identity.ts";
import type { Message, MessageChoice, Task } from "./model.ts";
import { perform } from "./perform.ts";
import type { Caller, Outstanding, TaskState } from "./world.ts";

/** Delivers a copy of a message, or takes up a request that was on its way. */
export function deliver(draft: ServiceDraft, choice: MessageChoice<"deliver">): void {
  const request = requestAt(draft.state, choice);
  if (request !== undefined) {
    draft.change({ requests: draft.state.requests.filter((other) => other !== request) });
    startRequest(draft, request.message, request.caller);
    return;
  }
  const { queue } = choice;
  const entry = entryAt(draft.state, choice);
  if (entry === undefined) return;
  const { message } = entry;
  const attempt = entry.attempts + 1;
  const tag = nextTag(draft, message.id);
  draft.changeQueue(
    queue,
    draft.entries(queue).map((one) => (one === entry ? { message, attempts: attempt, tag } : one)),
  );
  const key = message.key === undefined ? {} : { key: message.key };
  const delivery = { via: "queue", queue, tag, attempt, ...key } as const;
  begin(draft, { service: draft.name, message, delivery, results: [] });
}

/** Takes up a request: starts its handler. */
export function startRequest(draft: ServiceDraft, message: Message, caller: Caller): void {
  const key = message.key === undefined ? {} : { key: message.key };
  const tag = nextTag(draft, message.id);
  const delivery = { via: "request", queue: message.type, tag, attempt: 1, ...key } as const;
  begin(draft, { service: draft.name, message, delivery, results: [] }, caller);
}

function nextTag(draft: ServiceDraft, id: string): string {
  const deliveries = { ...draft.state.deliveries };
  const tag = deliveryTag(id, count(deliveries, id));
  draft.change({ deliveries });
  return tag;
}

function begin(draft: ServiceDraft, task: Task, caller?: Caller): void {
  startTask(draft, task, caller);
  if (draft.service.atomic) finish(draft, task.delivery.tag);
}

/** Operations of one atomic handler; one that issues more does not come to an end. */
const mostAtOnce = 500;

function finish(draft: ServiceDraft, tag: string): void {
  for (let turn = 0; turn < mostAtOnce; turn++) {
    const state = draft.findTask(tag);
    if (state === undefined) return;
    const [first] = state.outstanding;
    if (first?.sent !== undefined || (first === undefined && !awaitsSettling(draft.spec, state))) {
      throw notAtomic(draft, state, first);
    }
    if (first === undefined) settle(draft, tag);
    else perform(draft, state, first);
  }
  throw notAtomic(draft, draft.task(tag), undefined);
}

function notAtomic(draft: ServiceDraft, { task }: TaskState, waits: Outstanding | undefined): Interrupted {
  const at = waits?.operation.at === undefined ? {} : { at: waits.operation.at };
  return new Interrupted({ failure: { code: "not-atomic", service: draft.name, message: task.message.id, ...at } });
}
