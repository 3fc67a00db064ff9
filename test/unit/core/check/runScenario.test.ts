/** Whole scenarios of the course, each as one run. */
import assert from "node:assert/strict";
import { CheckWatch } from "../../../../src/core/check/checkWatch.ts";
import type { RunReply } from "../../../../src/core/check/model.ts";
import { runWatched } from "../../../../src/core/check/runScenario.ts";
import type { ScenarioSpec, WorldView } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo, type Oracle } from "../../../../src/core/simulation/oracle.ts";
import type { RunLimits } from "../../../../src/core/simulation/run.ts";
import { startWorld } from "../../../../src/core/simulation/world.ts";
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
  return runScenario(spec, new FakeOracle(handlers, { ...atDrain, ...always }), {
    steps: 300,
    attempts: 5,
    operations: 1000,
  });
}

/** One plain run, as a reply. */
async function runScenario(spec: ScenarioSpec, oracle: Oracle, limits?: RunLimits): Promise<RunReply> {
  const memo = new AnswerMemo(oracle);
  const watch = new CheckWatch(spec, memo);
  await watch.atStart(startWorld(spec));
  if (watch.failure !== undefined) return { kind: "failed", failure: watch.failure };
  const { outcome, broken, failure } = await runWatched(spec, memo, { kind: "policy" }, limits);
  if (failure !== undefined) return { kind: "failed", failure };
  const { run } = outcome;
  return { kind: "ran", run, broken, coverage: { kind: "one-run", choices: run.steps.length }, counters: {} };
}

function ran(reply: RunReply): RunReply & { kind: "ran" } {
  assert.ok(reply.kind === "ran", JSON.stringify(reply));
  return reply;
}

const brokenNames = (reply: RunReply): string[] => ran(reply).broken.map((one) => one.check);

