import assert from "node:assert/strict";
import fc from "fast-check";
import { keptCopyName, timeInName } from "../../../../src/extension/platform/keptCopyName.ts";

describe("the name of a kept copy", () => {
  it("holds the time to the second", () => {
    const seconds = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2090, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, fc.constantFrom("", " (2)", " (11)"), (at, more) => {
        const time = timeInName(`${keptCopyName(new Date(at * 1000))}${more}.ts`);
        assert.ok(time !== undefined);
        // The hour that comes twice when summer time ends has one name.
        assert.ok([0, 1800, 3600].includes(Math.abs(time / 1000 - at)));
      }),
    );
  });

  it("is no time where somebody named the file otherwise", () => {
    for (const name of ["mine.ts", "2026-13-01 10.00.00.ts", "2026-02-30 10.00.00.ts", "2026-11-23 22.41.07.js"]) {
      assert.equal(timeInName(name), undefined, name);
    }
  });
});
