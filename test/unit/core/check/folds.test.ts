/** Which steps are shown as one: operations of one task in a row, and nothing else. */
import assert from "node:assert/strict";
import { foldsOf, lengthOf } from "../../../../src/core/check/folds.ts";
import type { Choice } from "../../../../src/core/simulation/model.ts";

const step = (service: string, tag: string, index: number): { choice: Choice } => ({
  choice: { kind: "step", service, tag, index },
});
const client: { choice: Choice } = { choice: { kind: "client", client: "web" } };
const settle: { choice: Choice } = { choice: { kind: "settle", service: "a", tag: "m/1" } };

describe("the folds of a run", () => {
  it("hold two operations of a task or more, from the first to the last", () => {
    const steps = [client, step("a", "m/1", 0), step("a", "m/1", 1), step("a", "m/1", 2), settle, step("a", "n/1", 0)];
    assert.deepEqual(foldsOf(steps), [{ first: 2, last: 4, service: "a", tag: "m/1" }]);
  });

  it("end where another task, another service or another kind of choice comes in between", () => {
    const [one, two] = [step("a", "m/1", 0), step("a", "m/1", 1)];
    assert.deepEqual(foldsOf([one, step("a", "n/1", 0), two]), []);
    assert.deepEqual(foldsOf([one, step("b", "m/1", 0), two]), []);
    assert.deepEqual(foldsOf([one, client, two]), []);
    assert.deepEqual(foldsOf([one, step("a", "m/2", 0)]), []);
    assert.deepEqual(
      foldsOf([one, two, one, step("b", "m/1", 0), step("b", "m/1", 1)]).map(({ first, last }) => [first, last]),
      [
        [1, 3],
        [4, 5],
      ],
    );
  });

  it("count for nothing in a run's length", () => {
    assert.equal(lengthOf([client, step("a", "m/1", 0), step("a", "m/1", 1), settle]), 2);
    assert.equal(lengthOf([]), 0);
    assert.deepEqual(foldsOf([]), []);
  });
});
