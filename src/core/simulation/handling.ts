/** Tasks: starting a handler, giving it an answer and running it on, and what follows when it has ended. */
import { acknowledge, putBack } from "./broker.ts";
import { Interrupted, type ServiceDraft } from "./draft.ts";
import { callId, messageId, type Origin } from "./identity.ts";
import type { ClientReply, Message, Operation, Task, TaskResult } from "./model.ts";
import type { Caller, Outstanding, TaskState } from "./world.ts";

/** Starts a handler and runs it to its first operation. */
export function startTask(draft: ServiceDraft, task: Task, caller?: Caller): void {
  draft.addTask({
    task,
    ...(caller === undefined ? {} : { caller }),
    outstanding: [],
    outcome: { kind: "waiting" },
    settled: false,
    issued: {},
    operations: 0,
  });
  runOn(draft, task.delivery.tag);
}

/** Gives one outstanding operation its answer and runs the handler on to its next operation or its end. */
export function answer(draft: ServiceDraft, tag: string, result: TaskResult & { kind: "operation" }): void {
  const state = draft.task(tag);
  draft.changeTask(tag, {
    task: { ...state.task, results: [...state.task.results, result] },
    outstanding: state.outstanding.filter(({ operation }) => operation.index !== result.index),
  });
  runOn(draft, tag);
}

/** Tells the broker or the caller, of its own accord, how the handler ended. */
export function settle(draft: ServiceDraft, tag: string): void {
  const state = draft.task(tag);
  if (state.caller === undefined) acknowledge(draft, state);
  else reply(draft, state, state.caller);
  removeIfOver(draft, tag);
}

/** Whose handling a task's messages and requests come from. */
export function originOf(state: TaskState): Origin {
  const { service, message } = state.task;
  return { service, message, via: state.caller?.kind ?? "queue" };
}

function runOn(draft: ServiceDraft, tag: string): void {
  const state = draft.task(tag);
  const { mem, now } = draft.state;
  const { task } = state;
  const next = draft.next({ ask: "next", task, mem, now: now + draft.service.clockOffset });
  if (next.outcome.kind === "waiting" && next.pending.length === 0) {
    throw new Interrupted({ failure: { code: "never-settles", service: draft.name, message: task.message.id } });
  }
  if (next.mem !== undefined) draft.change({ mem: next.mem });
  const issued = { ...state.issued };
  const outstanding = [...state.outstanding];
  let { operations } = state;
  for (const operation of next.pending) {
    if (operation.index < state.operations) continue;
    outstanding.push(issue(draft, state, issued, operation));
    operations = Math.max(operations, operation.index + 1);
  }
  draft.changeTask(tag, {
    task: next.recorded.length > 0 ? { ...task, results: [...task.results, ...next.recorded] } : task,
    outstanding,
    outcome: next.outcome,
    issued,
    operations,
  });
  if (next.outcome.kind === "threw" && state.outcome.kind === "waiting") {
    const caller = state.caller?.kind === "service" ? { caller: state.caller.service } : {};
    draft.effects.push({ kind: "threw", service: draft.name, error: next.outcome.error, ...caller });
  }
  putBackIfUnacknowledged(draft, tag);
  removeIfOver(draft, tag);
}

/** Gives a new operation what it needs to be performed later: the id of what it creates, or when its wait is over. */
function issue(
  draft: ServiceDraft,
  state: TaskState,
  issued: Record<string, number>,
  operation: Operation,
): Outstanding {
  const { call } = operation;
  switch (call.op) {
    case "publish":
      return { operation, id: messageId(draft.spec, originOf(state), call.type, count(issued, call.type)) };
    case "call":
      return { operation, id: callId(originOf(state), call.method, count(issued, `${call.method}()`)) };
    case "sleep":
      return { operation, due: Math.min(Number.MAX_VALUE, draft.state.now + Math.max(0, call.ms)) };
    default:
      return { operation };
  }
}

/** Counts one more and returns the new number. */
export function count(counts: Record<string, number>, name: string): number {
  const next = (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0) + 1;
  counts[name] = next;
  return next;
}

/** An uncaught exception is a `nack`; so is returning by hand-acknowledged code that has issued no acknowledgement. */
function putBackIfUnacknowledged(draft: ServiceDraft, tag: string): void {
  const state = draft.task(tag);
  if (state.settled || state.outcome.kind === "waiting" || state.caller !== undefined) return;
  if (state.outcome.kind === "returned") {
    if (draft.service.ack === "auto") return;
    const settling = ["ack", "nack", "deadLetter"];
    if (state.outstanding.some(({ operation }) => settling.includes(operation.call.op))) return;
  }
  putBack(draft, state);
}

function removeIfOver(draft: ServiceDraft, tag: string): void {
  const { settled, outcome, outstanding } = draft.task(tag);
  if (settled && outcome.kind !== "waiting" && outstanding.length === 0) draft.removeTask(tag);
}

function reply(draft: ServiceDraft, state: TaskState, caller: Caller): void {
  const { message, delivery } = state.task;
  const { outcome } = state;
  if (outcome.kind === "waiting") return;
  draft.changeTask(delivery.tag, { settled: true });
  const to = caller.kind === "client" ? caller.client : caller.service;
  if (outcome.kind === "returned") draft.effects.push({ kind: "replied", to, value: outcome.value });
  else draft.effects.push({ kind: "replied", to, value: outcome.error.message, failed: true });
  if (caller.kind === "client") {
    const told: ClientReply["outcome"] =
      outcome.kind === "returned" ? { ok: true, value: outcome.value } : { ok: false, error: outcome.error };
    tellClient(draft, caller.client, message, told);
    return;
  }
  const result = outcome.kind === "returned" ? { value: outcome.value } : { error: outcome.error };
  draft.out.push({
    to: "service",
    name: caller.service,
    kind: "reply",
    from: draft.name,
    tag: caller.tag,
    result: { kind: "operation", index: caller.index, ...result },
  });
}

/** A client hears how its request came out and goes on to its next operation. */
export function tellClient(draft: ServiceDraft, name: string, request: Message, outcome: ClientReply["outcome"]): void {
  const reply = { method: request.type, args: request.body, outcome };
  draft.out.push({ to: "client", name, kind: "told", reply });
}
