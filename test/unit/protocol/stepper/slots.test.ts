/** Folding loses no column, and draws what belongs together at one place. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { diagramOf } from "../../../../src/extension/webviews/stepper/diagram.ts";
import { legInSlots, slotsOf, spanInSlots } from "../../../../src/protocol/stepper/slots.ts";
import { english } from "../../../../src/text/translate.ts";
import { stepAround } from "../../core/check/steppedHistory.ts";
import { anyPicks, anyScenario } from "../../core/simulation/anyScenario.ts";

describe("the places of a diagram's columns", () => {
  it("hold each column once, in order, and one place for each fold that is closed", async () => {
    let folded = 0;
    await fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, fc.nat(), async (scenario, picks, seed) => {
        const { history } = await stepAround(scenario, picks);
        const diagram = diagramOf(english, history.line(), { broke: new Set([seed % 9]), noReturn: seed % 7 });
        const open = new Set(diagram.folds.filter((_, index) => (seed >> index) % 2 === 1).map(({ id }) => id));
        const { slots, of } = slotsOf(diagram, open);
        folded += diagram.folds.length;
        assert.equal(of.length, diagram.columns.length);
        assert.deepEqual(
          slots.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
          diagram.columns.map((_, index) => index),
        );
        slots.forEach(({ first, last, column, fold }, index) => {
          const held = diagram.columns.slice(first, last + 1);
          for (let at = first; at <= last; at++) assert.equal(of[at], index);
          for (const mark of ["stored", "broke", "noReturn"] as const) {
            assert.equal(
              column[mark],
              held.some((one) => one[mark]),
              mark,
            );
          }
          assert.equal(fold === undefined, first === last);
        });
        assert.equal(slots.filter(({ fold }) => fold !== undefined).length, diagram.folds.length - open.size);
      }),
      { numRuns: 100 },
    );
    assert.ok(folded > 20, `only ${folded} folds were met`);
  });

  it("keep ways and stretches forwards in time, and where they were where all is open", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const { history } = await stepAround(scenario, picks);
        const diagram = diagramOf(english, history.line(), { broke: new Set() });
        const closed = slotsOf(diagram, new Set());
        for (const leg of diagram.legs) {
          const { from, to } = legInSlots(leg, closed);
          assert.ok(to === undefined || (to.column >= from.column && to.column < closed.slots.length));
        }
        const open = slotsOf(diagram, new Set(diagram.folds.map(({ id }) => id)));
        assert.deepEqual(
          diagram.legs.map((leg) => legInSlots(leg, open)),
          diagram.legs,
        );
        assert.deepEqual(
          diagram.spans.map((span) => spanInSlots(span, open)),
          diagram.spans,
        );
      }),
      { numRuns: 60 },
    ));
});
