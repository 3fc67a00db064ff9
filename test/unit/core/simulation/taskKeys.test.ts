/** What a task is asked about: the same text for the same task and for no other, however its names are chosen. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalKey, type Plain } from "../../../../src/base/plain.ts";
import type { Task, TaskResult } from "../../../../src/core/simulation/model.ts";
import { TaskKeys } from "../../../../src/core/simulation/taskKeys.ts";

const name = fc.constantFrom("a", "1", "1:a", "\n0=u", "queue", "a\n0=u", '"', "\\", "é");
const value = fc.constantFrom<Plain>(undefined, null, 0, 1, "", "0=u", "\n0=u", "u", [0], { a: 1 }, { "0=u": "\n" });
const error = fc.record({ name, message: name });

const result: fc.Arbitrary<TaskResult> = fc.oneof(
  fc.record({ kind: fc.constant("recorded" as const), value }),
  fc.record({ kind: fc.constant("operation" as const), index: fc.nat({ max: 11 }), value }),
  fc.record({ kind: fc.constant("operation" as const), index: fc.nat({ max: 11 }), error }),
);

const task: fc.Arbitrary<Task> = fc.record({
  service: name,
  message: fc.record({ id: name, type: name, body: value, from: name }),
  delivery: fc.record({
    via: fc.constantFrom("queue" as const, "request" as const),
    queue: name,
    tag: name,
    attempt: fc.constant(1),
  }),
  results: fc.array(result, { maxLength: 3 }),
});

/** What the text stands for, said the long way. */
function whole({ service, message, delivery: { via, queue }, results }: Task): string {
  return canonicalKey({ service, message, via, queue, results } as unknown as Plain);
}

describe("the key of a task", () => {
  it("is equal exactly where handler, message and results are", () => {
    fc.assert(
      fc.property(fc.array(task, { minLength: 2, maxLength: 40 }), (tasks) => {
        const keys = new TaskKeys();
        const [short, long] = [tasks.map((one) => keys.of(one)), tasks.map(whole)];
        for (const [i] of tasks.entries())
          for (const [j] of tasks.entries()) assert.equal(short[i] === short[j], long[i] === long[j]);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same for a copy of the message as for the message itself", () => {
    fc.assert(
      fc.property(task, (one) => {
        const keys = new TaskKeys();
        assert.equal(keys.of(one), keys.of(structuredClone(one)));
      }),
    );
  });

  it("does not know which delivery it is, nor which attempt", () => {
    fc.assert(
      fc.property(task, (one) => {
        const keys = new TaskKeys();
        const again = { ...one, delivery: { ...one.delivery, tag: "another", attempt: 2 } };
        assert.equal(keys.of(one), keys.of(again));
      }),
    );
  });
});
