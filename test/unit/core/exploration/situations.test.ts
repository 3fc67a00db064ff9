/** The table of situations does what a map with texts as keys would do. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Situations } from "../../../../src/core/exploration/situations.ts";

interface Way {
  readonly row: readonly number[];
  readonly kind: number;
}

const ranks = Int32Array.of(3, 4, 1_000_003, 1_000_004);

/** Few rows, so that most are met again; with every bit of a word, and one that is nothing but zeros. */
const anyRow = (words: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(2 ** 31 - 1, -(2 ** 31))), {
    minLength: words,
    maxLength: words,
  });

const anyBatches = fc.integer({ min: 1, max: 3 }).chain((words) => {
  const way = fc.record({ row: anyRow(words), kind: fc.integer({ min: 0, max: 15 }) });
  return fc.record({
    words: fc.constant(words),
    batches: fc.array(fc.array(way, { maxLength: 60 }), { maxLength: 8 }),
  });
});

class Model {
  readonly #known = new Map<string, { readonly index: number; rank: number }>();

  /** The numbers of the ways that are the first or a better one, and the situations that they lead to. */
  add(ways: readonly Way[]): readonly (readonly [number, number])[] {
    return ways.flatMap(({ row, kind }, i): readonly (readonly [number, number])[] => {
      const rank = ranks[kind & 3] as number;
      const known = this.#known.get(row.join());
      if (known !== undefined && known.rank <= rank) return [];
      if (known === undefined) this.#known.set(row.join(), { index: this.#known.size, rank });
      else known.rank = rank;
      return [[i, known?.index ?? this.#known.size - 1]];
    });
  }

  entries(): readonly (readonly [row: Int32Array, index: number, rank: number])[] {
    return [...this.#known].map(([text, { index, rank }]) => [
      Int32Array.from(text.split(",").map(Number)),
      index,
      rank,
    ]);
  }
}

function add(situations: Situations, ways: readonly Way[]): readonly (readonly [number, number])[] {
  const rows = Int32Array.from(ways.flatMap(({ row }) => row));
  const kinds = Int32Array.from(ways, ({ kind }) => kind);
  const found = situations.add(rows, kinds, ranks, ways.length);
  return Array.from({ length: found }, (_, at) => [situations.better[at] as number, situations.betterAt[at] as number]);
}

function agree(situations: Situations, model: Model): void {
  const entries = model.entries();
  assert.equal(situations.count, entries.length);
  for (const [row, index, rank] of entries) {
    assert.equal(situations.find(row, 0), index);
    assert.equal(situations.rank(index), rank);
    const from = index * situations.words;
    assert.deepEqual(situations.rows.slice(from, from + situations.words), row);
  }
}

describe("Situations", () => {
  it("knows each row once, under the index of its first way and with the rank of its best", () =>
    fc.assert(
      fc.property(anyBatches, ({ words, batches }) => {
        const [situations, model] = [new Situations(words), new Model()];
        for (const ways of batches) assert.deepEqual(add(situations, ways), model.add(ways));
        agree(situations, model);
      }),
      { numRuns: 300 },
    ));

  it("keeps all of that while the table grows, and tells what it does not know", () => {
    const [situations, model] = [new Situations(2), new Model()];
    for (let batch = 0; batch < 40; batch++) {
      const ways = Array.from({ length: 2000 }, (_, i) => ({ row: [batch * 1500 + i, -i], kind: i & 3 }));
      assert.deepEqual(add(situations, ways), model.add(ways));
    }
    agree(situations, model);
    assert.equal(situations.find(Int32Array.of(0, 1), 0), -1);
  });

  it("is the same with other rows, which have been visited or not as before", () => {
    const situations = new Situations(1);
    const ways = Array.from({ length: 3000 }, (_, i) => ({ row: [i * 7], kind: i & 3 }));
    add(situations, ways);
    for (let index = 0; index < 3000; index += 3) situations.visit(index);
    const copy = situations.copied(2, (rows, from, row) => row.set([rows[from] as number, 1]));
    for (let index = 0; index < 3000; index++) {
      assert.equal(copy.find(Int32Array.of(index * 7, 1), 0), index);
      assert.equal(copy.rank(index), situations.rank(index));
      assert.equal(copy.visit(index), index % 3 !== 0);
      assert.equal(copy.visit(index), false);
    }
  });
});
