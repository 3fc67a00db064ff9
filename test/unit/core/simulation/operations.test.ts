/** What each operation of a handler does, by itself and in a transaction, and what becomes of calls. */
import assert from "node:assert/strict";
import { choices } from "../../../../src/core/simulation/choices.ts";
import type { Choice, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { runOnce, takeStep } from "../../../../src/core/simulation/run.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { FakeOracle, type Handler, type Handlers, request, specOf } from "./fakeOracle.ts";

async function storeAfter(work: Handler): Promise<World["services"][string]["db"]> {
  const handlers: Handlers = { shop: { work } };
  const spec = specOf(handlers, { clients: { user: [request("shop", "work")] } });
  const { world, end } = await runOnce(spec, new AnswerMemo(new FakeOracle(handlers)));
  assert.equal(end.kind, "drained");
  return world.services["shop"]?.db ?? {};
}

/** Takes, each time, the first enabled choice that fits. */
async function follow(spec: ScenarioSpec, handlers: Handlers, wanted: readonly Partial<Choice>[]): Promise<World> {
  const memo = new AnswerMemo(new FakeOracle(handlers));
  let world = startWorld(spec);
  for (const parts of wanted) {
    const fits = (choice: Choice): boolean =>
      Object.entries(parts).every(([name, value]) => (choice as Readonly<Record<string, unknown>>)[name] === value);
    const choice = choices(spec, world).find(fits);
    assert.ok(choice !== undefined, JSON.stringify(parts));
    const result = await takeStep(spec, world, choice, memo);
    assert.equal(result.kind, "done");
    if (result.kind === "done") ({ world } = result);
  }
  return world;
}

describe("operations", () => {
  it("store, add to what is there, read, delete and list in order", async () => {
    const db = await storeAfter(async (ctx) => {
      await ctx.db.put("b/2", 5);
      await ctx.db.put("b/1", 1);
      await ctx.db.put("gone", true);
      await ctx.db.add("b/2", 2);
      await ctx.db.delete("gone");
      await ctx.db.put("there", [await ctx.db.has("gone"), await ctx.db.has("b/1")]);
      await ctx.db.put("listed", await ctx.db.entries("b/"));
    });
    assert.deepEqual(db["b/2"], 7);
    assert.equal(Object.hasOwn(db, "gone"), false);
    assert.deepEqual(db["there"], [false, true]);
    assert.deepEqual(db["listed"], [
      ["b/1", 1],
      ["b/2", 7],
    ]);
  });

  it("that cannot add reject with what is there, and leave it as it is", async () => {
    const db = await storeAfter(async (ctx) => {
      await ctx.db.put("text", "many");
      await ctx.db.put("most", 1.7e308);
      for (const key of ["text", "most", "none"]) {
        try {
          await ctx.db.add(key, 1.7e308);
        } catch (error) {
          const { name, message } = error as Error;
          await ctx.db.put(`error ${key}`, `${name}: ${message}`);
        }
      }
    });
    assert.deepEqual(db, {
      text: "many",
      "error text": 'TypeError: ctx.db.add: the value at "text" must be a number, but it is "many".',
      most: 1.7e308,
      "error most": 'TypeError: ctx.db.add: the sum at "most" must be a number, but it is Infinity.',
      none: 1.7e308,
    });
  });

  it("of a transaction are stored together, or not at all where it throws", async () => {
    const db = await storeAfter(async (ctx) => {
      await ctx.tx((t) => {
        t.put("a", 1);
        t.put("b", (t.get("a") ?? 0) + 1);
      });
      try {
        await ctx.tx((t) => {
          t.put("a", 100);
          throw new Error("changed my mind");
        });
      } catch (error) {
        await ctx.db.put("said", (error as Error).message);
      }
    });
    assert.deepEqual(db, { a: 1, b: 2, said: "changed my mind" });
  });

  const asking: Handlers = {
    a: {
      work: async (ctx) => {
        try {
          await ctx.db.put("answer", await ctx.call("b", "double", 4));
        } catch (error) {
          await ctx.db.put("refused", (error as Error).message);
        }
      },
    },
    b: {
      double: (_ctx, n) => {
        if (n > 10) throw new Error("too large");
        return n * 2;
      },
    },
  };
  const clients = { user: [request("a", "work")] };

  it("call another service and get its answer, or its error", async () => {
    const after = async (handlers: Handlers) => {
      const spec = specOf(handlers, { clients, services: { b: { exceptionsAllowed: true } } });
      return (await runOnce(spec, new AnswerMemo(new FakeOracle(handlers)))).world.services["a"]?.db;
    };
    assert.deepEqual(await after(asking), { answer: 8 });
    const refusing = { ...asking, b: { double: () => Promise.reject(new Error("too large")) } };
    assert.deepEqual(await after(refusing), { refused: "too large" });
  });

  it("get no answer over a link that is cut and loses what is sent", async () => {
    // The link from b to a is known by what b publishes.
    const spec = specOf(asking, {
      clients,
      queues: { Noted: { from: "b", to: ["a"], order: "unordered" } },
      faults: { partition: 1 },
      rest: { partitions: "lose" },
    });
    const world = await follow(spec, asking, [
      { kind: "client" },
      { kind: "step", service: "a" },
      { kind: "deliver", to: "b" },
      { kind: "partition", from: "b", to: "a" },
      { kind: "settle", service: "b" },
    ]);
    const [waiting] = world.services["a"]?.tasks ?? [];
    assert.deepEqual(
      waiting?.outstanding.map(({ sent }) => sent),
      ["lost"],
    );
    assert.deepEqual(waiting?.task.results, []);
  });

  it("acknowledge when they are performed, and nobody else does so for a service that acknowledges by hand", async () => {
    const handlers: Handlers = {
      shop: { order: (ctx) => ctx.publish("Placed", 1) },
      shipping: { Placed: (ctx) => void ctx.ack() },
    };
    const spec = specOf(handlers, {
      services: { shipping: { ack: "manual" } },
      queues: { Placed: { from: "shop", to: ["shipping"], order: "unordered" } },
      clients: { user: [request("shop", "order")] },
    });
    const placed = [
      { kind: "client" },
      { kind: "step", service: "shop" },
      { kind: "settle", service: "shop" },
    ] as const;
    const world = await follow(spec, handlers, [...placed, { kind: "deliver" }]);
    const enabled = choices(spec, world).map(({ kind }) => kind);
    assert.deepEqual(enabled, ["step"]);
    const after = await follow(spec, handlers, [...placed, { kind: "deliver" }, { kind: "step", service: "shipping" }]);
    assert.deepEqual(after.services["shipping"]?.queues["Placed"], []);
  });

  it("publish under a key: a message waits for the one before with the same key, and for no other", async () => {
    const handlers: Handlers = {
      shop: {
        order: async (ctx) => {
          await ctx.publish("Placed", 1, { key: "lamp" });
          await ctx.publish("Placed", 2, { key: "lamp" });
          await ctx.publish("Placed", 3, { key: "chair" });
        },
      },
      shipping: { Placed: (ctx) => ctx.db.put("seen", true) },
    };
    const spec = specOf(handlers, {
      queues: { Placed: { from: "shop", to: ["shipping"], order: "fifo-per-key" } },
      clients: { user: [request("shop", "order")] },
    });
    const step = { kind: "step", service: "shop" } as const;
    const world = await follow(spec, handlers, [{ kind: "client" }, step, step, step]);
    const deliverable = choices(spec, world).flatMap((choice) => (choice.kind === "deliver" ? [choice.message] : []));
    assert.deepEqual(deliverable, ["Placed#1", "Placed#1.3"]);
  });

  it("sleep, and in a timed run the time that passes is everybody's", async () => {
    const handlers: Handlers = { a: { work: (ctx) => ctx.sleep(50) }, b: { work: (ctx) => ctx.sleep(10) } };
    const spec = specOf(handlers, {
      clients: { user: [request("a", "work")] },
      rest: { timed: true },
    });
    const world = await follow(spec, handlers, [{ kind: "client" }, { kind: "timer", service: "a" }]);
    assert.deepEqual([world.services["a"]?.now, world.services["b"]?.now], [50, 50]);
    const own = await follow({ ...spec, timed: false }, handlers, [
      { kind: "client" },
      { kind: "timer", service: "a" },
    ]);
    assert.deepEqual([own.services["a"]?.now, own.services["b"]?.now], [50, 0]);
  });
});