describe("a plain run", () => {
  describe("apply the event", () => {
    const catalog: Handler = async (ctx, { sku, price }) => {
      await ctx.db.put(sku, price);
      await ctx.publish("PriceChanged", { sku, price });
    };
    const parts = {
      queues: { PriceChanged: { from: "catalog", to: ["search"], order: "fifo" as const } },
      clients: {
        admin: [
          request("catalog", "save", { sku: "p", price: 20 }),
          request("catalog", "save", { sku: "p", price: 30 }),
        ],
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
      assert.deepEqual(reply.coverage, { kind: "one-run", choices: 14 });
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

  describe("where the acknowledgement goes", () => {
    const parts = {
      services: { shipping: { ack: "manual" as const } },
      queues: { OrderPlaced: { from: "shop", to: ["shipping"], order: "unordered" as const } },
      clients: { buyer: [request("shop", "order", "o1")] },
    };
    const planned = { "every order is planned": (view: WorldView) => view.db.shipping?.o1 === "planned" };
    const shop = { order: (async (ctx, id) => ctx.publish("OrderPlaced", id)) satisfies Handler };
    const ship = (shipping: Handler) => check({ shop, shipping: { OrderPlaced: shipping } }, parts, planned);

    it("holds for put, then ack, also where nobody awaits the ack", async () => {
      const awaited: Handler = async (ctx, id) => {
        await ctx.db.put(id, "planned");
        await ctx.ack();
      };
      const forgotten: Handler = async (ctx, id) => {
        await ctx.db.put(id, "planned");
        void ctx.ack();
      };
      assert.deepEqual(brokenNames(await ship(awaited)), []);
      assert.deepEqual(brokenNames(await ship(forgotten)), []);
    });

    it("never drains without an ack, and with a nack", async () => {
      for (const nack of [false, true]) {
        const handler: Handler = async (ctx, id) => {
          await ctx.db.put(id, "planned");
          if (nack) await ctx.nack();
        };
        const reply = ran(await ship(handler));
        assert.deepEqual(
          reply.broken.map(({ check, reason, at }) => ({ check, reason, line: at?.line })),
          [{ check: "drains", reason: "limit", line: 1 }],
        );
        assert.equal(reply.run.drained, false);
        assert.equal(reply.run.steps.filter(({ choice }) => choice.kind === "deliver").length, 5);
      }
    });

    it("performs what a forgotten await leaves outstanding", async () => {
      const handler: Handler = async (ctx, id) => {
        void ctx.db.put(id, "planned");
        await ctx.ack();
      };
      assert.deepEqual(brokenNames(await ship(handler)), []);
    });

    it("parks the message where the handler says so", async () => {
      const reply = ran(await ship(async (ctx) => ctx.deadLetter("no such order")));
      assert.deepEqual(reply.run.steps.at(-1)?.after.deadLetters, [
        { queue: "OrderPlaced", message: "OrderPlaced#1", reason: "no such order" },
      ]);
    });
  });

  describe("exceptions", () => {
    const parts = {
      queues: { Paid: { from: "shop", to: ["ledger"], order: "fifo" as const } },
      clients: { buyer: [request("shop", "pay", 10)] },
    };
    const shop = { pay: (async (ctx, amount) => ctx.publish("Paid", amount)) satisfies Handler };
    const failing: Handler = async (ctx) => {
      if (ctx.delivery.attempt < 3) throw new Error("no connection");
      await ctx.db.put("attempt", ctx.delivery.attempt);
    };
    const applied = { applied: (view: WorldView) => view.db.ledger?.attempt === 3 };

    it("put the message back and break no-exception at the line that threw", async () => {
      const reply = ran(await check({ shop, ledger: { Paid: failing } }, parts, applied));
      const [first, ...others] = reply.broken;
      assert.equal(others.length, 0);
      assert.equal(first?.check, "no-exception");
      assert.equal(first?.thrown?.message, "no connection");
      assert.equal(first?.at?.line, 99);
      const effects = reply.run.steps[first?.step ?? 0]?.effects.map(({ kind }) => kind);
      assert.deepEqual(effects, ["threw", "returned-to-queue"]);
    });

    it("send a message to the dead-letter queue at its limit of deliveries", async () => {
      const queues = { Paid: { ...parts.queues.Paid, maxAttempts: 2 } };
      const parked = { parked: (view: WorldView) => view.deadLetters.ledger?.length === 1 && view.inFlight === 0 };
      const reply = ran(await check({ shop, ledger: { Paid: failing } }, { ...parts, queues }, parked));
      assert.deepEqual(
        reply.broken.map((one) => one.check),
        ["no-exception"],
      );
      assert.equal(reply.run.drained, true);
    });
  });

  describe("requests", () => {
    const clients = { user: [request("shop", "buy", 5)] };

    it("reject at the caller when the handler throws, which breaks nothing by itself", async () => {
      const handlers: Handlers = {
        shop: {
          buy: async (ctx, amount) => {
            for (let n = 1; n <= 3; n++) {
              try {
                return await ctx.call("payments", "charge", { amount, n });
              } catch {
                await ctx.sleep(100 * n);
              }
            }
            return "gave up";
          },
        },
        payments: {
          charge: async (ctx, { n }) => {
            if (n < 3) throw new Error("busy");
            await ctx.db.put("charged", n);
            return "charged";
          },
        },
      };
      const replied = {
        told: (view: WorldView) =>
          same(
            view.replies.user?.map(({ outcome }) => outcome),
            [{ ok: true, value: "charged" }],
          ),
      };
      const reply = ran(await check(handlers, { clients }, replied));
      assert.deepEqual(reply.broken, []);
      assert.deepEqual(
        reply.run.steps.map(({ label }) => label).filter((text) => text.startsWith("deliver")),
        [1, 2, 3].map((n) => `deliver charge()#1.${n} to payments`),
      );
    });

    it("break no-exception where the client is the one that hears of it", async () => {
      const handlers: Handlers = { shop: { buy: () => Promise.reject(new TypeError("oh")) } };
      const failed = { told: (view: WorldView) => view.replies.user?.[0]?.outcome.ok === false };
      assert.deepEqual(brokenNames(await check(handlers, { clients }, failed)), ["no-exception"]);
    });

    it("break drains where two services wait for each other", async () => {
      const handlers: Handlers = {
        shop: { buy: (ctx) => ctx.call("payments", "charge"), confirm: () => true },
        payments: { charge: (ctx) => ctx.call("shop", "confirm") },
      };
      const reply = ran(await check(handlers, { clients }, { fine: () => true }));
      assert.deepEqual(
        reply.broken.map((one) => [one.check, one.reason]),
        [["drains", "stuck"]],
      );
    });
  });

  describe("dedup and effect in one transaction", () => {
    it("adds each payment once and remembers it in the same step", async () => {
      const handlers: Handlers = {
        psp: { capture: (ctx, payment) => ctx.publish("PaymentCaptured", payment) },
        ledger: {
          PaymentCaptured: (ctx, { id, amount }) =>
            ctx.tx((t) => {
              if (t.has(`seen/${id}`)) return;
              t.put(`seen/${id}`, 1);
              t.put("balance", (t.get("balance") ?? 0) + amount);
            }),
        },
      };
      const pay = (id: string) => request("psp", "capture", { id, amount: 10 });
      const parts = {
        queues: { PaymentCaptured: { from: "psp", to: ["ledger"], order: "unordered" as const } },
        clients: { shop: [pay("a"), pay("b"), pay("a")] },
      };
      const seen = (view: WorldView) =>
        Object.keys(view.db.ledger ?? {}).filter((key) => key.startsWith("seen/")).length * 10;
      const reply = ran(
        await check(
          handlers,
          parts,
          { "balance is 20": (view) => view.db.ledger?.balance === 20 },
          { "balance fits what was seen": (view) => (view.db.ledger?.balance ?? 0) === seen(view) },
        ),
      );
      assert.deepEqual(reply.broken, []);
    });
  });

  describe("outbox", () => {
    const parts = {
      queues: { OrderPlaced: { from: "orders", to: ["shipping"], order: "fifo" as const } },
      clients: { buyer: [request("orders", "order", "o1")] },
    };
    const shipping = { OrderPlaced: ((ctx, id) => ctx.db.put(id, 1)) satisfies Handler };
    const shipped = { shipped: (view: WorldView) => same(view.db.shipping, view.db.orders) };

    it("publishes what a transaction wrote, in two steps of its relay", async () => {
      const order: Handler = (ctx, id) =>
        ctx.tx((t) => {
          t.put(id, 1);
          t.outbox.add("OrderPlaced", id);
        });
      const reply = ran(await check({ orders: { order }, shipping }, parts, shipped));
      assert.deepEqual(reply.broken, []);
      assert.equal(reply.run.steps.filter(({ label }) => label === "relay outbox of orders").length, 2);
      assert.deepEqual(reply.run.steps[1]?.after.services.orders?.outbox, ["OrderPlaced#1"]);
    });

    it("publishes nothing of a transaction that throws", async () => {
      const order: Handler = (ctx, id) =>
        ctx.tx((t) => {
          t.put(id, 1);
          t.outbox.add("OrderPlaced", id);
          throw new Error("refused");
        });
      const reply = ran(await check({ orders: { order }, shipping }, parts, shipped));
      assert.deepEqual(
        reply.broken.map((one) => one.check),
        ["no-exception"],
      );
      assert.deepEqual(reply.run.steps.at(-1)?.after.services.orders?.db, {});
    });
  });

  describe("checks", () => {
    const handlers: Handlers = {
      a: {
        go: async (ctx) => {
          await ctx.db.put("x", 1);
          await ctx.db.put("x", 2);
          await ctx.db.get("x");
        },
      },
    };
    const parts = { clients: { user: [request("a", "go")] } };

    it("of kind always point at the step and the line that broke them, with their own words", async () => {
      const always = { small: (view: WorldView) => (view.db.a?.x === 2 ? "x is 2" : true) };
      const reply = ran(await check(handlers, parts, {}, always));
      assert.deepEqual(reply.broken, [
        { check: "small", kind: "always", step: 2, detail: "x is 2", at: { file: "exercise.ts", line: 2, column: 1 } },
      ]);
    });

    it("are asked only when what they may look at has changed", async () => {
      const asked: unknown[] = [];
      const small = (view: WorldView) => asked.push(view.db.a?.x) > 0;
      const reply = ran(await check(handlers, parts, {}, { small }));
      assert.equal(reply.run.steps.length, 5);
      // Before anything happened, and after each of the two writes.
      assert.deepEqual(asked, [undefined, 1, 2]);
    });

    it("of kind always are asked of the start too, where not holding is the scenario's mistake", async () => {
      const reply = await check(handlers, parts, {}, { set: (view) => view.db.a?.x !== undefined || "x is missing" });
      assert.deepEqual(reply.kind === "failed" && reply.failure, {
        code: "scenario-invalid",
        reason: { kind: "broken-at-start", check: "set", detail: "x is missing" },
        at: { file: "scenario.ts", line: 1, column: 1 },
      });
    });

    it("are not needed to see that a service publishes what is another one's to publish", async () => {
      const both: Handlers = { a: { go: (ctx) => ctx.publish("Done", 1), Done: () => 1 }, b: { go: () => 1 } };
      const queues = { Done: { from: "b", to: ["a"], order: "fifo" as const } };
      const reply = await check(both, { ...parts, queues }, { fine: () => true });
      const failure = reply.kind === "failed" ? reply.failure : undefined;
      assert.deepEqual(failure?.code === "unknown-target" && [failure.what, failure.name], ["publisher", "Done"]);
    });

    it("find no infinity in a store, whatever is added", async () => {
      const adding: Handlers = {
        a: {
          go: async (ctx) => {
            await ctx.db.put("x", 1.7e308);
            await ctx.db.add("x", 1.7e308).catch(() => undefined);
          },
        },
      };
      const reply = ran(await check(adding, parts, { fine: (view) => view.db.a?.x === 1.7e308 }));
      assert.deepEqual(reply.broken, []);
    });

    it("that throw leave no verdict", async () => {
      const broken = () => {
        throw new TypeError("undefined is not an object");
      };
      const reply = await check(handlers, parts, { broken });
      assert.equal(reply.kind === "failed" && reply.failure.code, "check-threw");
    });
  });

  it("fails at the line that publishes a type without a queue or calls an unknown target", async () => {
    const clients = { user: [request("a", "go")] };
    const cases: [Handler, string, string][] = [
      [(ctx) => ctx.publish("Typo", 1), "queue", "Typo"],
      [(ctx) => ctx.tx((t) => t.outbox.add("Typo", 1)), "queue", "Typo"],
      [(ctx) => ctx.call("nobody", "go"), "service", "nobody"],
      [(ctx) => ctx.call("a", "stop"), "method", "a.stop"],
    ];
    for (const [go, what, name] of cases) {
      const reply = await check({ a: { go } }, { clients }, { fine: () => true });
      const during = { kind: "handler", service: "a", message: "go()#1" };
      const at = { file: "exercise.ts", line: 1, column: 1 };
      assert.deepEqual(reply, { kind: "failed", failure: { code: "unknown-target", during, what, name, at } });
    }
  });

  it("passes on what the oracle rejects with, untouched", async () => {
    const handlers: Handlers = { a: { go: () => 1 } };
    const spec = specOf(handlers, {
      clients: { user: [request("a", "go")] },
      checks: [{ kind: "atDrain", name: "fine" }],
    });
    const oracle = new FakeOracle(handlers);
    const reason = new Error("too slow");
    oracle.next = () => Promise.reject(reason);
    await assert.rejects(runScenario(spec, oracle), (error) => error === reason);
  });
});
