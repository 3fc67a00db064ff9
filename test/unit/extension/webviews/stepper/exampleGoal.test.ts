// What is suggested to somebody who wants to be taken to a state.
import assert from "node:assert/strict";
import { exampleGoal } from "../../../../../src/extension/webviews/stepper/exampleGoal.ts";
import type { CopyState } from "../../../../../src/core/check/model.ts";

const copiesOf = (key: string, from: string, to: string): readonly CopyState[] => [
  { key, service: from, state: "source" },
  { key, service: to, state: "equal" },
];

describe("the suggested goal", () => {
  it("is about two copies of one key, written as code", () => {
    assert.equal(
      exampleGoal({ copies: copiesOf("lamp", "catalog", "search") }),
      "search.lamp != catalog.lamp && inFlight == 0",
    );
    assert.equal(
      exampleGoal({ copies: copiesOf("stock/lamp", "counting", "webshop") }),
      'webshop["stock/lamp"] != counting["stock/lamp"] && inFlight == 0',
    );
  });

  it("asks the world for a store whose service has no name that code could use", () => {
    assert.equal(
      exampleGoal({ copies: copiesOf("lamp", "the-catalog", "пошук") }),
      'пошук.lamp != world.db("the-catalog").lamp && inFlight == 0',
    );
  });

  it("is about messages under way where there are no copies yet", () => {
    assert.equal(exampleGoal({ copies: [] }), "inFlight == 2");
  });
});
