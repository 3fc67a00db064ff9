/**
 * Rule 18, by a third search that shares nothing with the other two: whole worlds as they are, told apart by everything in
 * them, and a violation is worth what the way to it costs, the step that breaks included.
 */
import assert from "node:assert/strict";
import { canonicalKey, type Plain } from "../../../../src/base/plain.ts";
import type { SearchResult } from "../../../../src/core/exploration/model.ts";
import { packedSearch } from "../../../../src/core/exploration/packedSearch.ts";
import { search } from "../../../../src/core/exploration/search.ts";
import { exceeds, throwsUnheard } from "../../../../src/core/exploration/violations.ts";
import { choices } from "../../../../src/core/simulation/choices.ts";
import { spends } from "../../../../src/core/simulation/faultKinds.ts";
import { label } from "../../../../src/core/simulation/label.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { isDrained, isStuck, takeStep } from "../../../../src/core/simulation/run.ts";
import { viewOf } from "../../../../src/core/simulation/view.ts";
import { startWorld, type World } from "../../../../src/core/simulation/world.ts";
import { FakeOracle, type Handler, request, specOf } from "../simulation/fakeOracle.ts";
import { type Model, models } from "./models.ts";

interface Cost {
  readonly faults: number;
  readonly choices: number;
}

const mostWorlds = 4000;
const options = { budget: { timeMs: 60_000, states: 100_000 }, clock: () => performance.now() };
const memoOf = ({ handlers, checks }: Model): AnswerMemo => new AnswerMemo(new FakeOracle(handlers, checks));

async function isBroken({ spec }: Model, memo: AnswerMemo, world: World, drained: boolean): Promise<boolean> {
  for (const { name, kind, attempts } of spec.checks) {
    if (kind === "reachable" || (kind === "atDrain" && !drained)) continue;
    if (kind === "bounded") {
      if (exceeds(world, attempts ?? 1)) return true;
      continue;
    }
    const question = { ask: "check", check: name, view: viewOf(world, drained) } as const;
    if (memo.check(question) === undefined) await memo.learn(question);
    if (memo.check(question)?.kind === "broken") return true;
  }
  return drained && isStuck(world);
}

/** The least cost at which something breaks; undefined where nothing does or there are too many worlds to tell. */
async function leastCost(model: Model): Promise<Cost | undefined> {
  const { spec } = model;
  const memo = memoOf(model);
  const lines = new Map<string, { readonly cost: Cost; readonly worlds: (World | "broken")[] }>();
  const put = (cost: Cost, world: World | "broken"): void => {
    const key = `${cost.faults} ${cost.choices}`;
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { cost, worlds: [world] });
    else line.worlds.push(world);
  };
  const seen = new Set<string>();
  put({ faults: 0, choices: 0 }, startWorld(spec));
  while (lines.size > 0 && seen.size <= mostWorlds) {
    const [first] = [...lines].sort(([, a], [, b]) => a.cost.faults - b.cost.faults || a.cost.choices - b.cost.choices);
    const [key, { cost, worlds }] = first as NonNullable<typeof first>;
    const world = worlds.pop();
    if (world === undefined) lines.delete(key);
    if (world === "broken") return cost;
    if (world === undefined || seen.has(canonicalKey(world as unknown as Plain))) continue;
    seen.add(canonicalKey(world as unknown as Plain));
    const enabled = choices(spec, world);
    if (await isBroken(model, memo, world, isDrained(world, enabled))) return cost;
    for (const choice of enabled) {
      const result = await takeStep(spec, world, choice, memo);
      if (result.kind !== "done") continue;
      const next = {
        faults: cost.faults + (spends(world, choice) ? 1 : 0),
        choices: cost.choices + (choice.kind === "step" ? 0 : 1),
      };
      if (throwsUnheard(spec, result.effects)) put(next, "broken");
      put(next, result.world);
    }
  }
  return undefined;
}

/** What the first violation's schedule costs: it is followed, since its labels alone do not tell. */
async function costOf(model: Model, { outcome }: SearchResult): Promise<Cost | undefined> {
  if (outcome.kind !== "violated") return undefined;
  const { spec } = model;
  const memo = memoOf(model);
  let world = startWorld(spec);
  const cost = { faults: 0, choices: 0 };
  for (const wanted of outcome.violations[0]?.schedule ?? []) {
    const choice = choices(spec, world).find((one) => label(one) === wanted);
    assert.ok(choice !== undefined, wanted);
    const result = await takeStep(spec, world, choice, memo);
    assert.ok(result.kind === "done");
    if (spends(world, choice)) cost.faults += 1;
    if (choice.kind !== "step") cost.choices += 1;
    world = result.world;
  }
  return cost;
}

const fragile: Handler = async (ctx, body) => ctx.db.put("x", body);

describe("the shortest counterexample", () => {
  it("costs as little as anything that breaks, in every model that can be gone through world by world", async function () {
    this.timeout(240_000);
    let compared = 0;
    for (const model of models) {
      // What a run ends in is for the searches; this one knows only what breaks somewhere.
      const clear = await search(model.spec, memoOf(model), options);
      if (clear.outcome.kind !== "violated" || clear.outcome.violations.some(({ kind }) => kind === "drains")) continue;
      const least = await leastCost(model);
      if (least === undefined) continue;
      compared += 1;
      assert.deepEqual(await costOf(model, clear), least, model.name);
      for (const reduced of [false, true]) {
        const packed = await packedSearch(model.spec, memoOf(model), { ...options, reduced });
        assert.deepEqual(await costOf(model, packed), least, `${model.name}, ${reduced ? "reduced" : "whole"}`);
      }
    }
    assert.ok(compared >= 15, `${compared} were compared`);
  });

  const both = async (model: Model): Promise<void> => {
    const least = await leastCost(model);
    assert.ok(least !== undefined);
    for (const result of [
      await search(model.spec, memoOf(model), options),
      await packedSearch(model.spec, memoOf(model), options),
      await packedSearch(model.spec, memoOf(model), { ...options, reduced: true }),
    ]) {
      assert.deepEqual(await costOf(model, result), least);
    }
  };

  it("is not an exception that takes a fault, where something breaks without one", async () => {
    const handlers = {
      source: { save: (ctx, body) => ctx.publish("T", body) },
      copy: { T: fragile },
    } satisfies Model["handlers"];
    const spec = specOf(handlers, {
      queues: { T: { from: "source", to: ["copy"], order: "fifo" } },
      clients: { admin: [request("source", "save", 1)] },
      faults: { fail: 1 },
      checks: [{ kind: "atDrain", name: "two" }],
    });
    await both({ name: "", handlers, checks: { two: (view) => view.db.copy?.x === 2 }, spec });
  });

  it("is the exception with the fewest choices, not the first that comes into sight", async () => {
    const handlers = {
      source: { save: (ctx, body) => ctx.publish("T", body) },
      other: {
        burst: async (ctx) => {
          await ctx.db.put("x", 1);
          await ctx.publish("U", 1);
        },
      },
      copy: {
        T: () => {
          throw new Error("late");
        },
        U: () => {
          throw new Error("early");
        },
      },
    } satisfies Model["handlers"];
    const spec = specOf(handlers, {
      queues: {
        T: { from: "source", to: ["copy"], order: "fifo" },
        U: { from: "other", to: ["copy"], order: "fifo" },
      },
      clients: { one: [request("source", "save", 1)], two: [request("other", "burst", 1)] },
    });
    await both({ name: "", handlers, checks: {}, spec });
  });
});
