/** What was stepped through stays: back and forward are each other's undoing, and other branches can be reached. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { anyPicks, anyScenario } from "../simulation/anyScenario.ts";
import { stepAround } from "./steppedHistory.ts";

describe("the history of a stepping session", () => {
  it("comes back to the same moment by back and forward, and the line keeps its length", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        await stepAround(scenario, picks, ({ history }) => {
          const here = history.current;
          const line = history.line();
          if (history.back()) assert.ok(history.forward());
          assert.equal(history.current, here);
          assert.deepEqual(history.line(), line);
          assert.equal(line[history.depth], here);
        });
      }),
      { numRuns: 60 },
    ));

  it("loses no moment: each one visited lies on the line or in a branch that leads to it", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const visited = new Set<number>();
        const { history } = await stepAround(scenario, picks, ({ history: { current } }) =>
          visited.add(current.moment.id),
        );
        for (const id of visited) {
          assert.ok(history.goTo(id));
          assert.equal(history.current.moment.id, id);
          // The line leads there by the labels that are on it.
          assert.equal(history.line()[history.depth]?.moment.id, id);
        }
      }),
      { numRuns: 60 },
    ));

  it("replays: the labels of a line, taken again from the start, lead to the same snapshots", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const { history } = await stepAround(scenario, picks);
        const { stepper } = await stepAround(scenario, []);
        let at = 0;
        for (const { step, moment } of history.line().slice(1)) {
          const taken = await stepper.take(at, step?.label ?? "");
          assert.ok(taken.kind === "taken", JSON.stringify(taken));
          assert.deepEqual(taken.moment.snapshot, moment.snapshot);
          at = taken.moment.id;
        }
      }),
      { numRuns: 60 },
    ));

  it("names the branches that were left, where they begin", async () => {
    const [scenario] = fc.sample(anyScenario, { numRuns: 1, seed: 1 });
    assert.ok(scenario !== undefined);
    // One step, back, and another choice from the start where there is one; else the same one again.
    const { history, stepper } = await stepAround(scenario, [1]);
    const first = history.current.moment.id;
    history.back();
    const other = history.current.moment.offers.filter(({ refused }) => refused === undefined).at(-1);
    const taken = await stepper.take(0, other?.label ?? "");
    assert.ok(taken.kind === "taken");
    history.visit(taken);
    const expected = taken.moment.id === first ? [] : [{ depth: 0, moments: [first] }];
    assert.deepEqual(
      history.branches().map(({ depth, others }) => ({ depth, moments: others.map(({ moment }) => moment.id) })),
      expected,
    );
  });

  it("refuses a step from a moment that was never visited", async () => {
    const [scenario] = fc.sample(anyScenario, { numRuns: 1, seed: 2 });
    assert.ok(scenario !== undefined);
    const { history, stepper } = await stepAround(scenario, []);
    const offer = history.current.moment.offers.find(({ refused }) => refused === undefined);
    const taken = await stepper.take(0, offer?.label ?? "");
    assert.ok(taken.kind === "taken");
    assert.throws(() => history.visit({ ...taken, from: 99 }), RangeError);
    assert.equal(history.goTo(99), false);
  });
});
