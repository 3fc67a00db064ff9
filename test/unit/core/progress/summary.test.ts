import assert from "node:assert/strict";
import fc from "fast-check";
import { foldProgress, noProgress } from "../../../../src/core/progress/fold.ts";
import {
  emptySummary,
  mergeSummaries,
  readSummary,
  summarize,
  withSummary,
} from "../../../../src/core/progress/summary.ts";
import { anyEvent } from "./anyEvent.ts";

const anySummary = fc.array(anyEvent).map((events) => summarize(foldProgress(events)));

describe("progress summary", () => {
  it("merges to the same in any order, however often", () => {
    fc.assert(
      fc.property(anySummary, anySummary, anySummary, (a, b, c) => {
        assert.deepEqual(mergeSummaries(a, b), mergeSummaries(b, a));
        assert.deepEqual(mergeSummaries(mergeSummaries(a, b), c), mergeSummaries(a, mergeSummaries(b, c)));
        assert.deepEqual(mergeSummaries(a, a), a);
        assert.deepEqual(mergeSummaries(a, emptySummary), a);
      }),
    );
  });
  it("survives being stored, and is empty for anything it does not understand", () => {
    fc.assert(
      fc.property(anySummary, (summary) => assert.deepEqual(readSummary(JSON.parse(JSON.stringify(summary))), summary)),
    );
    for (const junk of [undefined, null, 3, "x", [], {}, { v: 2, items: {} }, { v: 1, items: { a: { s: "new" } } }]) {
      assert.deepEqual(readSummary(junk), emptySummary);
    }
  });
  it("takes the later state and the larger number of hints", () => {
    const local = {
      ...noProgress,
      state: "started",
      hintsOpened: 2,
      at: 5,
    } as const;
    assert.deepEqual(withSummary(local, { s: "passed", h: 1, t: 6 }), {
      ...local,
      state: "passed",
      at: 6,
    });
    assert.deepEqual(withSummary(local, { s: "passed", h: 3, t: 4 }), {
      ...local,
      hintsOpened: 3,
    });
    assert.equal(withSummary(local, undefined), local);
  });
});
