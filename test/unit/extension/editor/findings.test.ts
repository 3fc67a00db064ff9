import assert from "node:assert/strict";
import { LineMap } from "../../../../src/base/span.ts";
import type { BrokenCheck, Verdict } from "../../../../src/core/check/model.ts";
import type { Located, LocatedBlank } from "../../../../src/core/exercise/model.ts";
import { standingFindings, verdictFindings } from "../../../../src/extension/editor/findings.ts";

const text = "first(one);\nsecond(two);\nthird();\n";
const lines = new LineMap(text);

function blank(id: string, code: string, number: number): LocatedBlank {
  const start = text.indexOf(code);
  return { state: "found", id, number, span: { start, end: start + code.length }, text: code, filled: true };
}

const located: Located = { blanks: [blank("a", "one", 1), blank("b", "two", 2)], outside: [] };
const start = { services: {}, queues: [], deadLetters: [] };
const run = { start, steps: [], drained: true };
const coverage = { kind: "one-run", choices: 0 } as const;

function wrong(broken: BrokenCheck, listed: Extract<Verdict, { kind: "wrong" }>["listed"] = []): Verdict {
  return { kind: "wrong", run, coverage, counters: {}, broken: [broken], listed };
}

function broken(line?: number, file = "exercise.ts"): BrokenCheck {
  const check: BrokenCheck = { check: "equal", kind: "atDrain", step: 0 };
  return line === undefined ? check : { ...check, at: { file, line, column: 1 } };
}

function blamed(verdict: Verdict): (string | undefined)[] {
  return verdictFindings(verdict, located, (place) => lines.offsetAt(place)).map((one) =>
    one.kind === "wrong" ? one.blank : one.kind,
  );
}

describe("what a verdict says about which blank", () => {
  it("names every blank that the author listed, with its why", () => {
    const listed = [
      { blank: "b", name: "x", why: "Because." },
      { blank: "a", name: "y", why: "So." },
    ];
    assert.deepEqual(blamed(wrong(broken(1), listed)), ["b", "a"]);
  });

  it("goes by the line of the run where nothing is listed", () => {
    assert.deepEqual(blamed(wrong(broken(1))), ["a"]);
    assert.deepEqual(blamed(wrong(broken(2))), ["b"]);
  });

  it("takes the last blank before that line, else the first one", () => {
    assert.deepEqual(blamed(wrong(broken(3))), ["b"]);
    assert.deepEqual(blamed(wrong(broken())), ["a"]);
  });

  it("does not take a line of the scenario for the learner's", () => {
    assert.deepEqual(blamed(wrong(broken(2, "scenario.ts"))), ["a"]);
  });

  it("says nothing of a right answer", () => {
    assert.deepEqual(blamed({ kind: "right", run, coverage, counters: {} }), []);
  });
});

describe("what the text alone says", () => {
  it("names empty and missing blanks, changes outside, and a newer version", () => {
    const blanks: LocatedBlank[] = [
      { state: "found", id: "a", number: 1, span: { start: 6, end: 6 }, text: "", filled: false },
      { state: "missing", id: "b", number: 2, near: 12 },
    ];
    const found = standingFindings({ blanks, outside: [{ span: { start: 0, end: 5 }, original: "f" }] }, true);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["outdated", "empty", "missing", "outside"],
    );
  });

  it("is silent about an exercise that is filled", () => {
    assert.deepEqual(standingFindings(located, false), []);
  });
});
