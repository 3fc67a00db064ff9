/** Saved runs and links: what is written is read again, and what makes no sense is refused with its place. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { readTraceFile, readTraceQuery, traceOf, traceQuery } from "../../../src/protocol/trace.ts";
import { stepAround } from "../core/check/steppedHistory.ts";
import { anyPicks, anyScenario } from "../core/simulation/anyScenario.ts";

const key = { pack: "a pack & more", item: "the=item" };

describe("a saved run", () => {
  it("comes back from a file and from a link, whatever was stepped through", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, fc.option(fc.nat()), async (scenario, picks, updates) => {
        const { history } = await stepAround(scenario, picks);
        const trace = traceOf(key, "1.0.0", history, history.depth, updates ?? undefined);
        assert.equal(trace.steps.length, history.depth);
        assert.deepEqual(readTraceFile(JSON.stringify(trace)), { kind: "trace", trace });
        assert.deepEqual(readTraceQuery(traceQuery(trace)), { kind: "trace", trace });
      }),
      { numRuns: 60 },
    ));

  const good = { format: 1, pack: "p", version: "1", item: "i", steps: ["client admin"] };
  const bad: readonly (readonly [string, unknown, string])[] = [
    ["another format", { ...good, format: 2 }, "format"],
    ["no pack", { ...good, pack: "" }, "pack"],
    ["a step that is no label", { ...good, steps: ["client admin", "rm -rf"] }, "steps.1"],
    ["a step that is no text", { ...good, steps: [7] }, "steps.0"],
    ["more steps than anybody takes", { ...good, steps: Array(2001).fill("client admin") }, "steps"],
    ["part of a request", { ...good, updates: 1.5 }, "updates"],
    ["a list", [], ""],
  ];
  for (const [what, data, where] of bad) {
    it(`refuses ${what}`, () => assert.deepEqual(readTraceFile(JSON.stringify(data)), { kind: "bad", where }));
  }

  it("refuses what is no JSON, and a link without a pack", () => {
    assert.deepEqual(readTraceFile("{"), { kind: "bad", where: "" });
    assert.deepEqual(readTraceQuery("item=i&version=1"), { kind: "bad", where: "pack" });
  });
});
