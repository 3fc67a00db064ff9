/** What can be predicted of a step, and when an answer counts as right. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plain } from "../../../../src/base/plain.ts";
import { predict, predictable } from "../../../../src/core/check/prediction.ts";
import type { Effect, Step } from "../../../../src/core/simulation/model.ts";

const stepWith = (...effects: readonly Effect[]): Step => ({
  choice: { kind: "client", client: "admin" },
  label: "client admin",
  effects,
  after: { services: {}, queues: [], deadLetters: [] },
});

const stored = (before: Plain, value: Plain): Effect => ({
  kind: "stored",
  service: "search",
  key: "lamp",
  before,
  value,
});

describe("a prediction", () => {
  it("is asked for the first store that changes, and not where nothing does", () => {
    assert.equal(predictable(stepWith()), undefined);
    assert.equal(predictable(stepWith(stored(20, 20))), undefined);
    const changed = { service: "search", key: "lamp", before: 20, value: 30 };
    assert.deepEqual(predictable(stepWith(stored(20, 20), stored(20, 30))), changed);
    const gone = predictable(stepWith({ kind: "deleted", service: "search", key: "lamp", before: 20 }));
    assert.deepEqual(gone, { ...changed, value: undefined });
  });

  it("is right for any data written as JSON, and wrong for another number", () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer(), fc.integer(), (value, one, other) => {
        const asked = (after: unknown) => ({
          service: "search",
          key: "lamp",
          before: undefined,
          value: after as Plain,
        });
        assert.equal(predict(asked(value), ` ${JSON.stringify(value)} `).right, true);
        assert.equal(predict(asked(one), String(other)).right, one === other);
      }),
    ));

  it("takes a text without quotes, and nothing for what is gone", () => {
    const text = predictable(stepWith(stored(undefined, "paid")));
    assert.ok(text !== undefined);
    assert.equal(predict(text, "paid").right, true);
    assert.equal(predict(text, "open").right, false);
    const gone = predictable(stepWith({ kind: "deleted", service: "search", key: "lamp", before: 20 }));
    assert.ok(gone !== undefined);
    assert.equal(predict(gone, "nothing").right, true);
    assert.equal(predict(gone, "20").right, false);
  });
});
