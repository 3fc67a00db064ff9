// Long texts in a list of one-line rows: every word is kept, in order, and no line is longer than it may be.
import assert from "node:assert/strict";
import fc from "fast-check";
import { lines } from "../../../../src/extension/quiz/lines.ts";

describe("text cut into lines", () => {
  it("breaks at spaces", () => {
    assert.deepEqual(lines("copies agree in the end", 12), ["copies agree", "in the end"]);
  });

  it("gives the first line a room of its own", () => {
    assert.deepEqual(lines("copies agree in the end", 12, 6), ["copies", "agree in the", "end"]);
  });

  it("keeps every word and no line too long", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/));
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 40 }), fc.integer({ min: 8, max: 40 }), (all, width, first) => {
        const cut = lines(all.join("  "), width, first);
        assert.equal(cut.join(" "), all.join(" "));
        for (const [index, line] of cut.entries()) assert.ok(line.length <= (index === 0 ? first : width), line);
      }),
    );
  });
});
