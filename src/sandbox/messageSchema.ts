/** What the host accepts from its child process. Nothing that does not fit gets further. */
import * as z from "zod/mini";
import type { Plain } from "../base/plain.ts";
import type { ChildMessage } from "./wire.ts";

const plain: z.ZodMiniType<Plain> = z.lazy(() =>
  z.union([z.null(), z.undefined(), z.boolean(), z.number(), z.string(), z.array(plain), z.record(z.string(), plain)]),
);
const text = z.string();
const count = z.int().check(z.nonnegative());
const place = z.strictObject({ file: z.enum(["exercise.ts", "scenario.ts"]), line: count, column: count });
const thrown = z.strictObject({
  name: text,
  message: text,
  at: z.optional(place),
  by: z.optional(z.enum(["monitor", "counter"])),
  returned: z.optional(z.literal(true)),
  reads: z.optional(z.array(plain)),
});
const texts = z.array(text);
const par = z.strictObject({ steps: count, faults: count });
const store = z.record(text, plain);

const during = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("loading"), file: text }),
  z.strictObject({ kind: z.literal("handler"), service: text, message: text }),
  z.strictObject({ kind: z.literal("check"), check: text }),
]);

const aboutMessage = { queue: text, to: text, message: text };
const atOperation = { service: text, tag: text, index: count };

const choice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("client"), client: text }),
  z.strictObject({
    kind: z.enum(["deliver", "redeliver", "drop", "duplicate"]),
    ...aboutMessage,
    copy: z.optional(count),
  }),
  z.strictObject({ kind: z.literal("redrive"), ...aboutMessage }),
  z.strictObject({ kind: z.enum(["step", "timer", "fail", "timeout"]), ...atOperation }),
  z.strictObject({ kind: z.literal("settle"), service: text, tag: text }),
  z.strictObject({ kind: z.literal("relay"), service: text }),
  z.strictObject({ kind: z.literal("crash"), service: text, process: z.optional(z.literal("relay")) }),
  z.strictObject({ kind: z.enum(["partition", "heal"]), from: text, to: text }),
  z.strictObject({ kind: z.literal("clock"), service: text }),
]);

const op = z.enum([
  "db.get",
  "db.has",
  "db.delete",
  "db.put",
  "db.add",
  "db.entries",
  "tx",
  "publish",
  "call",
  "ack",
  "nack",
  "deadLetter",
  "sleep",
]);

const message = z.strictObject({ id: text, type: text, body: plain, key: z.optional(text), from: text });

const effect = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("stored"), service: text, key: text, before: plain, value: plain }),
  z.strictObject({ kind: z.literal("deleted"), service: text, key: text, before: plain }),
  z.strictObject({ kind: z.literal("published"), message, to: texts }),
  z.strictObject({ kind: z.literal("requested"), from: text, service: text, method: text, args: plain }),
  z.strictObject({ kind: z.literal("replied"), to: text, value: plain, failed: z.optional(z.literal(true)) }),
  z.strictObject({ kind: z.literal("acknowledged"), service: text, message: text }),
  z.strictObject({ kind: z.literal("returned-to-queue"), service: text, message: text, attempt: count }),
  z.strictObject({ kind: z.literal("dead-lettered"), service: text, message: text, reason: text }),
  z.strictObject({ kind: z.literal("lost"), message: text, to: text, forGood: z.boolean() }),
  z.strictObject({ kind: z.enum(["duplicated", "redelivered", "redriven"]), message: text, to: text }),
  z.strictObject({
    kind: z.literal("crashed"),
    service: text,
    process: z.optional(z.literal("relay")),
    lost: texts,
  }),
  z.strictObject({ kind: z.literal("refused"), service: text, op }),
  z.strictObject({ kind: z.literal("gave-up"), service: text, waitingFor: text }),
  z.strictObject({ kind: z.enum(["partitioned", "healed"]), from: text, to: text }),
  z.strictObject({ kind: z.literal("clock-jumped"), service: text, ms: count }),
  z.strictObject({ kind: z.literal("threw"), service: text, error: thrown, caller: z.optional(text) }),
]);

const task = z.strictObject({
  message: text,
  tag: text,
  attempt: count,
  waitsAt: z.array(z.strictObject({ index: count, op, at: z.optional(place), via: z.optional(z.array(place)) })),
  ended: z.boolean(),
});

const serviceSnapshot = z.strictObject({
  db: store,
  mem: store,
  busyWith: texts,
  outbox: z.optional(texts),
  tasks: z.optional(z.array(task)),
  now: z.optional(z.number()),
  cutOff: z.optional(texts),
});

const snapshot = z.strictObject({
  services: z.record(text, serviceSnapshot),
  queues: z.array(z.strictObject({ queue: text, to: text, waiting: texts, unsettled: texts, lost: z.optional(texts) })),
  requests: z.optional(z.array(z.strictObject({ message: text, from: text, to: text }))),
  deadLetters: z.array(z.strictObject({ queue: text, message: text, reason: text })),
});

const step = z.strictObject({
  choice,
  label: text,
  at: z.optional(place),
  effects: z.array(effect),
  after: snapshot,
});

const run = z.strictObject({
  start: snapshot,
  steps: z.array(step),
  drained: z.boolean(),
});

const broken = z.strictObject({
  check: text,
  kind: z.enum([
    "always",
    "atDrain",
    "reachable",
    "session",
    "bounded",
    "no-exception",
    "drains",
    "impossible",
    "silent",
  ]),
  step: count,
  detail: z.optional(text),
  at: z.optional(place),
  thrown: z.optional(thrown),
  reason: z.optional(z.enum(["limit", "loop", "stuck", "schedule"])),
  loopFrom: z.optional(count),
  pointOfNoReturn: z.optional(count),
  case: z.optional(text),
});

