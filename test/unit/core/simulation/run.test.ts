/** One run by its fixed order: repeatable, fair, cut off at its limits. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { choices } from "../../../../src/core/simulation/choices.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { isDrained, runOnce } from "../../../../src/core/simulation/run.ts";
import { snapshotOf } from "../../../../src/core/simulation/view.ts";
import { startWorld } from "../../../../src/core/simulation/world.ts";
import { anyScenario } from "./anyScenario.ts";
import { FakeOracle, type Handlers, request, specOf } from "./fakeOracle.ts";

const limits = { steps: 400, attempts: 5, operations: 1000 };
const clients = { user: [request("a", "go"), request("a", "go")] };

async function labelsOf(handlers: Handlers, parts: Parameters<typeof specOf>[1]): Promise<string[]> {
  const { run } = await runOnce(specOf(handlers, parts), new AnswerMemo(new FakeOracle(handlers)), limits);
  return run.steps.map(({ label }) => label);
}

describe("runOnce", () => {
  it("gives the same steps and states each time, and ends where nothing is enabled", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async ({ spec, handlers }) => {
        const first = await runOnce(spec, new AnswerMemo(new FakeOracle(handlers)), limits);
        const second = await runOnce(spec, new AnswerMemo(new FakeOracle(handlers)), limits);
        assert.deepEqual(second, first);
        assert.deepEqual(first.run.start, snapshotOf(spec, startWorld(spec)));
        assert.equal(first.run.drained, isDrained(first.world, choices(spec, first.world)));
      }),
      { numRuns: 25 },
    ));

  it("finishes what has begun before a client goes on", async () => {
    const handlers: Handlers = { a: { go: (ctx) => ctx.publish("Went", 1) }, b: { Went: (ctx) => ctx.db.put("x", 1) } };
    const queues = { Went: { from: "a", to: ["b"], order: "fifo" as const } };
    const all = await labelsOf(handlers, { queues, clients });
    assert.deepEqual(
      all.map((text) => text.split(" ")[0]),
      [
        "client",
        "step",
        "settle",
        "deliver",
        "step",
        "settle",
        "client",
        "step",
        "settle",
        "deliver",
        "step",
        "settle",
      ],
    );
  });

  it("lets time pass only when nothing else can happen, the earliest timer first", async () => {
    const handlers: Handlers = {
      a: {
        go: (ctx) => Promise.all([ctx.sleep(30), ctx.sleep(10).then(() => ctx.now()), ctx.db.put("x", 1)]),
      },
    };
    assert.deepEqual(await labelsOf(handlers, { clients: { user: [request("a", "go")] } }), [
      "client user",
      "step 3 of go()#1/1 in a",
      "timer 2 of go()#1/1 in a",
      "timer 1 of go()#1/1 in a",
      "settle go()#1/1 in a",
    ]);
    const { world } = await runOnce(
      specOf(handlers, { clients: { user: [request("a", "go")] } }),
      new AnswerMemo(new FakeOracle(handlers)),
    );
    assert.equal(world.services.a?.now, 30);
    assert.deepEqual(world.clients.user?.replies[0]?.outcome, { ok: true, value: [undefined, 10, undefined] });
  });

  it("starves nobody: a handler that polls for ever does not keep the next request from running", async () => {
    const handlers: Handlers = {
      a: {
        go: async (ctx) => {
          while (!(await ctx.db.has("stop")));
        },
        stop: (ctx) => ctx.db.put("stop", true),
      },
    };
    const parts = {
      services: { a: { concurrency: 2 } },
      clients: { poller: [request("a", "go")], stopper: [request("a", "stop")] },
    };
    const { run } = await runOnce(specOf(handlers, parts), new AnswerMemo(new FakeOracle(handlers)), limits);
    assert.equal(run.drained, true);
  });

  it("stops at the limit of steps", async () => {
    const handlers: Handlers = {
      a: {
        go: async (ctx) => {
          for (;;) await ctx.sleep(1);
        },
      },
    };
    const outcome = await runOnce(specOf(handlers, { clients }), new AnswerMemo(new FakeOracle(handlers)), {
      steps: 20,
      attempts: 5,
      operations: 1000,
    });
    assert.deepEqual(outcome.end, { kind: "limit", limit: "steps" });
    assert.equal(outcome.run.steps.length, 20);
    assert.equal(outcome.run.drained, false);
  });

  it("stops a handler that issues operations without end long before the limit of steps", async () => {
    const handlers: Handlers = {
      a: {
        go: async (ctx) => {
          for (;;) await ctx.db.get("x");
        },
      },
    };
    const memo = new AnswerMemo(new FakeOracle(handlers));
    const outcome = await runOnce(specOf(handlers, { clients }), memo, { ...limits, operations: 20 });
    assert.deepEqual(outcome.end, { kind: "limit", limit: "operations" });
    assert.equal(outcome.run.steps.length, 21);
  });

  it("shares between snapshots whatever a step left as it was", async () => {
    const handlers: Handlers = { a: { go: (ctx) => ctx.db.get("x") } };
    const spec = specOf(handlers, { services: { a: { db: { x: 1 } } }, clients });
    const { run } = await runOnce(spec, new AnswerMemo(new FakeOracle(handlers)), limits);
    for (const { after } of run.steps) assert.equal(after.services.a?.db, spec.services.a?.db);
  });
});
