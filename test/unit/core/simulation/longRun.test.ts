/** Runs of thousands of choices with every kind of fault: the laws hold at the end too, and the world stays small. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plain } from "../../../../src/base/plain.ts";
import type { FaultKind, QueueOrder } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { FakeOracle } from "./fakeOracle.ts";
import { handlers, longWalk, scenario } from "./longRun.ts";

const faultKinds: readonly FaultKind[] = ["drop", "duplicate", "crash", "fail", "timeout", "partition", "clock"];

/** What does not grow by design: the history of what was published and the count of deliveries do. */
function present({ services }: World): Plain {
  return Object.values(services).map(({ db, mem, queues, requests, outbox, tasks }) => {
    return JSON.parse(JSON.stringify({ db, mem, queues, requests, outbox, tasks })) as Plain;
  });
}

describe("a long run", function () {
  this.timeout(120_000);

  it("keeps the laws over thousands of choices, with all kinds of faults", () => {
    const met = new Set<string>();
    return fc
      .assert(
        fc.asyncProperty(
          fc.constantFrom<QueueOrder>("unordered", "fifo", "fifo-per-key"),
          fc.integer({ min: 1, max: 2 ** 31 - 1 }),
          fc.integer({ min: 100, max: 700 }),
          async (order, seed, operations) => {
            const spec = scenario(order, operations);
            const memo = new AnswerMemo(new FakeOracle(handlers));
            let world = startWorld(spec);
            let [published, gone, added, steps, widest] = [0, 0, 0, 0, 0];
            for await (const step of longWalk(spec, memo, seed)) {
              ({ world } = step);
              steps++;
              met.add(step.choice.kind);
              for (const effect of step.effects) {
                if (effect.kind === "published") published += effect.to.length;
                if (effect.kind === "acknowledged" || effect.kind === "dead-lettered") gone++;
                if (effect.kind === "lost" && effect.forGood && !effect.message.includes("()")) gone++;
                if (effect.kind === "duplicated" || effect.kind === "redriven") added++;
              }
              if (step.index % 500 === 499) widest = Math.max(widest, JSON.stringify(present(world)).length);
            }
            const queued = Object.values(world.services)
              .flatMap(({ queues }) => Object.values(queues))
              .reduce((sum, entries) => sum + entries.length, 0);
            assert.equal(gone + queued, published + added);
            assert.ok(steps > operations, `${steps} steps`);
            assert.ok(widest < 200_000, `a world of ${widest} characters`);
          },
        ),
        { numRuns: 6 },
      )
      .then(() => {
        for (const kind of [...faultKinds, "redeliver", "redrive", "heal", "relay", "deliver", "settle"])
          assert.ok(met.has(kind), kind);
      });
  });
});
