/** Laws that hold for every scenario and every schedule, and cases that settle how a rule is read. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { isFault } from "../../../../src/core/simulation/faultKinds.ts";
import { choices } from "../../../../src/core/simulation/choices.ts";
import { label, parseLabel } from "../../../../src/core/simulation/label.ts";
import type { Choice, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { takeStep } from "../../../../src/core/simulation/run.ts";
import { step } from "../../../../src/core/simulation/step.ts";
import { StateKeys } from "../../../../src/core/simulation/stateKey.ts";
import { viewOf } from "../../../../src/core/simulation/view.ts";
import { type QueueEntry, startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { anyPicks, anyScenario, walk } from "./anyScenario.ts";
import { FakeOracle, type Handlers, request, specOf } from "./fakeOracle.ts";

const runs = { numRuns: 40 };

describe("step", () => {
  it("is a function: the same choices give the same worlds, and change none of their inputs", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const [first, second] = [await walk(scenario, picks), await walk(scenario, picks)];
        assert.deepEqual(second, first);
      }),
      runs,
    ));

  it("conserves copies: published + duplicated + redriven = acknowledged + queued + dead-lettered + lost, for each queue", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const walked = await walk(scenario, picks);
        const effects = walked.flatMap((one) => one.effects);
        const end = walked.at(-1)?.after ?? startWorld(scenario.spec);
        const published = effects.filter((effect) => effect.kind === "published").length;
        for (const to of ["one", "two"]) {
          const gone = effects.filter(
            (effect) =>
              ((effect.kind === "acknowledged" || effect.kind === "dead-lettered") && effect.service === to) ||
              (effect.kind === "lost" && effect.forGood && effect.to === to && effect.message.startsWith("Saved#")),
          );
          const added = effects.filter(
            (effect) => (effect.kind === "duplicated" || effect.kind === "redriven") && effect.to === to,
          );
          assert.equal(gone.length + queueOf(end, to).length, published + added.length, to);
          const parked = effects.filter((effect) => effect.kind === "dead-lettered" && effect.service === to).length;
          const back = effects.filter((effect) => effect.kind === "redriven" && effect.to === to).length;
          assert.equal(end.services[to]?.deadLetters.length, parked - back);
        }
        assert.equal(end.published.length, published);
      }),
      runs,
    ));

  it("loses nothing enabled: what else could happen still can, or its queue, slot, delivery or client was used", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        for (const { before, choice, after } of await walk(scenario, picks)) {
          const later = new Set(choices(scenario.spec, after).map(label));
          for (const other of choices(scenario.spec, before)) {
            // Operations and timers of other tasks, settling and relays of other services cannot be disabled by anybody.
            if (label(other) === label(choice)) continue;
            if (other.kind === "deliver" || other.kind === "client" || other.kind === "redeliver") continue;
            // A crash ends tasks, a fault spends the budget of others, and a link that is cut holds replies.
            if (isFault(choice) || isFault(other)) continue;
            if (choice.kind === "redrive" && other.kind === "redrive") continue;
            if (other.kind === "settle" && "tag" in choice && choice.tag === other.tag) continue;
            assert.ok(later.has(label(other)), `${label(choice)} disables ${label(other)}`);
          }
        }
      }),
      runs,
    ));

  it("keeps every message and task: one that is not settled is in its queue, and a delivery has exactly one task", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        for (const { after } of await walk(scenario, picks)) {
          const unsettled = ["one", "two"].flatMap((to) =>
            queueOf(after, to).flatMap(({ tag }) => (tag === undefined ? [] : [`${to} ${tag}`])),
          );
          const open = Object.entries(after.services).flatMap(([name, { tasks }]) =>
            tasks.flatMap(({ settled, caller, task }) => (settled || caller ? [] : [`${name} ${task.delivery.tag}`])),
          );
          assert.deepEqual(open.sort(), unsettled.sort());
        }
      }),
      runs,
    ));

  it("runs no more tasks at once than a service's concurrency", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        for (const { after } of await walk(scenario, picks)) {
          for (const [name, { tasks }] of Object.entries(after.services)) {
            const running = tasks.filter(({ outcome }) => outcome.kind === "waiting").length;
            assert.ok(running <= (scenario.spec.services[name]?.concurrency ?? 0));
          }
        }
      }),
      runs,
    ));

  it("gives every choice a label that parses back to it", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        for (const { before } of await walk(scenario, picks)) {
          const enabled = choices(scenario.spec, before);
          assert.equal(new Set(enabled.map(label)).size, enabled.length);
          for (const choice of enabled) assert.deepEqual(parseLabel(label(choice)), choice);
        }
      }),
      runs,
    ));

  it("keeps the order of a fifo queue, and of each key", () =>
    fc.assert(
      fc.asyncProperty(anyScenario, anyPicks, async (scenario, picks) => {
        const order = scenario.spec.queues.Saved?.order;
        for (const { before, choice } of await walk(scenario, picks)) {
          if (choice.kind !== "deliver") continue;
          const entries = queueOf(before, choice.to);
          const copies = entries.filter(({ message }) => message.id === choice.message);
          const at = entries.indexOf(copies[(choice.copy ?? 1) - 1] as QueueEntry);
          const key = entries[at]?.message.key;
          const ahead = entries.slice(0, Math.max(at, 0));
          if (order === "fifo") assert.equal(ahead.length, 0);
          if (order === "fifo-per-key" && key !== undefined)
            assert.ok(ahead.every(({ message }) => message.key !== key));
        }
      }),
      runs,
    ));

  it("refuses a choice that is not enabled", () => {
    const spec = specOf({ a: {} });
    const memo = new AnswerMemo(new FakeOracle({}));
    assert.throws(() => step(spec, startWorld(spec), { kind: "relay", service: "a" }, memo), RangeError);
  });

  it("asks for what it does not know, and asks the oracle only once", async () => {
    const { spec, handlers } = orders("unordered");
    const oracle = new FakeOracle(handlers);
    const memo = new AnswerMemo(oracle);
    const result = step(spec, startWorld(spec), { kind: "client", client: "user" }, memo);
    assert.equal(result.kind, "needs");
    if (result.kind !== "needs") return;
    await Promise.all([memo.learn(result.question), memo.learn(result.question)]);
    await memo.learn(result.question);
    assert.equal(oracle.asked, 1);
    assert.equal(step(spec, startWorld(spec), { kind: "client", client: "user" }, memo).kind, "done");
  });

  it("offers any ready message of an unordered queue, only the head of a fifo one", async () => {
    const delivered = (world: World, order: "unordered" | "fifo") =>
      choices(orders(order).spec, world).flatMap((choice) => (choice.kind === "deliver" ? [choice.message] : []));
    assert.deepEqual(delivered(await published("unordered"), "unordered"), ["Saved#1", "Saved#1.2", "Saved#1.3"]);
    assert.deepEqual(delivered(await published("fifo"), "fifo"), ["Saved#1"]);
  });

  it("gives equal situations equal keys, whatever the order of arrival in an unordered queue", async () => {
    const same = (one: World, other: World, order: "unordered" | "fifo", looked = new Map<string, Set<string>>()) => {
      const keys = new StateKeys(orders(order).spec, looked);
      return keys.world(one) === keys.world(other);
    };
    const [one, other] = [await published("unordered", [0, 1, 2], true), await published("unordered", [2, 0, 1], true)];
    assert.ok(same(one, other, "unordered"));
    assert.ok(!same(one, other, "unordered", new Map([["", new Set(["published"])]])));
    const [first, second] = [await published("fifo", [0, 1, 2], true), await published("fifo", [2, 0, 1], true)];
    assert.ok(!same(first, second, "fifo"));
  });

  it("keeps two requests apart that have the same id: either caller's can go first", async () => {
    const handlers: Handlers = {
      a: { save: (ctx) => ctx.publish("Saved", 1), ask: (ctx) => ctx.db.add("asked", 1) },
      b: { Saved: (ctx) => ctx.call("a", "ask", 1) },
    };
    const queues = { Saved: { from: "a", to: ["b"], order: "unordered" as const } };
    const spec = specOf(handlers, {
      services: { b: { concurrency: 2 } },
      queues,
      clients: { user: [request("a", "save")] },
      faults: { duplicate: 1 },
    });
    const asked = [
      "client user",
      "step 1 of save()#1/1 in a",
      "settle save()#1/1 in a",
      "duplicate Saved#1 to b",
      "deliver Saved#1 to b",
      "deliver Saved#1 copy 2 to b",
      "step 1 of Saved#1/1 in b",
      "step 1 of Saved#1/2 in b",
    ];
    const world = await follow(spec, handlers, asked);
    const [first, second] = choices(spec, world).filter(({ kind }) => kind === "deliver");
    assert.ok(first !== undefined && second !== undefined);
    assert.notEqual(label(first), label(second));
    for (const [choice, tag] of [
      [first, "Saved#1/1"],
      [second, "Saved#1/2"],
    ] as const) {
      const after = await follow(spec, handlers, [...asked, label(choice)]);
      assert.deepEqual(
        after.services.a?.tasks.map(({ caller }) => caller?.kind === "service" && caller.tag),
        [tag],
      );
    }
  });

  it("keeps two copies apart that have the same id because their handler ran twice", async () => {
    const handlers: Handlers = {
      a: { save: (ctx) => ctx.publish("First", 1) },
      b: {
        First: async (ctx) => {
          await ctx.publish("Second", ctx.delivery.attempt);
          if (ctx.delivery.attempt === 1) throw new Error("once more");
        },
      },
      c: { Second: (ctx, attempt) => ctx.db.put(ctx.delivery.tag, attempt) },
    };
    const queues = {
      First: { from: "a", to: ["b"], order: "fifo" as const },
      Second: { from: "b", to: ["c"], order: "unordered" as const },
    };
    const spec = specOf(handlers, { queues, clients: { user: [request("a", "save")] } });
    const taken = [
      "client user",
      "step 1 of save()#1/1 in a",
      "deliver First#1 to b",
      "step 1 of First#1/1 in b",
      "deliver First#1 to b",
      "step 1 of First#1/2 in b",
      "deliver Second#1 copy 2 to c",
      "step 1 of Second#1/1 in c",
      "settle Second#1/1 in c",
    ];
    const world = await follow(spec, handlers, taken);
    assert.deepEqual(world.services.c?.db, { "Second#1/1": 2 });
    assert.deepEqual(
      world.services.c?.queues.Second?.map(({ message }) => message.body),
      [1],
    );
  });

  it("drops a reply that nobody waits for any more", async () => {
    const handlers: Handlers = { a: { go: (ctx) => ctx.call("b", "ask") }, b: { ask: () => 1 } };
    const spec = specOf(handlers, { clients: { user: [request("a", "go")] } });
    const asked = await follow(spec, handlers, ["client user", "step 1 of go()#1/1 in a", "deliver ask()#1.1 to b"]);
    const a = { ...startWorld(spec).services.a } as World["services"][string];
    const gone = { ...asked, services: { ...asked.services, a } };
    const world = await follow(spec, handlers, ["settle ask()#1.1/1 in b"], gone);
    assert.deepEqual(world.services.b?.tasks, []);
    assert.deepEqual(world.services.a, a);
  });

  it("counts queued messages and open requests as in flight", async () => {
    assert.equal(viewOf(await published("fifo"), false).inFlight, 4);
  });
});

function queueOf(world: World, service: string): readonly QueueEntry[] {
  return Object.values(world.services[service]?.queues ?? {}).flat();
}

/** The world after the choices with these labels. */
async function follow(spec: ScenarioSpec, handlers: Handlers, taken: readonly string[], from = startWorld(spec)) {
  const memo = new AnswerMemo(new FakeOracle(handlers));
  let world = from;
  for (const text of taken) {
    const result = await takeStep(spec, world, parseLabel(text) as Choice, memo);
    assert.equal(result.kind, "done");
    if (result.kind === "done") world = result.world;
  }
  return world;
}

function orders(order: "unordered" | "fifo") {
  const handlers: Handlers = {
    a: { save: (ctx) => Promise.all([1, 2, 3].map((n) => ctx.publish("Saved", n))) },
    b: { Saved: (ctx, n) => ctx.db.put("last", n) },
  };
  const queues = { Saved: { from: "a", to: ["b"], order } };
  return { handlers, spec: specOf(handlers, { queues, clients: { user: [request("a", "save")] } }) };
}

/** The world after the three messages were published in this order. */
async function published(
  order: "unordered" | "fifo",
  indexes: readonly number[] = [0, 1, 2],
  settled = false,
): Promise<World> {
  const { spec, handlers } = orders(order);
  const memo = new AnswerMemo(new FakeOracle(handlers));
  let world = startWorld(spec);
  const steps = indexes.map((index) => ({ kind: "step", service: "a", tag: "save()#1/1", index }) as const);
  const settle = settled ? [{ kind: "settle", service: "a", tag: "save()#1/1" } as const] : [];
  for (const choice of [{ kind: "client", client: "user" } as const, ...steps, ...settle]) {
    const result = await takeStep(spec, world, choice, memo);
    assert.equal(result.kind, "done");
    if (result.kind === "done") world = result.world;
  }
  return world;
}
