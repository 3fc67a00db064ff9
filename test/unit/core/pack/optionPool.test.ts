import assert from "node:assert/strict";
import type { Blank } from "../../../../src/core/exercise/model.ts";
import type { BlankProse, Variant } from "../../../../src/core/pack/model.ts";
import { letterOf, optionPool, shuffled } from "../../../../src/core/pack/optionPool.ts";

const nowhere = { start: 0, end: 0 };
const blank = (id: string, answer: string): Blank => {
  return { id, number: 1, kind: "expression", answer, hole: "____", sourceSpan: nowhere, starterSpan: nowhere };
};
const prose = (id: string, ...variants: readonly (readonly [Variant["verdict"], string])[]): BlankProse => ({
  id,
  variants: variants.map(([verdict, code]) => ({
    verdict,
    name: code,
    code,
    why: "x",
    position: { line: 1, column: 1 },
  })),
});

describe("the options of an exercise", () => {
  it("are one for each code, whatever its spacing, with every blank it belongs to", () => {
    const pool = optionPool(
      [blank("one", "f(a)"), blank("two", "b")],
      [
        prose("one", ["wrong", "b"], ["wrong", "c"]),
        prose("two", ["wrong", "f( a )"], ["worse", "d"], ["accept", "c"], ["accept", "e"]),
      ],
      "x",
    );
    const blanks = Object.fromEntries(pool.map((option) => [option.code, option.blanks]));
    assert.deepEqual(blanks, { "f(a)": ["one", "two"], b: ["two", "one"], c: ["one", "two"], d: ["two"] });
    assert.deepEqual(
      pool.map((option) => option.letter),
      ["a", "b", "c", "d"],
    );
  });

  it("come in the same order each time, and in others for other items", () => {
    const items = ["a", "b", "c", "d", "e"];
    assert.deepEqual(shuffled(items, "one"), shuffled(items, "one"));
    const orders = new Set(Array.from({ length: 200 }, (_, i) => shuffled(items, `item-${i}`).join("")));
    assert.ok(orders.size > 90, `${orders.size} orders`);
  });

  it("put the answer at each place about equally often", () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 2_000; i++) {
      const at = shuffled(["answer", "b", "c", "d"], `item-${i}`).indexOf("answer");
      counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(count > 420 && count < 580, counts.join());
  });

  it("are lettered a to z, then aa", () => {
    assert.deepEqual([0, 25, 26, 51, 52].map(letterOf), ["a", "z", "aa", "az", "ba"]);
  });
});
