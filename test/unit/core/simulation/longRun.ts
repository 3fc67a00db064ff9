/** A workload for runs of thousands of choices, with every kind of fault, and a random walk through it. */
import { choices } from "../../../../src/core/simulation/choices.ts";
import type { Choice, Effect, QueueOrder, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import type { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { takeStep } from "../../../../src/core/simulation/run.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { type Handlers, request, specOf } from "./fakeOracle.ts";

export const mostSteps = 10_000;

export const handlers: Handlers = {
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

export function scenario(order: QueueOrder, operations: number): ScenarioSpec {
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

export interface LongStep {
  readonly index: number;
  readonly choice: Choice;
  readonly effects: readonly Effect[];
  readonly world: World;
}

/** Walks until nothing is left or {@link mostSteps} were taken. The same seed, the same run. */
export async function* longWalk(spec: ScenarioSpec, memo: AnswerMemo, seed: number): AsyncGenerator<LongStep> {
  let world = startWorld(spec);
  let random = seed;
  for (let index = 0; index < mostSteps; index++) {
    const enabled = choices(spec, world);
    // Lehmer's generator. What finishes work goes first most of the time.
    random = (random * 48_271) % 2_147_483_647;
    const choice = enabled[random % 4 === 0 ? random % enabled.length : 0];
    if (choice === undefined) return;
    const result = await takeStep(spec, world, choice, memo);
    if (result.kind === "failed") throw new Error(JSON.stringify(result.failure));
    ({ world } = result);
    yield { index, choice, effects: result.effects, world };
  }
}
