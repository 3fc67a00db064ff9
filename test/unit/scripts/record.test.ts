// The count that `npm test` ends with: what did not run must never look like success.
import assert from "node:assert/strict";
import { type RecordLine, tally } from "../../../scripts/test/record.ts";

const test = (outcome: "passed" | "failed" | "skipped", file = "a.test.ts"): RecordLine => ({
  event: "test",
  outcome,
  title: "t",
  file,
  milliseconds: 1,
});
const start = (declared: number): RecordLine => ({ event: "start", declared });
const end: RecordLine = { event: "end" };

describe("counting a run of tests", () => {
  it("counts a whole run, and finds a bundled file again", () => {
    const lines = [start(2), test("passed", "/dist/test/a.test.cjs"), test("failed"), end];
    assert.deepEqual(tally(lines, ["test/a.test.ts"]), { passed: 1, failed: 1, problems: [] });
  });

  it("objects to a process that said nothing", () => {
    assert.equal(tally([], []).problems.length, 2);
  });

  it("objects to a crash in the middle", () => {
    assert.deepEqual(tally([start(2), test("passed")], []).problems, [
      "1 of 2 declared tests ran.",
      "The run did not reach its end.",
    ]);
  });

  it("objects to skipped tests", () => {
    assert.deepEqual(tally([start(2), test("passed"), test("skipped"), end], []).problems, [
      "1 of 2 declared tests ran.",
    ]);
  });

  it("objects to a file that ran no test", () => {
    assert.deepEqual(tally([start(1), test("passed"), end], ["a.test.ts", "b.test.ts"]).problems, [
      "b.test.ts ran no test.",
    ]);
  });
});
