import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/base/span.ts";
import type { Starter } from "../../../../src/core/exercise/starter.ts";
import { fillEdits, resetEdits } from "../../../../src/extension/platform/blankEdits.ts";

const text = "export function f(n: number) {\n  const a = ____;\n  return a;\n}\n";
const start = text.indexOf("____");
const starter: Starter = {
  text,
  blanks: [{ id: "b", number: 1, kind: "expression", hole: "____", span: { start, end: start + 4 } }],
};

function apply(before: string, edits: ReturnType<typeof fillEdits>): string {
  assert.ok(edits);
  return applyEdits(before, edits);
}

describe("edits by a blank's id", () => {
  it("fill and reset are each other's opposite", () => {
    const filled = apply(text, fillEdits(starter, text, "b", "n + 1"));
    assert.equal(filled, text.replace("____", "n + 1"));
    assert.equal(apply(filled, resetEdits(starter, filled, "b")), text);
  });

  it("a fill brings a missing blank back, in one edit", () => {
    const broken = text.replace("  const a = ____;\n", "");
    const edits = fillEdits(starter, broken, "b", "n + 1");
    assert.equal(edits?.length, 1);
    assert.equal(apply(broken, edits), text.replace("____", "n + 1"));
  });

  it("a reset brings a missing blank back empty, and leaves an empty one alone", () => {
    const broken = text.replace("  const a = ____;\n", "");
    assert.equal(apply(broken, resetEdits(starter, broken, "b")), text);
    assert.deepEqual(resetEdits(starter, text, "b"), []);
  });

  it("know nothing of a blank that the starter does not have", () => {
    assert.equal(fillEdits(starter, text, "other", "1"), undefined);
    assert.equal(resetEdits(starter, text, "other"), undefined);
  });
});
