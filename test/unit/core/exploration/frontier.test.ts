/** What waits comes out with the fewest faults first, then with the fewest choices, then as it came. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Frontier, rankOf } from "../../../../src/core/exploration/frontier.ts";

describe("Frontier", () => {
  it("hands out what it holds in the order of ranks, and says which rank it is at", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 9 })), { minLength: 1, maxLength: 40 }),
        (waiting) => {
          const frontier = new Frontier();
          for (const [index, [faults, choices]] of waiting.entries()) {
            frontier.push(index, rankOf(faults, choices) as number);
          }
          const order: number[] = [];
          do {
            for (let node = frontier.shift(); node !== undefined; node = frontier.shift()) {
              order.push(node);
              assert.deepEqual([frontier.faults, frontier.choices], waiting[node]);
              assert.equal(frontier.rank, rankOf(frontier.faults, frontier.choices));
            }
          } while (frontier.advance());
          const expected = [...waiting.entries()].sort(([a, [f, c]], [b, [g, d]]) => f - g || c - d || a - b);
          assert.deepEqual(
            order,
            expected.map(([index]) => index),
          );
        },
      ),
    ));

  it("takes more of the present rank while that is handed out", () => {
    const frontier = new Frontier();
    frontier.push(1, 0);
    assert.equal(frontier.shift(), 1);
    frontier.push(2, 0);
    assert.equal(frontier.shift(), 2);
    assert.equal(frontier.shift(), undefined);
  });

  it("cannot rank a way that is longer than it can count", () => {
    assert.ok(rankOf(0, 2 ** 20 - 1) !== undefined);
    assert.equal(rankOf(0, 2 ** 20), undefined);
    assert.equal(rankOf(2 ** 10, 0), undefined);
  });
});
