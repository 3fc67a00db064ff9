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
  reads: z.optional(z.array(plain)),
});
const texts = z.array(text);
const store = z.record(text, plain);

const during = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("loading"), file: text }),
  z.strictObject({ kind: z.literal("handler"), service: text, message: text }),
  z.strictObject({ kind: z.literal("check"), check: text }),
]);

const choice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("client"), client: text }),
  z.strictObject({ kind: z.literal("deliver"), queue: text, to: text, message: text, copy: z.optional(count) }),
  z.strictObject({ kind: z.literal("step"), service: text, tag: text, index: count }),
  z.strictObject({ kind: z.literal("settle"), service: text, tag: text }),
  z.strictObject({ kind: z.literal("relay"), service: text }),
  z.strictObject({ kind: z.literal("timer"), service: text, tag: text, index: count }),
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
  z.strictObject({ kind: z.literal("threw"), service: text, error: thrown, caller: z.optional(text) }),
]);

const snapshot = z.strictObject({
  services: z.record(text, z.strictObject({ db: store, mem: store, busyWith: texts, outbox: z.optional(texts) })),
  queues: z.array(z.strictObject({ queue: text, to: text, waiting: texts, unsettled: texts })),
  deadLetters: z.array(z.strictObject({ queue: text, message: text, reason: text })),
});

const run = z.strictObject({
  start: snapshot,
  steps: z.array(
    z.strictObject({ choice, label: text, at: z.optional(place), effects: z.array(effect), after: snapshot }),
  ),
  drained: z.boolean(),
});

const broken = z.strictObject({
  check: text,
  kind: z.enum(["always", "atDrain", "no-exception", "drains"]),
  step: count,
  detail: z.optional(text),
  at: z.optional(place),
  thrown: z.optional(thrown),
  reason: z.optional(z.enum(["limit", "stuck"])),
});

const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["no-default-export", "no-services", "no-checks"]) }),
  z.strictObject({ kind: z.literal("bad-value"), path: text, expected: text }),
  z.strictObject({ kind: z.enum(["unknown-service", "duplicate-check"]), name: text }),
  z.strictObject({ kind: z.literal("unhandled"), service: text, message: text }),
  z.strictObject({ kind: z.literal("broken-at-start"), check: text, detail: z.optional(text) }),
]);

/** `too-slow`, `too-much-memory` and `sandbox-died` are not the child's to say. */
const failure = z.discriminatedUnion("code", [
  z.strictObject({ code: z.literal("syntax"), at: place, message: text }),
  z.strictObject({
    code: z.literal("forbidden"),
    at: place,
    what: z.enum(["import", "dynamic-import", "html-comment", "eval", "direct-eval"]),
  }),
  z.strictObject({ code: z.literal("import-unknown"), at: place, module: text }),
  z.strictObject({ code: z.literal("threw-while-loading"), error: thrown, at: place }),
  z.strictObject({ code: z.literal("hole-left"), at: place }),
  z.strictObject({ code: z.enum(["state-outside-ctx", "never-settles"]), during, at: place }),
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
  z.strictObject({ code: z.literal("cancelled") }),
]);

const reply = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ran"),
    run,
    broken: z.array(broken),
    coverage: z.strictObject({ kind: z.literal("one-run"), choices: count }),
  }),
  z.strictObject({ kind: z.literal("failed"), failure }),
]);

const childMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("progress"), id: count, during, at: place }),
  z.strictObject({ kind: z.literal("reply"), id: count, reply, heapMb: z.number() }),
  z.strictObject({ kind: z.literal("too-large"), id: count }),
  z.strictObject({ kind: z.literal("broken"), id: count, reason: text }),
]);

/** The message, or undefined where it is none that the child may send. */
export function readChildMessage(value: unknown): ChildMessage | undefined {
  const parsed = z.safeParse(childMessage, value);
  // Types with exact optional properties differ from the schema's only in allowing an explicit undefined.
  return parsed.success ? (parsed.data as ChildMessage) : undefined;
}
