/** Random small scenarios for properties: handlers that perform a random list of operations, and a random walk. */
import fc from "fast-check";
import type { Choice, QueueOrder, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { choices } from "../../../../src/core/simulation/choices.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { takeStep } from "../../../../src/core/simulation/run.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import type { Effect } from "../../../../src/core/simulation/model.ts";
import { FakeOracle, type Handler, type Handlers, request, specOf } from "./fakeOracle.ts";

type Action =
  | "put"
  | "forget"
  | "both"
  | "tx"
  | "sleep"
  | "ack"
  | "unawaited"
  | "nack"
  | "park"
  | "throw"
  | "ask"
  | "mem"
  | "look";

export interface AnyScenario {
  readonly spec: ScenarioSpec;
  readonly handlers: Handlers;
}

const action = fc.constantFrom<Action>(
  "put",
  "forget",
  "both",
  "tx",
  "sleep",
  "ack",
  "unawaited",
  "nack",
  "park",
  "throw",
  "ask",
  "mem",
  "look",
);

const few = fc.integer({ min: 0, max: 2 });

/** A source that publishes once for each request (some twice, some by outbox), and two consumers doing anything. */
export const anyScenario: fc.Arbitrary<AnyScenario> = fc
  .record({
    one: fc.array(action, { maxLength: 4 }),
    two: fc.array(action, { maxLength: 3 }),
    ack: fc.constantFrom<"auto" | "manual">("auto", "manual"),
    concurrency: fc.integer({ min: 1, max: 2 }),
    order: fc.constantFrom<QueueOrder>("unordered", "fifo", "fifo-per-key"),
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    requests: fc.integer({ min: 1, max: 3 }),
    clients: fc.integer({ min: 1, max: 2 }),
    faults: fc.record({
      drop: few,
      duplicate: few,
      crash: few,
      fail: few,
      timeout: few,
      partition: few,
      clock: few,
    }),
    clockJump: fc.constantFrom(0, 1, 60_000),
    perMessage: fc.record({ drop: few, duplicate: few }),
    partitions: fc.constantFrom<"hold" | "lose">("hold", "lose"),
    redrive: few,
  })
  .map(({ one, two, ack, concurrency, order, maxAttempts, requests, clients, faults, redrive, clockJump, ...rest }) => {
    const handlers: Handlers = {
      source: { save, ask: async (ctx, n) => ctx.db.add("asked", n) },
      one: { Saved: consumer(one) },
      two: { Saved: consumer(two) },
    };
    const operations = Array.from({ length: requests }, (_, n) => request("source", "save", n));
    const spec = specOf(handlers, {
      services: { source: { concurrency: 2 }, one: { ack, concurrency, clockJump } },
      queues: { Saved: { from: "source", to: ["one", "two"], order, maxAttempts, redrive } },
      clients: Object.fromEntries(Array.from({ length: clients }, (_, n) => [`client${n}`, operations])),
      faults,
      ...rest,
    });
    return { spec, handlers };
  });

const save: Handler = async (ctx, n) => {
  await ctx.db.put("latest", n);
  if (n % 2 === 0)
    await Promise.all([ctx.publish("Saved", n, { key: `k${n}` }), ctx.publish("Saved", -n, { key: "k" })]);
  else await ctx.tx((t) => t.outbox.add("Saved", n));
  return n;
};

function consumer(actions: readonly Action[]): Handler {
  return async (ctx, n) => {
    for (const one of actions) {
      if (one === "put") await ctx.db.put("latest", n);
      if (one === "forget") void ctx.db.add("count", 1);
      if (one === "both") await Promise.all([ctx.db.add("count", 1), ctx.ack()]);
      if (one === "tx") await ctx.tx((t) => t.put("sum", (t.get("sum") ?? 0) + n));
      if (one === "sleep") await ctx.sleep(10);
      if (one === "ack") await ctx.ack();
      if (one === "unawaited") void ctx.ack();
      if (one === "nack") await ctx.nack();
      if (one === "park") await ctx.deadLetter("parked");
      if (one === "throw" && ctx.delivery.attempt < 2) throw new Error("thrown");
      if (one === "ask") await ctx.call("source", "ask", 1);
      if (one === "look") await ctx.db.put("at", ctx.now());
      if (one === "mem") ctx.mem.put("seen", (ctx.mem.get("seen") ?? 0) + 1);
    }
  };
}

export interface Walked {
  readonly before: World;
  readonly choice: Choice;
  readonly effects: readonly Effect[];
  readonly after: World;
}

/** Takes choices by the numbers in `picks`, each counted round the enabled ones, until they are used up. */
export async function walk({ spec, handlers }: AnyScenario, picks: readonly number[]): Promise<Walked[]> {
  const memo = new AnswerMemo(new FakeOracle(handlers));
  let world = freeze(startWorld(freeze(spec)));
  const walked: Walked[] = [];
  for (const pick of picks) {
    const enabled = choices(spec, world);
    const choice = enabled[pick % enabled.length];
    if (choice === undefined) break;
    const result = await takeStep(spec, world, choice, memo);
    if (result.kind === "failed") throw new Error(JSON.stringify(result.failure));
    walked.push({ before: world, choice, effects: result.effects, after: result.world });
    world = freeze(result.world);
  }
  return walked;
}

export const anyPicks: fc.Arbitrary<number[]> = fc.array(fc.nat({ max: 59 }), { minLength: 10, maxLength: 60 });

/** Freezes in depth: whoever writes to it throws. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
