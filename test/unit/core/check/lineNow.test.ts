/** From a line of the exercise to the step that stands there. */
import assert from "node:assert/strict";
import type { Visited } from "../../../../src/core/check/history.ts";
import { depthOfLine } from "../../../../src/core/check/lineNow.ts";
import type { Moment } from "../../../../src/core/check/model.ts";
import type { Step } from "../../../../src/core/simulation/model.ts";

const moment: Moment = {
  id: 0,
  snapshot: { services: {}, queues: [], deadLetters: [] },
  offers: [],
  drained: false,
  broken: [],
  copies: [],
  goals: [],
  cost: { steps: 0, faults: 0 },
};

function at(line: number, file: "exercise.ts" | "scenario.ts" = "exercise.ts"): Visited {
  const choice = { kind: "client", client: "admin" } as const;
  const step: Step = {
    choice,
    label: "client admin",
    at: { file, line, column: 1 },
    effects: [],
    after: moment.snapshot,
  };
  return { moment, step };
}

describe("the step of a line", () => {
  const run: readonly Visited[] = [{ moment }, at(7), at(9), at(7), at(4, "scenario.ts")];

  it("is the next one there, and from the last one the first again", () => {
    assert.equal(depthOfLine(run, 0, 7), 1);
    assert.equal(depthOfLine(run, 1, 7), 3);
    assert.equal(depthOfLine(run, 3, 7), 1);
    assert.equal(depthOfLine(run, 2, 9), 2);
  });

  it("is none where no step stands, nor in another file", () => {
    assert.equal(depthOfLine(run, 0, 8), undefined);
    assert.equal(depthOfLine(run, 0, 4), undefined);
    assert.equal(depthOfLine([{ moment }], 0, 7), undefined);
  });
});
