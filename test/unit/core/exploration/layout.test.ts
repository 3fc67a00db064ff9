/** Rows hold what they were given, in as few words as there can be. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Layout } from "../../../../src/core/exploration/layout.ts";

/** How many parts the slots have, and for each slot the number of one of them. */
const anySituation = fc
  .array(
    fc
      .oneof(fc.constant(1), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 2 ** 30 }))
      .chain((count) => fc.record({ count: fc.constant(count), number: fc.nat({ max: count - 1 }) })),
    { minLength: 1, maxLength: 70 },
  )
  .map((slots) => ({ counts: slots.map(({ count }) => count), numbers: slots.map(({ number }) => number) }));

function packed(layout: Layout, numbers: readonly number[]): number[] {
  const row = new Int32Array(layout.words + 1).fill(-1);
  layout.pack(numbers, row, 1);
  const unpacked = new Int32Array(numbers.length);
  layout.unpack(row, 1, unpacked);
  return [...unpacked];
}

describe("Layout", () => {
  it("gives back the numbers that were packed, with room for more or without", () =>
    fc.assert(
      fc.property(anySituation, ({ counts, numbers }) => {
        assert.deepEqual(packed(new Layout(counts), numbers), numbers);
        assert.deepEqual(packed(Layout.roomy(counts), numbers), numbers);
      }),
    ));

  it("has room for more where that takes no more words, and for those there are in any case", () =>
    fc.assert(
      fc.property(anySituation, ({ counts }) => {
        const [tight, roomy] = [new Layout(counts), Layout.roomy(counts)];
        assert.equal(roomy.words, tight.words);
        assert.ok(tight.fits(counts) && roomy.fits(counts));
        const twice = counts.map((count) => 2 * count);
        assert.equal(roomy.fits(twice), new Layout(twice).words === tight.words);
      }),
    ));

  it("tells a number that does not fit", () => {
    assert.ok(new Layout([8, 3]).fits([8, 4]));
    assert.ok(!new Layout([8, 3]).fits([9, 3]));
    assert.ok(!new Layout([1]).fits([2]));
  });
});
