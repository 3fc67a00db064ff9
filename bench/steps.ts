// Steps of the event queue, warm: every question to the handlers has been asked before. Against the naive peer, which
// clones the whole world for each step. Both walk at random through the same system, choices listed before each step.
import { choices } from "../src/core/simulation/choices.ts";
import { AnswerMemo } from "../src/core/simulation/oracle.ts";
import { take } from "../src/core/simulation/step.ts";
import { startWorld } from "../src/core/simulation/world.ts";
import { FakeOracle, type Handlers, request, specOf } from "../test/unit/core/simulation/fakeOracle.ts";
import { naiveChoices, naiveStart, naiveStep } from "./peers/naiveQueue.ts";
import type { Measured } from "./report.ts";

const prices = 40;
const runs = 15;
const walks = 20;

/** The same numbers each time (Numerical Recipes' generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
}

const store = async (ctx: Parameters<Handlers[string][string]>[0], price: number): Promise<void> => {
  await ctx.db.put("price", price);
  await ctx.db.add("count", 1);
};

const handlers: Handlers = {
  catalog: {
    save: async (ctx, price) => {
      await ctx.db.put("price", price);
      await ctx.publish("Saved", price);
    },
  },
  search: { Saved: store },
  offers: { Saved: store },
};

const spec = specOf(handlers, {
  queues: { Saved: { from: "catalog", to: ["search", "offers"], order: "unordered" } },
  clients: { admin: Array.from({ length: prices }, (_, index) => request("catalog", "save", index + 1)) },
});

/** Steps taken until nothing is left to do. */
async function walkOurs(memo: AnswerMemo, next: () => number): Promise<number> {
  let world = startWorld(spec);
  for (let steps = 0; ; ) {
    const enabled = choices(spec, world);
    const choice = enabled[next() % enabled.length];
    if (choice === undefined) return steps;
    const result = take(spec, world, choice, memo);
    if (result.kind === "needs") await memo.learn(result.question);
    else if (result.kind === "failed") throw new Error(JSON.stringify(result.failure));
    else {
      world = result.world;
      steps++;
    }
  }
}

function walkNaively(next: () => number): number {
  let world = naiveStart();
  for (let steps = 0; ; steps++) {
    const enabled = naiveChoices(world, prices);
    const choice = enabled[next() % enabled.length];
    if (choice === undefined) return steps;
    world = naiveStep(world, choice);
  }
}

/** Microseconds for one step. */
async function perStep(walk: (next: () => number) => number | Promise<number>): Promise<number> {
  const started = performance.now();
  let steps = 0;
  for (let seed = 1; seed <= walks; seed++) steps += await walk(numbers(seed));
  return (1000 * (performance.now() - started)) / steps;
}

export async function measureSteps(): Promise<Measured> {
  const memo = new AnswerMemo(new FakeOracle(handlers));
  await perStep((next) => walkOurs(memo, next));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(await perStep((next) => walkOurs(memo, next)));
    theirs.push(await perStep(walkNaively));
  }
  return { name: "steps", reference: "naive", ours, theirs, bar: 1 / 5, unit: "µs" };
}
