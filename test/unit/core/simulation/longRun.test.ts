/** Runs of thousands of choices with every kind of fault: the laws hold at the end too, and the world stays small. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plain } from "../../../../src/base/plain.ts";
import { choices } from "../../../../src/core/simulation/choices.ts";
import type { FaultKind, QueueOrder, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { takeStep } from "../../../../src/core/simulation/run.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { FakeOracle, type Handlers, request, specOf } from "./fakeOracle.ts";

const mostSteps = 10_000;
const faultKinds: readonly FaultKind[] = ["drop", "duplicate", "crash", "fail", "timeout", "partition", "clock"];

const handlers: Handlers = {
  source: {
    save: async (ctx, n) => {
      await ctx.db.put("latest", n);
      await ctx.publish("Saved", n, { key: `k${n % 2}` });
      await ctx.tx((t) => t.outbox.add("Noted", n));
    },
    ask: async (ctx, n) => ctx.db.put("asked", n),
  },
  one: {
    Saved: async (ctx, n) => {
      await ctx.db.put(`copy${n}`, n);
      try {
        await ctx.call("source", "ask", n);
      } catch {
        await ctx.db.put("refused", n);
      }
    },
  },
  two: {
    Noted: async (ctx, n) => {
      if (n === 3) throw new Error("unreadable");
      await ctx.db.put("latest", n);
    },
  },
};

function scenario(order: QueueOrder, operations: number): ScenarioSpec {
  const each = Math.floor(operations / 50);
  const queue = (to: string) => ({ from: "source", to: [to], order, maxAttempts: 4, redrive: each });
  return specOf(handlers, {
    services: {
      one: { concurrency: 2, exceptionsAllowed: true },
      source: { exceptionsAllowed: true },
      two: { exceptionsAllowed: true },
    },
    queues: { Saved: queue("one"), Noted: queue("two") },
    clients: { user: Array.from({ length: operations }, (_, n) => request("source", "save", n % 4)) },
    faults: { drop: each, duplicate: each, crash: each, fail: each, timeout: each, partition: each, clock: each },
  });
}

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
            let random = seed;
            let [published, gone, added, steps, widest] = [0, 0, 0, 0, 0];
            for (; steps < mostSteps; steps++) {
              const enabled = choices(spec, world);
              // Lehmer's generator: the same seed, the same run. What finishes work goes first most of the time.
              random = (random * 48_271) % 2_147_483_647;
              const choice = enabled[random % 4 === 0 ? random % enabled.length : 0];
              if (choice === undefined) break;
              met.add(choice.kind);
              const result = await takeStep(spec, world, choice, memo);
              if (result.kind === "failed") throw new Error(JSON.stringify(result.failure));
              ({ world } = result);
              for (const effect of result.effects) {
                if (effect.kind === "published") published += effect.to.length;
                if (effect.kind === "acknowledged" || effect.kind === "dead-lettered") gone++;
                if (effect.kind === "lost" && effect.forGood && !effect.message.includes("()")) gone++;
                if (effect.kind === "duplicated" || effect.kind === "redriven") added++;
              }
              if (steps % 500 === 499) widest = Math.max(widest, JSON.stringify(present(world)).length);
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
