/** How far "holds" reaches, in words: every fault of the bound is named, none that is not in it. */
import assert from "node:assert/strict";
import type { Coverage } from "../../../src/core/check/model.ts";
import type { FaultBudget, FaultKind } from "../../../src/core/simulation/model.ts";
import { coverageText, searchingText } from "../../../src/text/coverage.ts";
import { english } from "../../../src/text/translate.ts";

const none: FaultBudget = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 0 };

function explored(faults: Partial<FaultBudget>): Extract<Coverage, { kind: "explored" }> {
  const bound = { updates: 2, faults: { ...none, ...faults }, perMessage: { drop: 0, duplicate: 0 } };
  return { kind: "explored", exhaustive: true, bound, states: 1234, transitions: 0, handlerCalls: 0 };
}

const words: Readonly<Record<FaultKind, readonly [string, string]>> = {
  drop: ["1 drop", "2 drops"],
  duplicate: ["1 duplicate", "2 duplicates"],
  crash: ["1 crash", "2 crashes"],
  fail: ["1 failure", "2 failures"],
  timeout: ["1 timeout", "2 timeouts"],
  partition: ["1 partition", "2 partitions"],
  clock: ["1 clock jump", "2 clock jumps"],
};

describe("the words for a bound", () => {
  for (const [kind, [one, two]] of Object.entries(words)) {
    it(`name ${kind}, one and more`, () => {
      assert.equal(
        coverageText(explored({ [kind]: 1 }), english),
        `Holds in all 1\u202f234 states (2 updates, ${one}).`,
      );
      assert.equal(
        coverageText(explored({ [kind]: 2 }), english),
        `Holds in all 1\u202f234 states (2 updates, ${two}).`,
      );
    });
  }

  it("say that there are none", () => {
    assert.equal(coverageText(explored({}), english), "Holds in all 1\u202f234 states (2 updates, no faults).");
  });

  it("does not call those all states that stand for all schedules", () => {
    const text = coverageText({ ...explored({ crash: 1 }), reduced: true }, english);
    assert.equal(text, "Holds in all schedules (2 updates, 1 crash); 1\u202f234 states stand for all.");
  });

  it("never says that it holds where not all was tried", () => {
    const text = coverageText({ ...explored({}), exhaustive: false, stopped: "states" }, english);
    assert.equal(text, "Nothing broke in the first 1\u202f234 states; not all were tried.");
  });

  it("say how far a search is that is under way, and which service grows once that means something", () => {
    const told = { states: 500, transitions: 900, depth: 7, largest: { service: "search", situations: 40 } };
    assert.equal(searchingText(told, english), "500 states so far, schedules of up to 7 choices");
    assert.equal(
      searchingText({ ...told, states: 20_000 }, english),
      "20\u202f000 states so far, schedules of up to 7 choices; search alone has 40 states",
    );
  });
});
