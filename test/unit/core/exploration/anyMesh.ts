/** Random systems in which services send to and ask those behind them, and what each stores tells the order of arrival. */
import fc from "fast-check";
import type { FaultKind, QueueOrder, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { type FakeContext, type Handler, request, specOf } from "../simulation/fakeOracle.ts";
import type { Model } from "./models.ts";

type Deed = { readonly what: "put" | "append" | "add" | "park" | "publish" | "call" | "both"; readonly to: number };

const services = 3;
const named = (index: number): string => `s${index}`;

const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom("put", "append", "add", "park", "publish", "publish", "publish", "call", "both"),
  to: fc.nat({ max: services - 1 }),
});

const order = fc.constantFrom<QueueOrder>("unordered", "fifo", "fifo-per-key");
const one = fc.nat({ max: 1 });

/** Without checks. Most of them have no loop. */
export const anyMesh: fc.Arbitrary<Model> = fc
  .record({
    deeds: fc.array(fc.array(deed, { minLength: 1, maxLength: 3 }), { minLength: services, maxLength: services }),
    orders: fc.array(order, { minLength: services, maxLength: services }),
    atomic: fc.array(fc.boolean(), { minLength: services, maxLength: services }),
    asked: fc.array(fc.array(fc.nat({ max: services - 1 }), { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 2,
    }),
    faults: fc.oneof(
      fc.constant<FaultKind[]>([]),
      fc.subarray<FaultKind>(["drop", "duplicate", "crash", "fail", "timeout", "partition"], { maxLength: 1 }),
    ),
    perMessage: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ drop: 0, duplicate: 0 }) },
      fc.record({ drop: one, duplicate: one }),
    ),
    maxAttempts: fc.integer({ min: 1, max: 2 }),
    redrive: one,
  })
  .map(({ deeds, orders, atomic, asked, faults, perMessage, maxAttempts, redrive }): Model => {
    const handlers = Object.fromEntries(
      deeds.map((list, from) => {
        const handle = doing(list, from);
        const heard = Object.fromEntries(Array.from({ length: from }, (_, sender) => [`T${sender}`, handle]));
        return [named(from), { ask: handle, ...heard }];
      }),
    );
    const queues: ScenarioSpec["queues"] = Object.fromEntries(
      Array.from({ length: services - 1 }, (_, from) => {
        const to = Array.from({ length: services - from - 1 }, (_one, n) => named(from + n + 1));
        return [`T${from}`, { from: named(from), to, order: orders[from] ?? "fifo", maxAttempts, redrive }];
      }),
    );
    // Whoever waits for another service cannot run in one step.
    const waits = (list: readonly Deed[] | undefined): boolean => list?.some(({ what }) => what === "call") === true;
    const spec = specOf(handlers, {
      services: Object.fromEntries(
        deeds.map((list, index) => [
          named(index),
          { atomic: atomic[index] === true && !waits(list), exceptionsAllowed: true },
        ]),
      ),
      queues,
      clients: Object.fromEntries(
        asked.map((targets, n) => [`c${n}`, targets.map((target, at) => request(named(target), "ask", 10 * n + at))]),
      ),
      faults: Object.fromEntries(faults.map((kind) => [kind, 1])),
      rest: { perMessage },
    });
    return { name: JSON.stringify({ deeds, asked }), handlers, checks: {}, spec };
  });

function doing(list: readonly Deed[], from: number): Handler {
  return async (ctx, body: number) => {
    for (const { what, to } of list) await perform(ctx, body, what, from, to);
  };
}

async function perform(ctx: FakeContext, body: number, what: Deed["what"], from: number, to: number): Promise<void> {
  const target = Math.min(services - 1, from + 1 + to);
  switch (what) {
    case "put":
      await ctx.db.put("last", body);
      return;
    case "append":
      await ctx.db.put("all", [...((await ctx.db.get("all")) ?? []), body].slice(-3));
      return;
    case "add":
      await ctx.db.add("count", 1);
      return;
    case "both":
      await Promise.all([ctx.db.put("last", body), ctx.db.add("count", 1)]);
      return;
    case "park":
      if (ctx.delivery.via === "queue" && body % 2 === 1) await ctx.deadLetter("odd");
      return;
    case "publish":
      if (from < services - 1) await ctx.publish(`T${from}`, body, { key: `k${body % 2}` });
      return;
    case "call":
      if (target > from) await ctx.call(named(target), "ask", body);
      return;
  }
}
