import assert from "node:assert/strict";
import { CheckWatch } from "../../../../src/core/check/checkWatch.ts";
import type { Question, Step } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { snapshotOf } from "../../../../src/core/simulation/view.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { FakeOracle, specOf } from "../simulation/fakeOracle.ts";

class CountingMemo extends AnswerMemo {
  learned = 0;

  override learn(question: Question): Promise<void> {
    this.learned++;
    return super.learn(question);
  }
}

describe("CheckWatch", () => {
  it("does not even look a check up while nothing that it may look at has changed", async () => {
    const spec = specOf({ a: {} }, { checks: [{ kind: "always", name: "fine" }] });
    const memo = new CountingMemo(new FakeOracle({}));
    const watch = new CheckWatch(spec, memo);
    const world = startWorld(spec);
    const step: Step = {
      choice: { kind: "relay", service: "a" },
      label: "",
      effects: [],
      after: snapshotOf(spec, world),
    };
    const before = world.services.a as World["services"][string];
    const a = { ...before, mem: { x: 1 }, now: 5 };
    const { db } = before;
    await watch.afterStep(world, [step], false);
    await watch.afterStep({ ...world, services: { a: { ...a, db } } }, [step, step], false);
    assert.equal(memo.learned, 1);
    await watch.afterStep({ ...world, services: { a: { ...a, db: { x: 1 } } } }, [step, step, step], false);
    assert.equal(memo.learned, 2);
  });
});
