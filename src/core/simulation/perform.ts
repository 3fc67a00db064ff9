/** Performs one operation of a task: its effect and its answer together, as one atomic step. */
import type { Plain } from "../../base/plain.ts";
import { acknowledge, park, publish, putBack } from "./broker.ts";
import { Interrupted, type ServiceDraft, type StepFailure } from "./draft.ts";
import { answer, count, originOf } from "./handling.ts";
import { messageId } from "./identity.ts";
import type { Message, Operation, OperationCall, Thrown } from "./model.ts";
import type { Outstanding, TaskState } from "./world.ts";

/** Performs `one`, then runs its handler on. A `call` only sends its request: the reply is its answer. */
export function perform(draft: ServiceDraft, state: TaskState, one: Outstanding): void {
  const { delivery } = state.task;
  const { call, index } = one.operation;
  if (call.op === "call") {
    send(draft, state, one, call);
    return;
  }
  answer(draft, delivery.tag, { kind: "operation", index, ...resultOf(draft, state, one, call) });
}

type Result = { readonly value: Plain } | { readonly error: Thrown };

function resultOf(draft: ServiceDraft, state: TaskState, one: Outstanding, call: Own): Result {
  if (call.op === "tx") return transact(draft, state, one.operation);
  return call.op === "db.add" ? add(draft, call) : { value: effectOf(draft, state, one, call) };
}

/** What is answered by what it does to its own service. */
type Own = Exclude<OperationCall, { op: "call" }>;
type Add = Extract<OperationCall, { op: "db.add" }>;
type Simple = Exclude<Own, Add | { op: "tx" }>;

function effectOf(draft: ServiceDraft, state: TaskState, one: Outstanding, call: Simple): Plain {
  const { db } = draft.state;
  switch (call.op) {
    case "db.get":
      return valueAt(db, call.key);
    case "db.has":
      return Object.hasOwn(db, call.key);
    case "db.entries":
      return Object.keys(db)
        .filter((key) => key.startsWith(call.prefix))
        .sort()
        .map((key) => [key, db[key]]);
    case "db.put":
      store(draft, call.key, call.value);
      return undefined;
    case "db.delete":
      remove(draft, call.key);
      return undefined;
    case "publish": {
      requireQueue(draft, state, one.operation, call.type);
      const key = call.key === undefined ? {} : { key: call.key };
      publish(draft, { id: one.id ?? "", type: call.type, body: call.body, ...key, from: draft.name });
      return undefined;
    }
    case "ack":
      acknowledge(draft, state);
      return undefined;
    case "nack":
      putBack(draft, state);
      return undefined;
    case "deadLetter":
      park(draft, state, call.reason);
      return undefined;
    case "sleep":
      draft.change({ now: Math.max(draft.state.now, one.due ?? 0) });
      return undefined;
  }
}

/** Counts from 0 where there is nothing. Fails as `t.add` does in a transaction, and then leaves what is there. */
function add(draft: ServiceDraft, { key, value }: Add): Result {
  const before = valueAt(draft.state.db, key) ?? 0;
  if (typeof before !== "number")
    return refused(`the value at ${JSON.stringify(key)} must be a number`, JSON.stringify(before));
  const sum = before + value;
  if (!Number.isFinite(sum)) return refused(`the sum at ${JSON.stringify(key)} must be a number`, String(sum));
  store(draft, key, sum);
  return { value: sum };
}

function refused(rule: string, shown: string): Result {
  return { error: { name: "TypeError", message: `ctx.db.add: ${rule}, but it is ${shown.slice(0, mostShown)}.` } };
}

/** Characters of a value in the text of an error. */
const mostShown = 80;

/** The outbox relay: publishes the oldest row, and marks it as sent in a step of its own. */
export function relay(draft: ServiceDraft): void {
  const { outbox, relayed } = draft.state;
  const [oldest, ...later] = outbox;
  if (oldest === undefined) return;
  if (!relayed) publish(draft, oldest);
  draft.change(relayed ? { outbox: later, relayed: false } : { relayed: true });
}

function transact(draft: ServiceDraft, state: TaskState, operation: Operation): Result {
  const { delivery } = state.task;
  const { db, mem, now, outbox } = draft.state;
  const clock = now + draft.service.clockOffset;
  const result = draft.tx({ ask: "tx", task: state.task, index: operation.index, db, mem, now: clock });
  if (result.kind === "threw") return { error: result.error };
  for (const { key, value, deleted } of result.writes) {
    if (deleted) remove(draft, key);
    else store(draft, key, value);
  }
  if (result.outbox.length > 0) {
    const issued = { ...state.issued };
    const rows = result.outbox.map(({ type, body, key }): Message => {
      requireQueue(draft, state, operation, type);
      const id = messageId(draft.spec, originOf(state), type, count(issued, type));
      return { id, type, body, ...(key === undefined ? {} : { key }), from: draft.name };
    });
    draft.change({ outbox: [...outbox, ...rows] });
    draft.changeTask(delivery.tag, { issued });
  }
  return { value: result.value };
}

function send(draft: ServiceDraft, state: TaskState, one: Outstanding, call: OperationCall & { op: "call" }): void {
  const { delivery } = state.task;
  const { operation } = one;
  const { service: to, method, args } = call;
  if (!Object.hasOwn(draft.spec.services, to)) throw unknownTarget(state, operation, "service", to);
  if (!handles(draft, to, method)) throw unknownTarget(state, operation, "method", `${to}.${method}`);
  const key = call.idempotencyKey === undefined ? {} : { key: call.idempotencyKey };
  const message: Message = { id: one.id ?? "", type: method, body: args, ...key, from: draft.name };
  const caller = { kind: "service", service: draft.name, tag: delivery.tag, index: operation.index } as const;
  draft.out.push({ to: "service", name: to, kind: "request", message, caller });
  draft.changeTask(delivery.tag, {
    outstanding: state.outstanding.map((other) => (other === one ? { ...one, sent: "waits" } : other)),
  });
  draft.effects.push({ kind: "requested", from: draft.name, service: to, method, args });
}

function store(draft: ServiceDraft, key: string, value: Plain): void {
  const { db } = draft.state;
  draft.change({ db: { ...db, [key]: value } });
  draft.effects.push({ kind: "stored", service: draft.name, key, before: valueAt(db, key), value });
}

function remove(draft: ServiceDraft, key: string): void {
  const { db } = draft.state;
  if (!Object.hasOwn(db, key)) return;
  const { [key]: before, ...rest } = db;
  draft.change({ db: rest });
  draft.effects.push({ kind: "deleted", service: draft.name, key, before });
}

function valueAt(db: Readonly<Record<string, Plain>>, key: string): Plain {
  return Object.hasOwn(db, key) ? db[key] : undefined;
}

function handles(draft: ServiceDraft, service: string, name: string): boolean {
  return draft.spec.handlers[service]?.includes(name) === true;
}

function requireQueue(draft: ServiceDraft, state: TaskState, operation: Operation, type: string): void {
  const queue = Object.hasOwn(draft.spec.queues, type) ? draft.spec.queues[type] : undefined;
  if (queue === undefined) throw unknownTarget(state, operation, "queue", type);
  if (queue.from !== state.task.service) throw unknownTarget(state, operation, "publisher", type);
}

type TargetKind = (StepFailure & { code: "unknown-target" })["what"];

function unknownTarget(state: TaskState, { at }: Operation, what: TargetKind, name: string): Interrupted {
  const { service, message } = state.task;
  const place = at === undefined ? {} : { at };
  return new Interrupted({ failure: { code: "unknown-target", service, message: message.id, what, name, ...place } });
}
