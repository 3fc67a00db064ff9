/** Each fault, and what makes up for it, by the rules of ARCHITECTURE.md. */
import assert from "node:assert/strict";
import { choices } from "../../../../src/core/simulation/choices.ts";
import { label, parseLabel } from "../../../../src/core/simulation/label.ts";
import type { Choice, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { isDrained, takeStep } from "../../../../src/core/simulation/run.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { FakeOracle, type Handler, type Handlers, request, specOf } from "./fakeOracle.ts";

const shop = { order: (async (ctx, id) => ctx.publish("Placed", id)) satisfies Handler };
const plan: Handler = async (ctx, id) => {
  ctx.mem.put("seen", id);
  await ctx.db.put(id, "planned");
};

function orders(faults: Partial<ScenarioSpec["faults"]>, shipping: Handler = plan, rest: Partial<ScenarioSpec> = {}) {
  const handlers: Handlers = { shop, shipping: { Placed: shipping } };
  const queues = { Placed: { from: "shop", to: ["shipping"], order: "unordered" as const } };
  const clients = { buyer: [request("shop", "order", "o1")] };
  return { handlers, spec: specOf(handlers, { queues, clients, faults, rest }) };
}

async function follow({ spec, handlers }: { spec: ScenarioSpec; handlers: Handlers }, labels: readonly string[]) {
  const memo = new AnswerMemo(new FakeOracle(handlers));
  let world: World = startWorld(spec);
  for (const text of labels) {
    const result = await takeStep(spec, world, parseLabel(text) as Choice, memo);
    assert.equal(result.kind, "done", text);
    if (result.kind === "done") world = result.world;
  }
  return { world, enabled: choices(spec, world).map(label), drained: isDrained(world, choices(spec, world)) };
}

const placed = ["client buyer", "step 1 of order()#1/1 in shop", "settle order()#1/1 in shop"];
const deliver = "deliver Placed#1 to shipping";

describe("faults", () => {
  it("are offered only while their budget lasts, and never keep a run from being drained", async () => {
    const one = await follow(orders({ duplicate: 1 }), placed);
    assert.ok(one.enabled.includes("duplicate Placed#1 to shipping"));
    const spent = await follow(orders({ duplicate: 1 }), [...placed, "duplicate Placed#1 to shipping"]);
    assert.deepEqual(
      spent.enabled.filter((text) => text.startsWith("duplicate")),
      [],
    );
    const none = await follow(orders({}), placed);
    assert.deepEqual(none.enabled, [deliver]);
    const done = await follow(orders({ crash: 1 }), [
      ...placed,
      deliver,
      "step 1 of Placed#1/1 in shipping",
      "settle Placed#1/1 in shipping",
    ]);
    assert.deepEqual([done.enabled, done.drained], [["crash shipping"], true]);
  });

  it("copies that differ only in how often they were delivered are one choice unless something counts that", async () => {
    const once = [...placed, "duplicate Placed#1 to shipping", deliver, "crash shipping"];
    const offered = async (counts: Partial<ScenarioSpec>, looked: ReadonlyMap<string, ReadonlySet<string>>) => {
      const { spec, handlers } = orders({ duplicate: 2, drop: 1, crash: 1 }, plan, counts);
      const { world } = await follow({ spec, handlers }, once);
      assert.deepEqual(
        world.services.shipping?.queues.Placed?.map(({ attempts }) => attempts),
        [1, 0],
      );
      return choices(spec, world, looked).map(label);
    };
    const about = (copy: string): string[] =>
      ["deliver", "drop", "duplicate"].map((what) => `${what} Placed#1${copy} to shipping`);
    assert.deepEqual(await offered({}, new Map()), about(""));
    assert.deepEqual(await offered({}, new Map([["shop", new Set(["attempt"])]])), about(""));
    const both = [...about(""), ...about(" copy 2")].sort();
    const queues = { Placed: { from: "shop", to: ["shipping"], order: "unordered" as const, maxAttempts: 3 } };
    const checks = [{ kind: "bounded" as const, name: "three at most", attempts: 3 }];
    assert.deepEqual((await offered({}, new Map([["shipping", new Set(["attempt"])]]))).sort(), both);
    assert.deepEqual((await offered({ queues }, new Map())).sort(), both);
    assert.deepEqual((await offered({ checks }, new Map())).sort(), both);
  });

  it("duplicate adds a copy with the same id, which is delivered by itself", async () => {
    const { world, enabled } = await follow(orders({ duplicate: 1 }), [...placed, "duplicate Placed#1 to shipping"]);
    assert.equal(world.services.shipping?.queues.Placed?.length, 2);
    // Two equal copies are one choice.
    assert.deepEqual(enabled, [deliver]);
  });

  it("drop loses a copy until the broker sends it again", async () => {
    const lost = await follow(orders({ drop: 1 }), [...placed, "drop Placed#1 to shipping"]);
    assert.deepEqual([lost.enabled, lost.drained], [["redeliver Placed#1 to shipping"], false]);
    const again = await follow(orders({ drop: 1 }), [
      ...placed,
      "drop Placed#1 to shipping",
      "redeliver Placed#1 to shipping",
    ]);
    assert.deepEqual(again.enabled, [deliver]);
  });

  it("clock puts one clock ahead; what has been read stays read", async () => {
    const look: Handler = async (ctx, id) => {
      const began = ctx.now();
      await ctx.db.put(id, began);
      await ctx.db.put(`${id} took`, ctx.now() - began);
    };
    const system = orders({ clock: 1 }, look);
    const { world, enabled } = await follow(system, [
      ...placed,
      deliver,
      "step 1 of Placed#1/1 in shipping",
      "clock shipping",
      "step 2 of Placed#1/1 in shipping",
    ]);
    // The second look was before the clock jumped: the handler had run on to its second operation.
    assert.deepEqual(world.services.shipping?.db, { o1: 0, "o1 took": 0 });
    assert.deepEqual([world.services.shipping?.now, world.services.shop?.now], [1000, 0]);
    assert.ok(!enabled.some((text) => text.startsWith("clock")), "one jump is all that the budget has");
    const between = await follow(system, [
      ...placed,
      deliver,
      "clock shipping",
      "step 1 of Placed#1/1 in shipping",
      "step 2 of Placed#1/1 in shipping",
    ]);
    assert.deepEqual(between.world.services.shipping?.db, { o1: 0, "o1 took": 1000 });
  });

  it("clock is a choice before any code has looked, so that a saved schedule can be followed from its start", async () => {
    const { world } = await follow(orders({ clock: 2 }), ["clock shipping", "clock shop", ...placed, deliver]);
    assert.deepEqual([world.services.shipping?.now, world.services.shop?.now], [1000, 1000]);
  });

  it("clock is no choice where a clock never jumps, nor where all services share one", async () => {
    const { spec, handlers } = orders({ clock: 1 });
    const { shop: still, ...others } = spec.services;
    assert.ok(still !== undefined);
    const services = { shop: { ...still, clockJump: 0 }, ...others };
    const some = await follow({ spec: { ...spec, services }, handlers }, []);
    assert.deepEqual(some.enabled, ["client buyer", "clock shipping"]);
    const timed = await follow(orders({ clock: 1 }, plan, { timed: true }), []);
    assert.deepEqual(timed.enabled, ["client buyer"]);
  });

  it("counts faults per message until its last copy is settled", async () => {
    const each = orders({}, plan, { perMessage: { drop: 0, duplicate: 1 } });
    const doubled = await follow(each, [...placed, "duplicate Placed#1 to shipping"]);
    assert.deepEqual(doubled.world.services.shipping?.met, { "Placed#1": { drop: 0, duplicate: 1 } });
    assert.ok(!doubled.enabled.includes("duplicate Placed#1 to shipping"));
    const one = [deliver, "step 1 of Placed#1/1 in shipping", "settle Placed#1/1 in shipping"];
    const two = [deliver, "step 1 of Placed#1/2 in shipping", "settle Placed#1/2 in shipping"];
    const half = await follow(each, [...placed, "duplicate Placed#1 to shipping", ...one]);
    assert.deepEqual(half.world.services.shipping?.met, { "Placed#1": { drop: 0, duplicate: 1 } });
    const done = await follow(each, [...placed, "duplicate Placed#1 to shipping", ...one, ...two]);
    assert.deepEqual(done.world.services.shipping?.met, {});
  });

  it("crash ends what is in progress, clears mem and returns the delivery; what was stored stays", async () => {
    const { world, enabled } = await follow(orders({ crash: 1 }), [
      ...placed,
      deliver,
      "step 1 of Placed#1/1 in shipping",
      "crash shipping",
    ]);
    const { db, mem, tasks, queues } = world.services.shipping as World["services"][string];
    assert.deepEqual([db, mem, tasks], [{ o1: "planned" }, {}, []]);
    assert.deepEqual(
      queues.Placed?.map(({ tag, attempts }) => [tag, attempts]),
      [[undefined, 1]],
    );
    assert.deepEqual(enabled, [deliver]);
  });

  it("crash of a service that handles a client's request tells the client an error, once", async () => {
    const { world } = await follow(orders({ crash: 1 }), ["client buyer", "crash shop"]);
    assert.deepEqual(
      world.clients.buyer?.replies.map(({ outcome }) => outcome),
      [{ ok: false, error: { name: "Crashed", message: "crashed" } }],
    );
    assert.equal(world.clients.buyer?.waiting, false);
  });

  it("fail refuses one operation: nothing of it happens, and its promise rejects", async () => {
    const retrying: Handler = async (ctx, id) => {
      try {
        await ctx.db.put(id, "first");
      } catch (error) {
        await ctx.db.put(id, (error as Error).name);
      }
    };
    const { world } = await follow(orders({ fail: 1 }, retrying), [
      ...placed,
      deliver,
      "fail 1 of Placed#1/1 in shipping",
      "step 2 of Placed#1/1 in shipping",
    ]);
    assert.deepEqual(world.services.shipping?.db, { o1: "OperationFailed" });
  });

  describe("of requests", () => {
    const handlers: Handlers = {
      shop: { buy: (ctx) => ctx.call("payments", "charge", 5) },
      payments: { charge: (ctx, amount) => ctx.db.add("charged", amount) },
    };
    const paying = (faults: Partial<ScenarioSpec["faults"]>) => ({
      handlers,
      spec: specOf(handlers, { clients: { user: [request("shop", "buy")] }, faults }),
    });
    const asked = ["client user", "step 1 of buy()#1/1 in shop"];

    it("timeout gives up waiting while the request lives on", async () => {
      const { world, enabled } = await follow(paying({ timeout: 1 }), [
        ...asked,
        "timeout 1 of buy()#1/1 in shop",
        "settle buy()#1/1 in shop",
      ]);
      assert.deepEqual(world.clients.user?.replies[0]?.outcome, { ok: true, value: "TIMEOUT" });
      assert.deepEqual(enabled, ["deliver charge()#1.1 to payments"]);
    });

    it("drop and crash leave the caller waiting, who then gives up without a fault", async () => {
      for (const [faults, lost] of [
        [{ drop: 1 }, ["drop charge()#1.1 to payments"]],
        [{ crash: 1 }, ["deliver charge()#1.1 to payments", "crash payments"]],
      ] as const) {
        const { enabled, drained } = await follow(paying(faults), [...asked, ...lost]);
        assert.ok(enabled.includes("timeout 1 of buy()#1/1 in shop"), enabled.join());
        assert.equal(drained, false);
      }
    });
  });

  describe("of links", () => {
    it("partition holds what comes from there until it heals", async () => {
      const cut = await follow(orders({ partition: 1 }), [...placed, "partition shop to shipping"]);
      assert.deepEqual([cut.enabled, cut.drained], [["heal shop to shipping"], false]);
      const healed = await follow(orders({ partition: 1 }), [
        ...placed,
        "partition shop to shipping",
        "heal shop to shipping",
      ]);
      assert.deepEqual(healed.enabled, [deliver]);
    });

    it("partition holds a request to a service that replies in the same step, until the way back heals", async () => {
      const handlers: Handlers = {
        shop: { buy: (ctx) => ctx.call("payments", "charge", 1), Charged: () => Promise.resolve() },
        payments: { charge: () => Promise.resolve("charged") },
      };
      const spec = specOf(handlers, {
        services: { payments: { atomic: true } },
        queues: { Charged: { from: "payments", to: ["shop"], order: "fifo" } },
        clients: { user: [request("shop", "buy")] },
        faults: { partition: 1 },
      });
      const asked = ["client user", "step 1 of buy()#1/1 in shop", "partition payments to shop"];
      const cut = await follow({ spec, handlers }, asked);
      assert.deepEqual([cut.enabled, cut.drained], [["heal payments to shop"], false]);
      const healed = await follow({ spec, handlers }, [...asked, "heal payments to shop"]);
      assert.deepEqual(healed.enabled, ["deliver charge()#1.1 to payments"]);
    });

    it("partition loses what is published meanwhile where the scenario says so", async () => {
      const losing = orders({ partition: 1 }, plan, { partitions: "lose" });
      const { world } = await follow(losing, ["partition shop to shipping", ...placed]);
      assert.deepEqual(world.services.shipping?.queues.Placed, []);
    });
  });

  it("a dead letter goes back to its queue as often as the queue allows", async () => {
    const handlers: Handlers = { shop, shipping: { Placed: (ctx) => ctx.deadLetter("no stock") } };
    const queues = { Placed: { from: "shop", to: ["shipping"], order: "fifo" as const, redrive: 1 } };
    const spec = specOf(handlers, { queues, clients: { buyer: [request("shop", "order", "o1")] } });
    const parked = [...placed, deliver, "step 1 of Placed#1/1 in shipping"];
    assert.deepEqual((await follow({ spec, handlers }, parked)).enabled, ["redrive Placed#1 to shipping"]);
    const again = [...parked, "redrive Placed#1 to shipping", deliver, "step 1 of Placed#1/2 in shipping"];
    assert.deepEqual((await follow({ spec, handlers }, again)).enabled, []);
  });

  it("an outbox relay that crashes publishes again what it had not marked", async () => {
    const handlers: Handlers = {
      shop: { order: (ctx, id) => ctx.tx((t) => t.outbox.add("Placed", id)) },
      shipping: { Placed: plan },
    };
    const queues = { Placed: { from: "shop", to: ["shipping"], order: "fifo" as const } };
    const clients = { buyer: [request("shop", "order", "o1")] };
    const spec = specOf(handlers, { queues, clients, faults: { crash: 1 } });
    const { world } = await follow({ spec, handlers }, [
      "client buyer",
      "step 1 of order()#1/1 in shop",
      "relay outbox of shop",
      "crash relay of shop",
      "relay outbox of shop",
    ]);
    assert.equal(world.services.shipping?.queues.Placed?.length, 2);
    assert.equal(world.services.shop?.outbox.length, 1);
  });

  it("an atomic handler runs from delivery to acknowledgement in one choice", async () => {
    const handlers: Handlers = { shop, shipping: { Placed: plan } };
    const queues = { Placed: { from: "shop", to: ["shipping"], order: "fifo" as const } };
    const clients = { buyer: [request("shop", "order", "o1")] };
    const services = { shop: { atomic: true }, shipping: { atomic: true } };
    const spec = specOf(handlers, { queues, clients, services, faults: { crash: 1 } });
    const { world, drained } = await follow({ spec, handlers }, ["client buyer", deliver]);
    assert.deepEqual(world.services.shipping?.db, { o1: "planned" });
    assert.equal(drained, true);
  });
});
