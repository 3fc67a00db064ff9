// What the exploration benchmark explores, and that all tools explore the same.
import assert from "node:assert/strict";
import { parseSet } from "../../../bench/explore/index.ts";
import { statesOf } from "../../../bench/explore/family.ts";
import { exploreNaively, exploreWithSpin, hasSpin } from "../../../bench/explore/measure.ts";

describe("the reference family", () => {
  for (const [text, states] of [
    ["2,2,2,0", 2451n],
    ["2,2,1,1", 10_101n],
    ["3,3,1,0", 266_305n],
    ["2,3,1,1", 1_001_001n],
    ["2,4,2,0", 5_767_203n],
    ["3,4,1,0", 16_843_009n],
  ] as const) {
    it(`has ${states} states for ${text} by the closed form`, () => assert.equal(statesOf(parseSet(text)), states));
  }

  it("is asked for by four small numbers and nothing else", () => {
    for (const text of ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,-1", "1,2,3,0.5", "99,1,1,1"]) {
      assert.throws(() => parseSet(text), RangeError, text);
    }
  });

  it("is the same space for the naive peer", function () {
    this.timeout(30_000);
    const { states, transitions } = exploreNaively(parseSet("2,2,1,1"));
    assert.deepEqual({ states, transitions }, { states: 10_101, transitions: 60_401 });
  });

  // A machine without SPIN measures nothing against it either, and says so.
  (hasSpin() ? it : () => undefined)("is the same space for SPIN", function () {
    this.timeout(60_000);
    const { states, transitions } = exploreWithSpin(parseSet("2,2,1,1"));
    assert.deepEqual({ states, transitions }, { states: 10_101, transitions: 60_401 });
  });
});
