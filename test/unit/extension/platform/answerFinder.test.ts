import assert from "node:assert/strict";
import { answersIn } from "../../../../src/extension/platform/answerFinder.ts";
import type { Starter } from "../../../../src/core/exercise/starter.ts";

function starter(text: string): Starter {
  const start = text.indexOf("____");
  const span = { start, end: start + 4 };
  return { text, blanks: [{ id: "b", number: 1, kind: "expression", hole: "____", span }] };
}

const earlier = starter('const count = 1;\nawait publish(____, count);\nreturn "accepted";\n');
const now = starter("// Read the stock first.\nconst stock = await read();\nif (stock > 0) await send(____);\n");

describe("the starter that a text began from", () => {
  it("is the present one where the text fits it", () => {
    assert.equal(answersIn(now.text.replace("____", "order"), { starter: now, earlier }).starter, now);
  });

  it("is the earlier one after a reset was undone", () => {
    const { starter: chosen, located } = answersIn(earlier.text.replace("____", "ctx"), { starter: now, earlier });
    assert.equal(chosen, earlier);
    assert.deepEqual([located.outside, located.blanks[0]?.state], [[], "found"]);
  });

  it("is the present one where nothing else is known, whatever the text", () => {
    assert.equal(answersIn(earlier.text, { starter: now }).starter, now);
    assert.equal(answersIn("", { starter: now, earlier }).starter, now);
  });
});
