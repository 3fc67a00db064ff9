import assert from "node:assert/strict";
import type { Plain } from "../../../src/base/plain.ts";
import type { BrokenCheck } from "../../../src/core/check/model.ts";
import type { ExerciseItem } from "../../../src/core/pack/model.ts";
import { noProgress } from "../../../src/core/progress/fold.ts";
import type { Run, Snapshot } from "../../../src/core/simulation/model.ts";
import { explanationMarkdown } from "../../../src/text/explanation.ts";
import { effectText, runTranscript } from "../../../src/text/runTranscript.ts";
import { solutionText } from "../../../src/text/solutionText.ts";
import { english } from "../../../src/text/translate.ts";
import { brokenText, verdictText } from "../../../src/text/verdicts.ts";

const item: ExerciseItem = {
  kind: "exercise",
  id: "i",
  path: "i",
  title: "A title",
  level: "easy",
  concepts: [],
  attempts: 3,
  prompt: "The prompt.",
  source: { blanks: [], starter: "f(____);\n", solution: "f(1);\n" },
  blanks: [],
  options: [],
  hints: ["First hint.", "Second hint."],
  steps: ["Understand `f`.", "Apply it."],
  mistakes: ["A mistake."],
  scenario: "",
};

const quiet: Snapshot = { services: { s: { db: { p: 1 }, mem: {}, busyWith: [] } }, queues: [], deadLetters: [] };
const run: Run = {
  start: quiet,
  steps: [
    {
      choice: { kind: "client", client: "c" },
      label: "c asks s",
      at: { file: "exercise.ts", line: 7, column: 1 },
      effects: [{ kind: "stored", service: "s", key: "p", before: 1, value: 2 }],
      after: { ...quiet, services: { s: { db: { p: 2 }, mem: {}, busyWith: ["m#1"] } } },
    },
  ],
  drained: true,
};

describe("the run as text", () => {
  it("does not call a change what is stored again", () => {
    const stored = (before: Plain, value: Plain): string =>
      effectText({ kind: "stored", service: "s", key: "p", before, value }, english);
    assert.equal(stored({ a: 1, b: 2 }, { b: 2, a: 1 }), 's: p is stored again, still {"b":2,"a":1}');
    assert.equal(stored(1, 2), "s: p changes from 1 to 2");
  });

  it("says what happened in each step and what everybody holds after it", () => {
    const expected = [
      "The run",
      "",
      "At the start",
      "     s: p = 1",
      "",
      "1. client c (line 7)",
      "   s: p changes from 1 to 2",
      "     s: p = 2; busy with m#1",
      "",
      "Nothing more can happen.",
      "",
    ];
    assert.deepEqual(runTranscript("The run", run, english).split("\n"), expected);
  });
});

describe("the worked solution as a file", () => {
  it("has the numbered steps as a comment before the code", () => {
    const expected = "// Worked solution: A title\n// 1. Understand `f`.\n// 2. Apply it.\n\nf(1);\n";
    assert.equal(solutionText(item, english), expected);
  });

  it("breaks long steps between words and loses none", () => {
    const words = Array.from({ length: 60 }, (_, n) => `word${n}`);
    const lines = solutionText({ ...item, steps: [words.join(" ")] }, english)
      .split("\n")
      .filter((line) => line.startsWith("//"));
    assert.ok(lines.every((line) => line.length <= 103));
    const kept = lines
      .slice(1)
      .join(" ")
      .match(/word\d+/g);
    assert.deepEqual(kept, words);
  });
});

describe("the explanation", () => {
  const base = { item, attemptsLeft: 3, current: true };

  it("shows opened hints only, and no mistakes before a pass", () => {
    const text = explanationMarkdown({ ...base, progress: { ...noProgress, hintsOpened: 1 } }, english);
    assert.match(text, /First hint/);
    assert.doesNotMatch(text, /Second hint|A mistake/);
  });

  it("shows all hints and the mistakes after a pass", () => {
    const text = explanationMarkdown({ ...base, progress: { ...noProgress, state: "passed" } }, english);
    assert.match(text, /First hint[^]*Second hint[^]*A mistake/);
  });

  it("says when the code changed since the check", () => {
    const verdict = { kind: "right", run, coverage: { kind: "one-run", choices: 1 }, counters: {} } as const;
    const text = explanationMarkdown({ ...base, progress: noProgress, verdict, current: false }, english);
    assert.match(text, /The code changed since this check\./);
    assert.match(text, /Holds in one run of the scenario/);
  });
});

describe("a broken check in words", () => {
  const check: BrokenCheck = { check: "copy equals source", kind: "atDrain", step: 5 };

  it("says what broke and when, then the check's own words", () => {
    assert.equal(brokenText(check, english), "Breaks “copy equals source” when nothing more can happen.");
    assert.equal(
      brokenText({ ...check, kind: "always" }, english),
      "Breaks “copy equals source” after step 6 of the run.",
    );
    assert.match(brokenText({ ...check, detail: "b has 1" }, english), /\. The check says: “b has 1\.”$/);
    assert.match(brokenText({ ...check, detail: "Still 1 open" }, english), /\. The check says: “Still 1 open\.”$/);
    const thrown = { name: "TypeError", message: "x is no function" };
    assert.match(
      brokenText({ ...check, kind: "no-exception", thrown }, english),
      /step 6 of the run: TypeError: x is no function\.$/,
    );
  });

  it("tells one empty blank from several", () => {
    assert.equal(
      verdictText({ kind: "incomplete", unfilled: ["a"], missing: [] }, english),
      "One blank is still empty.",
    );
    assert.match(
      verdictText({ kind: "incomplete", unfilled: ["a", "b"], missing: ["c"] }, english),
      /^2 blanks .* One blank is missing/,
    );
  });
});
