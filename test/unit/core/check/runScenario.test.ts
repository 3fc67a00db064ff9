/** Whole scenarios of the course, each as one run. */
import assert from "node:assert/strict";
import { runScenario } from "../../../../src/core/check/runScenario.ts";
import type { RunReply } from "../../../../src/core/check/model.ts";
import type { ScenarioSpec, WorldView } from "../../../../src/core/simulation/model.ts";
import { type Checks, FakeOracle, type Handler, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";

const same = (a: unknown, b: unknown): boolean => {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
};

async function check(handlers: Handlers, parts: Parameters<typeof specOf>[1], atDrain: Checks, always: Checks = {}) {
  const checks: ScenarioSpec["checks"] = [
    ...Object.keys(always).map((name) => ({ kind: "always" as const, name })),
    ...Object.keys(atDrain).map((name) => ({ kind: "atDrain" as const, name })),
  ];
  const spec = specOf(handlers, { ...parts, checks });
  return runScenario(spec, new FakeOracle(handlers, { ...atDrain, ...always }), { steps: 300, attempts: 5 });
}

function ran(reply: RunReply): RunReply & { kind: "ran" } {
  assert.equal(reply.kind, "ran", JSON.stringify(reply));
  return reply as RunReply & { kind: "ran" };
}

const brokenNames = (reply: RunReply): string[] => ran(reply).broken.map((one) => one.check);

describe("runScenario", () => {
  describe("apply the event", () => {
    const catalog: Handler = async (ctx, { sku, price }) => {
      await ctx.db.put(sku, price);
      await ctx.publish("PriceChanged", { sku, price });
    };
    const parts = {
      queues: { PriceChanged: { from: "catalog", to: ["search"], order: "fifo" as const } },
      clients: {
        admin: [request("catalog", "save", { sku: "p", price: 20 }), request("catalog", "save", { sku: "p", price: 30 })],
      },
    };
    const equal = { "search equals catalog": (view: WorldView) => same(view.db.search, view.db.catalog) };
    const apply = (search: Handler) =>
      check({ catalog: { save: catalog }, search: { PriceChanged: search } }, parts, equal);

    it("holds for the price and shows every step", async () => {
      const reply = ran(await apply(async (ctx, event) => ctx.db.put(event.sku, event.price)));
      assert.deepEqual(reply.broken, []);
      assert.equal(reply.run.drained, true);
      assert.deepEqual(
        reply.run.steps.slice(0, 7).map(({ label }) => label),
        [
          "client admin",
          "step 1 of save()#1/1 in catalog",
          "step 2 of save()#1/1 in catalog",
          "settle save()#1/1 in catalog",
          "deliver PriceChanged#1 to search",
          "step 1 of PriceChanged#1/1 in search",
          "settle PriceChanged#1/1 in search",
        ],
      );
      assert.deepEqual(reply.run.steps.at(-1)?.after.services.search?.db, { p: 30 });
      assert.equal(reply.coverage.choices, 14);
    });

    it("is broken when the whole event is stored, at the line that stored it", async () => {
      const reply = ran(await apply(async (ctx, event) => ctx.db.put(event.sku, event)));
      assert.equal(reply.broken.length, 1);
      assert.deepEqual(reply.broken[0], {
        check: "search equals catalog",
        kind: "atDrain",
        step: 14,
        at: { file: "exercise.ts", line: 1, column: 1 },
      });
    });

    it("is broken when the first value wins", async () => {
      const first: Handler = async (ctx, e) => ctx.db.put(e.sku, (await ctx.db.get(e.sku)) ?? e.price);
      assert.deepEqual(brokenNames(await apply(first)), ["search equals catalog"]);
    });
  });
});