const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["no-default-export", "no-services", "no-checks"]) }),
  z.strictObject({ kind: z.literal("bad-value"), path: text, expected: text }),
  z.strictObject({ kind: z.literal("unknown-property"), path: text, known: texts }),
  z.strictObject({ kind: z.enum(["unknown-service", "unknown-client", "duplicate-check", "name-taken"]), name: text }),
  z.strictObject({ kind: z.literal("unhandled"), service: text, message: text }),
  z.strictObject({ kind: z.literal("broken-at-start"), check: text, detail: z.optional(text) }),
]);

const perMessage = z.strictObject({ drop: count, duplicate: count });
const faults = z.strictObject({
  drop: count,
  duplicate: count,
  crash: count,
  fail: count,
  timeout: count,
  partition: count,
  clock: count,
});

const explored = z.strictObject({
  kind: z.literal("explored"),
  exhaustive: z.boolean(),
  reduced: z.optional(z.literal(true)),
  stopped: z.optional(z.enum(["time", "states"])),
  bound: z.strictObject({ updates: count, faults, perMessage }),
  states: count,
  transitions: count,
  handlerCalls: count,
  growth: z.optional(z.strictObject({ service: text, situations: count, field: z.optional(text) })),
});

const cost = z.strictObject({ cpuMs: z.number(), peakMb: z.number() });

const coverage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("one-run"), choices: count }),
  explored,
]);

/** `too-slow`, `too-much-memory`, `cancelled` and `sandbox-died` are not the child's to say. */
const failure = z.discriminatedUnion("code", [
  z.strictObject({ code: z.literal("syntax"), at: place, message: text }),
  z.strictObject({
    code: z.literal("forbidden"),
    at: place,
    what: z.enum(["import", "dynamic-import", "html-comment", "eval", "direct-eval", "namespace"]),
  }),
  z.strictObject({ code: z.literal("import-unknown"), at: place, module: text }),
  z.strictObject({ code: z.literal("goal-invalid"), message: text }),
  z.strictObject({ code: z.literal("threw-while-loading"), error: thrown, at: place }),
  z.strictObject({ code: z.literal("hole-left"), at: place }),
  z.strictObject({ code: z.enum(["state-outside-ctx", "never-settles", "not-atomic"]), during, at: place }),
  z.strictObject({ code: z.literal("not-plain-data"), during, what: text, at: place }),
  z.strictObject({
    code: z.literal("unknown-target"),
    during,
    what: z.enum(["service", "queue", "method", "publisher"]),
    name: text,
    at: place,
  }),
  z.strictObject({ code: z.literal("too-many-steps"), limit: count, at: place }),
  z.strictObject({ code: z.literal("scenario-invalid"), reason: fault, at: place }),
  z.strictObject({ code: z.literal("check-threw"), check: text, error: thrown, at: place }),
  z.strictObject({ code: z.literal("not-all"), coverage: explored, at: place }),
]);

const refusal = z.enum(["budget", "order", "busy", "cut", "gone"]);

const moment = z.strictObject({
  id: count,
  snapshot,
  offers: z.array(
    z.strictObject({
      choice,
      label: text,
      fault: z.boolean(),
      at: z.optional(place),
      refused: z.optional(refusal),
    }),
  ),
  drained: z.boolean(),
  broken: z.array(broken),
  checkFailure: z.optional(failure),
  goals: z.array(z.strictObject({ name: text, reached: z.boolean(), par: z.optional(par) })),
  cost: par,
  copies: z.array(
    z.strictObject({
      key: text,
      service: text,
      state: z.enum(["source", "equal", "stale", "diverged"]),
      behind: z.optional(count),
    }),
  ),
});

const takenStep = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("taken"), from: count, moment, step }),
  z.strictObject({ kind: z.literal("refused"), label: text, reason: refusal }),
  z.strictObject({ kind: z.literal("failed"), failure }),
]);

const steppingResult = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened"), start: moment }),
  z.strictObject({ kind: z.literal("taken"), taken: z.array(takenStep) }),
  z.strictObject({ kind: z.literal("failed"), failure }),
]);

const reply = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ran"),
    run,
    broken: z.array(broken),
    coverage,
    counters: z.record(text, z.number()),
    idle: z.optional(
      z.array(z.strictObject({ service: text, message: text, at: z.optional(place), case: z.optional(text) })),
    ),
    absent: z.optional(z.array(text)),
  }),
  z.strictObject({ kind: z.literal("failed"), failure }),
]);

const childMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("progress"), id: count, during, at: place }),
  z.strictObject({
    kind: z.literal("searching"),
    id: count,
    tally: z.strictObject({
      states: count,
      transitions: count,
      depth: count,
      largest: z.optional(z.strictObject({ service: text, situations: count })),
    }),
  }),
  z.strictObject({ kind: z.literal("stepped"), id: count, result: steppingResult, heapMb: z.number() }),
  z.strictObject({ kind: z.literal("reply"), id: count, reply, heapMb: z.number(), cost }),
  z.strictObject({ kind: z.literal("too-large"), id: count }),
  z.strictObject({ kind: z.literal("broken"), id: count, reason: text }),
]);

/** The message, or undefined where it is none that the child may send. */
export function readChildMessage(value: unknown): ChildMessage | undefined {
  const parsed = z.safeParse(childMessage, value);
  // Types with exact optional properties differ from the schema's only in allowing an explicit undefined.
  return parsed.success ? (parsed.data as ChildMessage) : undefined;
}
