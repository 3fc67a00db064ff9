// How benchmarks are judged, and how the workbench's own record is read.
import assert from "node:assert/strict";
import { activationTimes } from "../../../bench/activation.ts";
import { median, report, verdictLine } from "../../../bench/report.ts";

describe("a benchmark's report", () => {
  it("takes the middle of an odd and of an even number of runs", () => {
    assert.equal(median([30, 10, 20]), 20);
    assert.equal(median([40, 10, 20, 30]), 25);
    assert.throws(() => median([]));
  });

  it("says whether the bar holds", () => {
    const measured = { name: "x", reference: "y", theirs: [100], bar: 0.75 };
    assert.equal(verdictLine(report({ ...measured, ours: [75] })), "x: ratio 0.75, bar 0.75, holds");
    assert.equal(verdictLine(report({ ...measured, ours: [76] })), "x: ratio 0.76, bar 0.75, falls short");
  });

  it("reads the times of extensions from the startup report", () => {
    const text = [
      "| What | Duration |",
      "| Extension | Eager | Load Code | Call Activate | Finish Activate | Event |",
      "| --- | --- | --- | --- | --- | --- |",
      "| vscode.emmet | false | 153 | 9 | 85 | onLanguage |",
      "| half.shown | false | 15 |",
    ].join("\n");
    assert.deepEqual([...activationTimes(text)], [["vscode.emmet", 162]]);
  });
});
