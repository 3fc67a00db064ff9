/** A change leads from one diagram to the next, whatever the two are; after a step it is small. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { diagramOf } from "../../../../src/extension/webviews/stepper/diagram.ts";
import type { Diagram } from "../../../../src/protocol/stepper/diagram.ts";
import { changed, changeOf, DiagramChangeSchema } from "../../../../src/protocol/stepper/diagramChange.ts";
import { english } from "../../../../src/text/translate.ts";
import { stepAround } from "../../core/check/steppedHistory.ts";
import { anyPicks, anyScenario } from "../../core/simulation/anyScenario.ts";

const unmarked = { broke: new Set<number>() };

describe("the change of a diagram", () => {
  it("leads to the next one: forwards, backwards and on to another branch", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        let before: Diagram = { lanes: [], columns: [], folds: [], legs: [], spans: [] };
        const check = (after: Diagram): void => {
          const change = changeOf(before, after);
          assert.ok(DiagramChangeSchema.safeParse(change).success);
          assert.deepEqual(changed(before, change), after);
          assert.deepEqual(changed(after, changeOf(after, before)), before);
          before = after;
        };
        await stepAround(scenario, picks, ({ history }) => check(diagramOf(english, history.line(), unmarked)));
      }),
      { numRuns: 60 },
    ));

  it("holds one column after one step, however long the run is", async () => {
    const [scenario] = fc.sample(anyScenario, { numRuns: 1, seed: 1 });
    assert.ok(scenario !== undefined);
    const { history } = await stepAround(scenario, [1, 1, 1, 1]);
    const line = history.line();
    const [one, next] = [line.slice(0, -1), line].map((part) => diagramOf(english, part, unmarked));
    assert.ok(one !== undefined && next !== undefined && next.columns.length > 2);
    const { columns } = changeOf(one, next);
    assert.equal(columns.length, next.columns.length);
    assert.deepEqual(
      columns.set.map(([index]) => index),
      [next.columns.length - 1],
    );
  });

  it("refuses what is no change", () => {
    const empty = changeOf(
      { lanes: [], columns: [], folds: [], legs: [], spans: [] },
      { lanes: [], columns: [], folds: [], legs: [], spans: [] },
    );
    assert.ok(DiagramChangeSchema.safeParse(empty).success);
    for (const bad of [
      { ...empty, columns: { length: -1, set: [] } },
      { ...empty, legs: { length: 1, set: [[0, {}]] } },
      { ...empty, spans: undefined },
    ])
      assert.equal(DiagramChangeSchema.safeParse(bad).success, false);
  });
});
