/** How far "holds" reaches, in words. */
import assert from "node:assert/strict";
import type { Coverage } from "../../../src/core/check/model.ts";
import { coverageText } from "../../../src/text/coverage.ts";
import { english } from "../../../src/text/translate.ts";

const none = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0 };
const explored: Extract<Coverage, { kind: "explored" }> = {
  kind: "explored",
  exhaustive: true,
  bound: { updates: 2, faults: { ...none, crash: 1 }, perMessage: { drop: 0, duplicate: 0 } },
  states: 1204,
  transitions: 5000,
  handlerCalls: 12,
};

describe("the coverage of a check in words", () => {
  it("names all states where all were visited", () => {
    assert.equal(coverageText(explored, english), "Holds in all 1\u202f204 states (2 updates, 1 crash).");
  });

  it("does not call those all states that stand for all schedules", () => {
    const text = coverageText({ ...explored, reduced: true }, english);
    assert.equal(text, "Holds in all schedules (2 updates, 1 crash); 1\u202f204 states stand for all.");
  });

  it("never says that it holds where not all was tried", () => {
    const text = coverageText({ ...explored, exhaustive: false, stopped: "states" }, english);
    assert.equal(text, "Nothing broke in the first 1\u202f204 states; not all were tried.");
  });
});
