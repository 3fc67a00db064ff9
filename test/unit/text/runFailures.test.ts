/** Each failure has a plain sentence of its own, with nothing left to fill in. */
import * as assert from "node:assert/strict";
import type { During, RunFailure, ScenarioFault } from "../../../src/core/check/model.ts";
import { runFailureText } from "../../../src/text/runFailures.ts";
import { english } from "../../../src/text/translate.ts";

const at = { file: "exercise.ts", line: 1, column: 1 };
const during: During = { kind: "handler", service: "search", message: "PriceChanged#2" };
const error = { name: "TypeError", message: "x is not a function" };
const faults: readonly ScenarioFault[] = [
  { kind: "no-default-export" },
  { kind: "no-services" },
  { kind: "no-checks" },
  { kind: "bad-value", path: "queues.A.from", expected: "a text" },
  { kind: "unknown-property", path: "faults.drops", known: ["drop", "crash"] },
  { kind: "unknown-service", name: "nobody" },
  { kind: "unhandled", service: "search", message: "PriceChanged" },
  { kind: "duplicate-check", name: "same" },
  { kind: "name-taken", name: "drains" },
];
const failures: readonly RunFailure[] = [
  { code: "syntax", at, message: "Unexpected token" },
  ...(["import", "dynamic-import", "html-comment", "eval", "namespace"] as const).map((what) => ({
    code: "forbidden" as const,
    at,
    what,
  })),
  { code: "import-unknown", at, module: "node:fs" },
  { code: "threw-while-loading", at, error },
  { code: "hole-left", at },
  { code: "too-slow", at, during, limitMs: 3000 },
  { code: "too-much-memory", at, during: { kind: "loading", file: "exercise.ts" }, limitMb: 96 },
  { code: "state-outside-ctx", at, during },
  { code: "never-settles", at, during },
  { code: "not-plain-data", at, during, what: "class Map" },
  { code: "unknown-target", at, during, what: "queue", name: "PriceChange" },
  { code: "too-many-steps", at, limit: 2000 },
  ...faults.map((reason) => ({ code: "scenario-invalid" as const, at, reason })),
  { code: "check-threw", at, check: "same", error },
  ...(["monitor", "counter"] as const).flatMap((by) => [
    { code: "check-threw" as const, at, check: "same", error: { ...error, by } },
    {
      code: "check-threw" as const,
      at,
      check: "same",
      error: { ...error, message: "class Map", by, returned: true as const },
    },
  ]),
  { code: "cancelled" },
  { code: "cancelled", soFar: { states: 1_204_224, transitions: 9_000_000, depth: 14 } },
  { code: "sandbox-died", reason: "signal SIGSEGV" },
];

describe("the text of a failed run", () => {
  it("is a sentence of its own for each failure", () => {
    const texts = failures.map((failure) => runFailureText(failure, english));
    for (const text of texts) assert.ok(text.endsWith(".") || text.endsWith(error.message), text);
    for (const text of texts) assert.doesNotMatch(text, /\{\d\}|undefined|!(?!--)/, text);
    assert.equal(new Set(texts).size, texts.length);
  });

  it("names the handler, not the one message", () => {
    assert.equal(
      runFailureText({ code: "too-slow", at, during, limitMs: 3000 }, english),
      "The handler of PriceChanged in search did not finish within 3 seconds. Look for a loop that never ends.",
    );
    assert.match(
      runFailureText({ code: "never-settles", at, during: { ...during, message: "save()#1" } }, english),
      /^The handler of save in search /,
    );
  });

  it("says what was no plain data", () => {
    const text = (what: string) => runFailureText({ code: "not-plain-data", at, during, what }, english);
    assert.match(text("class Map"), /an instance of Map\./);
    assert.match(text("promise"), /a promise \(is an await missing\?\)/);
  });
});
