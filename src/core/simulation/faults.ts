/** What goes wrong: the faults that a schedule may contain, and what makes up for them. */
import { enqueue, putBack } from "./broker.ts";
import { entryAt, requestAt } from "./choices.ts";
import type { ServiceDraft } from "./draft.ts";
import { answer, tellClient } from "./handling.ts";
import type { FaultKind, MessageChoice } from "./model.ts";
import type { Outstanding, TaskState } from "./world.ts";

/** What a call gives whose caller no longer waits; learners compare with the constant of that name. */
export const timedOut = "TIMEOUT";

/** A copy is lost on its way: for good where it is a request, until the broker sends it again otherwise. */
export function drop(draft: ServiceDraft, choice: MessageChoice<"drop">): void {
  const request = requestAt(draft.state, choice);
  if (request !== undefined) {
    spend(draft, "drop");
    draft.change({ requests: draft.state.requests.filter((other) => other !== request) });
    tellCaller(draft, request.caller);
  } else {
    spendOnMessage(draft, choice);
    const entry = entryAt(draft.state, choice);
    draft.changeQueue(
      choice.queue,
      draft.entries(choice.queue).map((one) => (one === entry ? { ...one, lost: true } : one)),
    );
  }
  const forGood = request !== undefined;
  draft.effects.push({ kind: "lost", message: choice.message, to: draft.name, forGood });
}

/** The broker sends a lost copy again. */
export function redeliver(draft: ServiceDraft, choice: MessageChoice<"redeliver">): void {
  const entry = entryAt(draft.state, choice);
  draft.changeQueue(
    choice.queue,
    draft.entries(choice.queue).map((one) => {
      if (one !== entry) return one;
      const { lost: _found, ...found } = one;
      return found;
    }),
  );
  draft.effects.push({ kind: "redelivered", message: choice.message, to: draft.name });
}

/** Adds a copy with the same id, right behind the one that it is a copy of. */
export function duplicate(draft: ServiceDraft, choice: MessageChoice<"duplicate">): void {
  spendOnMessage(draft, choice);
  const entry = entryAt(draft.state, choice);
  draft.changeQueue(
    choice.queue,
    draft.entries(choice.queue).flatMap((one) => (one === entry ? [one, { ...one }] : [one])),
  );
  draft.effects.push({ kind: "duplicated", message: choice.message, to: draft.name });
}

/** Ends the tasks of a service, clears `mem` and starts it again; or makes its outbox relay forget what it was at. */
export function crash(draft: ServiceDraft, process: "relay" | undefined): void {
  spend(draft, "crash");
  const { name } = draft;
  if (process === "relay") {
    draft.change({ relayed: false });
    draft.effects.push({ kind: "crashed", service: name, process, lost: [] });
    return;
  }
  // The order in which tasks were started is no part of a situation, so nothing may follow from it.
  const tasks = [...draft.state.tasks].sort((a, b) => (handledBy(a) < handledBy(b) ? -1 : 1));
  const lost = tasks.filter(({ settled }) => !settled).map(({ task }) => task.message.id);
  draft.effects.push({ kind: "crashed", service: name, lost });
  for (const state of tasks) abandon(draft, state);
  draft.change({ tasks: [], mem: {} });
}

function handledBy({ task: { message, delivery } }: TaskState): string {
  return `${message.id} ${delivery.tag}`;
}

/** The broker takes an unsettled delivery back; a client hears an error; a service's call gets no reply any more. */
function abandon(draft: ServiceDraft, state: TaskState): void {
  if (state.settled) return;
  const { caller, task } = state;
  if (caller === undefined) putBack(draft, state);
  else if (caller.kind === "service") tellCaller(draft, caller);
  else tellClient(draft, caller.client, task.message, { ok: false, error: { name: "Crashed", message: "crashed" } });
}

function tellCaller(draft: ServiceDraft, caller: NonNullable<TaskState["caller"]>): void {
  if (caller.kind === "client") return;
  draft.out.push({ to: "service", name: caller.service, kind: "no-reply", tag: caller.tag, index: caller.index });
}

/** An issued operation is refused: nothing of it happens. */
export function fail(draft: ServiceDraft, state: TaskState, { operation }: Outstanding): void {
  spend(draft, "fail");
  const { op } = operation.call;
  draft.effects.push({ kind: "refused", service: draft.name, op });
  const error = { name: "OperationFailed", message: `ctx.${op} failed` };
  answer(draft, state.task.delivery.tag, { kind: "operation", index: operation.index, error });
}

/** The caller of a request stops waiting. No fault where no reply can come any more. */
export function timeOut(draft: ServiceDraft, state: TaskState, { operation, sent, id }: Outstanding): void {
  if (sent !== "lost") spend(draft, "timeout");
  draft.effects.push({ kind: "gave-up", service: draft.name, waitingFor: id ?? "" });
  answer(draft, state.task.delivery.tag, { kind: "operation", index: operation.index, value: timedOut });
}

export function partition(draft: ServiceDraft, from: string): void {
  spend(draft, "partition");
  draft.change({ cutOff: [...draft.state.cutOff, from] });
  draft.effects.push({ kind: "partitioned", from, to: draft.name });
}

export function heal(draft: ServiceDraft, from: string): void {
  draft.change({ cutOff: draft.state.cutOff.filter((name) => name !== from) });
  draft.effects.push({ kind: "healed", from, to: draft.name });
}

/** A clock is suddenly ahead: handlers that are under way keep what they have read. */
export function jumpClock(draft: ServiceDraft): void {
  spend(draft, "clock");
  const { clockJump: ms } = draft.service;
  draft.change({ now: Math.min(Number.MAX_VALUE, draft.state.now + ms) });
  draft.effects.push({ kind: "clock-jumped", service: draft.name, ms });
}

/** A dead letter goes back to the end of its queue, as if it had never been delivered. */
export function redrive(draft: ServiceDraft, queue: string, id: string): void {
  const { deadLetters, redriven } = draft.state;
  const letter = deadLetters.find((one) => one.queue === queue && one.message.id === id);
  if (letter === undefined) return;
  draft.change({
    deadLetters: deadLetters.filter((one) => one !== letter),
    redriven: { ...redriven, [queue]: (redriven[queue] ?? 0) + 1 },
  });
  enqueue(draft, letter.message);
  draft.effects.push({ kind: "redriven", message: id, to: draft.name });
}

function spend(draft: ServiceDraft, fault: FaultKind): void {
  draft.out.push({ to: "faults", kind: "spend", fault });
}

/** What the message itself may still meet goes first; the run's budget is for what is beyond that. */
function spendOnMessage(draft: ServiceDraft, { kind, message }: MessageChoice<"drop" | "duplicate">): void {
  const met = draft.state.met[message] ?? { drop: 0, duplicate: 0 };
  if (met[kind] >= draft.spec.perMessage[kind]) {
    spend(draft, kind);
    return;
  }
  draft.change({ met: { ...draft.state.met, [message]: { ...met, [kind]: met[kind] + 1 } } });
}
