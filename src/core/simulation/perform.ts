/** Performs one operation of a task: its effect and its answer together, as one atomic step. */
import type { Plain } from "../../base/plain.ts";
import { acknowledge, park, publish, putBack } from "./broker.ts";
import { type Draft, Interrupted, type StepFailure } from "./draft.ts";
import { answer, count, originOf } from "./handling.ts";
import { messageId } from "./identity.ts";
import type { Message, Operation, OperationCall, TxAnswer } from "./model.ts";
import type { Outstanding, TaskState } from "./world.ts";

/** Performs `one`, then runs its handler on. A `call` only sends its request: the reply is its answer. */
export function perform(draft: Draft, state: TaskState, one: Outstanding): void {
  const { service, delivery } = state.task;
  const { call, index } = one.operation;
  if (call.op === "call") {
    send(draft, state, one, call);
    return;
  }
  const result =
    call.op === "tx" ? transact(draft, state, one.operation) : { value: effectOf(draft, state, one, call) };
  answer(draft, service, delivery.tag, { kind: "operation", index, ...result });
}

type Simple = Exclude<OperationCall, { op: "call" } | { op: "tx" }>;

function effectOf(draft: Draft, state: TaskState, one: Outstanding, call: Simple): Plain {
  const { service } = state.task;
  const { db } = draft.service(service);
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
      store(draft, service, call.key, call.value);
      return undefined;
    case "db.delete":
      remove(draft, service, call.key);
      return undefined;
    case "db.add": {
      const sum = finite(numberIn(valueAt(db, call.key)) + numberIn(call.value));
      store(draft, service, call.key, sum);
      return sum;
    }
    case "publish": {
      requireQueue(draft, state, one.operation, call.type);
      const key = call.key === undefined ? {} : { key: call.key };
      publish(draft, { id: one.id ?? "", type: call.type, body: call.body, ...key, from: service });
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
      draft.changeService(service, { now: Math.max(draft.service(service).now, one.due ?? 0) });
      return undefined;
  }
}

/** The outbox relay: publishes the oldest row, and marks it as sent in a step of its own. */
export function relay(draft: Draft, service: string): void {
  const { outbox, relayed } = draft.service(service);
  const [oldest, ...later] = outbox;
  if (oldest === undefined) return;
  if (!relayed) publish(draft, oldest);
  draft.changeService(service, relayed ? { outbox: later, relayed: false } : { relayed: true });
}

function transact(draft: Draft, state: TaskState, operation: Operation): { value: Plain } | { error: TxError } {
  const { service, delivery } = state.task;
  const { db, mem, now, outbox } = draft.service(service);
  const result = draft.tx({ ask: "tx", task: state.task, index: operation.index, db, mem, now });
  if (result.kind === "threw") return { error: result.error };
  for (const { key, value, deleted } of result.writes) {
    if (deleted) remove(draft, service, key);
    else store(draft, service, key, value);
  }
  if (result.outbox.length > 0) {
    const issued = { ...state.issued };
    const rows = result.outbox.map(({ type, body, key }): Message => {
      requireQueue(draft, state, operation, type);
      const id = messageId(draft.spec, originOf(state), type, count(issued, type));
      return { id, type, body, ...(key === undefined ? {} : { key }), from: service };
    });
    draft.changeService(service, { outbox: [...outbox, ...rows] });
    draft.changeTask(service, delivery.tag, { issued });
  }
  return { value: result.value };
}

type TxError = (TxAnswer & { kind: "threw" })["error"];

function send(draft: Draft, state: TaskState, one: Outstanding, call: OperationCall & { op: "call" }): void {
  const { service, delivery } = state.task;
  const { operation } = one;
  const { service: to, method, args } = call;
  if (!Object.hasOwn(draft.spec.services, to)) throw unknownTarget(state, operation, "service", to);
  if (!handles(draft, to, method)) throw unknownTarget(state, operation, "method", `${to}.${method}`);
  const key = call.idempotencyKey === undefined ? {} : { key: call.idempotencyKey };
  const message: Message = { id: one.id ?? "", type: method, body: args, ...key, from: service };
  const caller = { kind: "service", service, tag: delivery.tag, index: operation.index } as const;
  draft.world = { ...draft.world, requests: [...draft.world.requests, { message, to, caller }] };
  draft.changeTask(service, delivery.tag, {
    outstanding: state.outstanding.map((other) => (other === one ? { ...one, sent: true } : other)),
  });
  draft.effects.push({ kind: "requested", from: service, service: to, method, args });
}

function store(draft: Draft, service: string, key: string, value: Plain): void {
  const { db } = draft.service(service);
  draft.changeService(service, { db: { ...db, [key]: value } });
  draft.effects.push({ kind: "stored", service, key, before: valueAt(db, key), value });
}

function remove(draft: Draft, service: string, key: string): void {
  const { db } = draft.service(service);
  if (!Object.hasOwn(db, key)) return;
  const { [key]: before, ...rest } = db;
  draft.changeService(service, { db: rest });
  draft.effects.push({ kind: "deleted", service, key, before });
}

function valueAt(db: Readonly<Record<string, Plain>>, key: string): Plain {
  return Object.hasOwn(db, key) ? db[key] : undefined;
}

/** `add` counts from 0 where there is no number. */
function numberIn(value: Plain): number {
  return typeof value === "number" ? value : 0;
}

/** A store holds no infinities: a sum beyond all numbers stays at the last one. */
function finite(sum: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, sum));
}

function handles(draft: Draft, service: string, name: string): boolean {
  return draft.spec.handlers[service]?.includes(name) === true;
}

function requireQueue(draft: Draft, state: TaskState, operation: Operation, type: string): void {
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
