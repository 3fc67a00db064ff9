/** All schedules: what is found, in which order, and how much of the space was seen. */
import assert from "node:assert/strict";
import { endlessLoop } from "../../../../src/core/exploration/endlessLoop.ts";
import { worldsAlong } from "../../../../src/core/exploration/harmlessSteps.ts";
import type { SearchResult } from "../../../../src/core/exploration/model.ts";
import { pointOfNoReturn } from "../../../../src/core/exploration/pointOfNoReturn.ts";
import { search } from "../../../../src/core/exploration/search.ts";
import type { ScenarioSpec, WorldView } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { StateKeys } from "../../../../src/core/simulation/stateKey.ts";
import type { World } from "../../../../src/core/simulation/world.ts";
import { type Checks, FakeOracle, type Handler, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";

const budget = { timeMs: 20_000, states: 200_000 };
const options = { budget, clock: () => performance.now() };

type Parts = Parameters<typeof specOf>[1];

async function explore(
  handlers: Handlers,
  parts: Parts,
  atDrain: Checks,
  more: Partial<typeof options> = {},
): Promise<{ readonly result: SearchResult; readonly spec: ScenarioSpec; readonly memo: AnswerMemo }> {
  const checks = Object.keys(atDrain).map((name) => ({ kind: "atDrain" as const, name }));
  const spec = specOf(handlers, { ...parts, checks: [...checks, ...(parts?.checks ?? [])] });
  const memo = new AnswerMemo(new FakeOracle(handlers, atDrain));
  return { result: await search(spec, memo, { ...options, ...more }), spec, memo };
}

/** Choices of the shortest counterexample, `step` left out; undefined where there is none. */
function length({ outcome }: SearchResult): number | undefined {
  if (outcome.kind !== "violated") return undefined;
  return outcome.violations[0]?.schedule.filter((label) => !label.startsWith("step ")).length;
}

describe("search", () => {
  describe("the reference family: a source, replicas, last writer wins", () => {
    /** States: the sum over p = 0..K of T^(pR); see ARCHITECTURE.md. */
    const family = (k: number, r: number, d: number, x: number, apply: Handler) => {
      const replicas = Array.from({ length: r }, (_, n) => `r${n + 1}`);
      const handlers: Handlers = {
        source: {
          save: async (ctx, version) => {
            await ctx.db.put("x", version);
            await ctx.publish("Saved", version);
          },
        },
        ...Object.fromEntries(replicas.map((name) => [name, { Saved: apply }])),
      };
      const atomic = Object.fromEntries(["source", ...replicas].map((name) => [name, { atomic: true }]));
      const parts: Parts = {
        services: atomic,
        queues: { Saved: { from: "source", to: replicas, order: "unordered" } },
        clients: { admin: Array.from({ length: k }, (_, n) => request("source", "save", n + 1)) },
        rest: { perMessage: { drop: x, duplicate: d } },
      };
      const equal = (view: WorldView): boolean => replicas.every((name) => view.db[name]?.x === view.db.source?.x);
      return explore(handlers, parts, { equal });
    };
    const lastWriterWins: Handler = async (ctx, version) => {
      if (((await ctx.db.get("x")) ?? 0) < version) await ctx.db.put("x", version);
    };
    const lastArrivalWins: Handler = async (ctx, version) => ctx.db.put("x", version);

    for (const [k, r, d, x, states, transitions] of [
      [2, 2, 1, 0, 273, 944],
      [2, 2, 2, 0, 2451, 12_524],
      [2, 2, 1, 1, 10_101, 60_401],
    ] as const) {
      it(`has ${states} states for ${k} versions, ${r} replicas, ${d} duplicates, ${x} drops`, async function () {
        this.timeout(60_000);
        const { result } = await family(k, r, d, x, lastWriterWins);
        assert.equal(result.outcome.kind, "complete");
        assert.equal(result.states, states);
        if (states > 273) assert.equal(result.transitions, transitions);
      });
    }

    it("shows in four choices that the last arrival must not win, and where it is too late", async () => {
      const { result, spec, memo } = await family(2, 1, 0, 0, lastArrivalWins);
      assert.ok(result.outcome.kind === "violated");
      assert.ok(result.states <= 50);
      const schedule = result.outcome.violations[0]?.schedule ?? [];
      assert.deepEqual(schedule, ["client admin", "client admin", "deliver Saved#2 to r1", "deliver Saved#1 to r1"]);
      assert.equal(await pointOfNoReturn(spec, memo, schedule, () => undefined), 2);
    });

    it("gives signs of life while it looks for the place, and gives up on a space that is too large", async () => {
      const { result, spec } = await family(2, 1, 0, 0, lastArrivalWins);
      assert.ok(result.outcome.kind === "violated");
      const [violation] = result.outcome.violations;
      // The same with ten replicas more: after the first two steps ten times two messages wait to be delivered.
      const names = Array.from({ length: 10 }, (_, n) => `more${n}`);
      const more = Object.fromEntries(names.map((name) => [name, { ...spec.services.r1, atomic: true }]));
      const handlers = { ...spec.handlers, ...Object.fromEntries(names.map((name) => [name, ["Saved"]])) };
      const queues = { Saved: { ...spec.queues.Saved, from: "source", to: ["r1", ...names] } };
      const wide = { ...spec, services: { ...spec.services, ...more }, handlers, queues } as ScenarioSpec;
      const code: Handlers = {
        source: {
          save: async (ctx, version) => {
            await ctx.db.put("x", version);
            await ctx.publish("Saved", version);
          },
        },
        ...Object.fromEntries(["r1", ...names].map((name) => [name, { Saved: lastArrivalWins }])),
      };
      const never = new AnswerMemo(new FakeOracle(code, { equal: () => false }));
      let signs = 0;
      const found = await pointOfNoReturn(wide, never, violation?.schedule ?? [], () => (signs += 1));
      assert.equal(found, undefined);
      assert.ok(signs > 50, `${signs} signs`);
    });
  });

  describe("where the acknowledgement goes", () => {
    const parts: Parts = {
      services: { shipping: { ack: "manual" }, shop: { atomic: true } },
      queues: { Placed: { from: "shop", to: ["shipping"], order: "unordered" } },
      clients: { buyer: [request("shop", "order", "o1")] },
      faults: { crash: 1 },
    };
    const planned = { planned: (view: WorldView) => view.db.shipping?.o1 === "planned" };
    const ship = (shipping: Handler, faults: Partial<ScenarioSpec["faults"]> = { crash: 1 }) =>
      explore(
        { shop: { order: (ctx, id) => ctx.publish("Placed", id) }, shipping: { Placed: shipping } },
        { ...parts, faults },
        planned,
      );

    it("holds for put, then ack", async () => {
      const { result } = await ship(async (ctx, id) => {
        await ctx.db.put(id, "planned");
        await ctx.ack();
      });
      assert.equal(result.outcome.kind, "complete");
    });

    it("loses the order for ack, then put, for both at once, and for a put that nobody awaits", async () => {
      const early: Handler = async (ctx, id) => {
        await ctx.ack();
        await ctx.db.put(id, "planned");
      };
      const both: Handler = (ctx, id) => Promise.all([ctx.db.put(id, "planned"), ctx.ack()]);
      const forgotten: Handler = async (ctx, id) => {
        void ctx.db.put(id, "planned");
        await ctx.ack();
      };
      for (const handler of [early, both, forgotten]) {
        const { result } = await ship(handler);
        assert.equal(length(result), 3);
        const { result: without } = await ship(handler, {});
        assert.equal(without.outcome.kind, "complete");
      }
    });

    it("goes round for ever without an ack, and shows the round", async () => {
      const { result, spec, memo } = await ship(async (ctx, id) => ctx.db.put(id, "planned"));
      assert.ok(result.outcome.kind === "violated");
      assert.deepEqual(
        result.outcome.violations.map(({ check, reason }) => [check, reason]),
        [["drains", "loop"]],
      );
      const schedule = result.outcome.violations[0]?.schedule ?? [];
      const found = await endlessLoop(spec, memo, schedule, () => undefined);
      assert.ok(found !== undefined);
      // The first delivery changes the store; from the second on all is as it was.
      assert.deepEqual(
        [...schedule, ...found.lead].filter((label) => label.startsWith("deliver ")),
        ["deliver Placed#1 to shipping"],
      );
      assert.deepEqual(found.loop, ["deliver Placed#1 to shipping", "step 1 of Placed#1/2 in shipping"]);
      const before = [...schedule, ...found.lead];
      const worlds = await worldsAlong(spec, memo, [...before, ...found.loop, ...found.loop]);
      const keys = new StateKeys(spec, memo.looked);
      const rounds = [0, 1].map((round) => keys.world(worlds[before.length + round * found.loop.length] as World));
      assert.equal(rounds[0], rounds[1]);
    });

    it("shows no round where a run can come to rest", async () => {
      const { spec, memo } = await ship(async (ctx, id) => {
        await ctx.db.put(id, "planned");
        await ctx.ack();
      });
      assert.equal(await endlessLoop(spec, memo, [], () => undefined), undefined);
    });
  });

  describe("dedup and effect", () => {
    const pay = (ledger: Handler, faults: Partial<ScenarioSpec["faults"]>) =>
      explore(
        { psp: { capture: (ctx, id) => ctx.publish("Captured", id) }, ledger: { Captured: ledger } },
        {
          services: { psp: { atomic: true } },
          queues: { Captured: { from: "psp", to: ["ledger"], order: "unordered" } },
          clients: { shop: [request("psp", "capture", "a")] },
          faults,
        },
        { once: (view) => view.db.ledger?.balance === 10 },
      );
    const both = { duplicate: 1, crash: 1 };
    const markFirst: Handler = async (ctx, id) => {
      if (await ctx.db.has(id)) return;
      await ctx.db.put(id, 1);
      await ctx.db.add("balance", 10);
    };
    const markLast: Handler = async (ctx, id) => {
      if (await ctx.db.has(id)) return;
      await ctx.db.add("balance", 10);
      await ctx.db.put(id, 1);
    };
    const atOnce: Handler = (ctx, id) =>
      ctx.tx((t) => {
        if (t.has(id)) return;
        t.put(id, 1);
        t.put("balance", ((t.get("balance") as number | undefined) ?? 0) + 10);
      });
    const inMemory: Handler = async (ctx, id) => {
      if (ctx.mem.get(id) === true) return;
      await ctx.db.add("balance", 10);
      ctx.mem.put(id, true);
    };

    it("hold in one transaction, and break in every other order with one fault", async () => {
      assert.equal((await pay(atOnce, both)).result.outcome.kind, "complete");
      for (const handler of [markFirst, markLast, inMemory]) {
        const { result } = await pay(handler, both);
        assert.ok(result.outcome.kind === "violated");
        const faults = (result.outcome.violations[0]?.schedule ?? []).filter((label) =>
          /^(crash|duplicate)/.test(label),
        );
        assert.equal(faults.length, 1);
      }
    });

    it("break by the number of the delivery, which a handler that reads it makes part of the situation", async () => {
      const byTag: Handler = (ctx, _id) =>
        ctx.tx((t) => {
          if (t.has(ctx.delivery.tag)) return;
          t.put(ctx.delivery.tag, 1);
          t.put("balance", ((t.get("balance") as number | undefined) ?? 0) + 10);
        });
      assert.equal((await pay(byTag, { duplicate: 1 })).result.outcome.kind, "violated");
      assert.equal((await pay(byTag, {})).result.outcome.kind, "complete");
    });
  });

  describe("its limits", () => {
    const growing: Handler = async (ctx) => {
      await ctx.db.add("x", 1);
      await ctx.nack();
    };
    const grow = (more: Partial<typeof options>) =>
      explore(
        { a: { go: (ctx) => ctx.publish("Went", 1) }, b: { Went: growing } },
        {
          queues: { Went: { from: "a", to: ["b"], order: "fifo" } },
          clients: { user: [request("a", "go")] },
        },
        { fine: () => true },
        more,
      );

    it("are said: too many states, and no time", async () => {
      const states = await grow({ budget: { timeMs: 20_000, states: 500 } });
      assert.deepEqual(states.result.outcome, { kind: "stopped", why: "states" });
      let now = 0;
      const time = await grow({ budget: { timeMs: 5, states: 1e6 }, clock: () => now++ });
      assert.deepEqual(time.result.outcome, { kind: "stopped", why: "time" });
    });
  });

  it("says of a goal that no schedule reaches it, and not of one that some do", async () => {
    const handlers: Handlers = { a: { go: (ctx) => ctx.db.put("x", 1) } };
    const checks = [
      { kind: "reachable", name: "one" },
      { kind: "reachable", name: "two" },
    ] as const;
    const spec = specOf(handlers, { clients: { user: [request("a", "go")] }, checks });
    const goals: Checks = { one: (view) => view.db.a?.x === 1, two: (view) => view.db.a?.x === 2 };
    const result = await search(spec, new AnswerMemo(new FakeOracle(handlers, goals)), options);
    assert.deepEqual([...result.reached], ["one"]);
    assert.ok(result.outcome.kind === "violated");
    assert.deepEqual(result.outcome.violations, [{ check: "two", kind: "reachable", schedule: [] }]);
  });
});
