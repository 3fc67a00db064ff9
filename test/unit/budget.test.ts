// How budgets are judged; the built files themselves are weighed by the packaging stage of `npm test`.
import assert from "node:assert/strict";
import { overBudget } from "../../scripts/budget.ts";

describe("the budget", () => {
  const sizes = {
    "extension.cjs": 5_000,
    "main.cjs": 190_000,
    "packs.cjs": 90_000,
    "parsers.cjs": 120_000,
    "webview/practice.js": 119_000,
    "eventually.vsix": 900_000,
  };

  it("accepts what is within it", () => assert.deepEqual(overBudget(sizes), []));

  it("weighs the entry and the rest of the extension together", () => {
    assert.deepEqual(overBudget({ ...sizes, "extension.cjs": 11_000 }), [
      "The extension (extension.cjs, main.cjs) has 201.0 kB; its budget is 200 kB.",
    ]);
  });

  it("weighs each webview and the package", () => {
    const heavy = {
      ...sizes,
      "webview/practice.js": 120_001,
      "webview/other.js": 130_000,
      "eventually.vsix": 1_000_001,
    };
    assert.equal(overBudget(heavy).length, 3);
  });

  it("objects when something is not there to be weighed", () => {
    assert.deepEqual(
      overBudget({ "extension.cjs": 1, "main.cjs": 1, "packs.cjs": 1, "parsers.cjs": 1, "webview/practice.js": 1 }),
      ["The package (eventually.vsix) was not built."],
    );
  });
});
