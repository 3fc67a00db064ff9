/** The fast search agrees with the clear one, situation for situation. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { SearchResult } from "../../../../src/core/exploration/model.ts";
import { packedSearch } from "../../../../src/core/exploration/packedSearch.ts";
import { search } from "../../../../src/core/exploration/search.ts";
import type { Plain } from "../../../../src/base/plain.ts";
import type { ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { anyScenario } from "../simulation/anyScenario.ts";
import { type Checks, FakeOracle, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";
import { models } from "./models.ts";

const options = { budget: { timeMs: 60_000, states: 4000 }, clock: () => performance.now() };

const checks: Checks = {
  "copies agree": (view) => view.db.one?.latest === view.db.two?.latest,
  "never five": (view) => ((view.db.one?.count as number | undefined) ?? 0) < 5,
  "all told": (view) => (view.replies.client0?.length ?? 0) === 1,
};

const specs: ScenarioSpec["checks"] = [
  { kind: "atDrain", name: "copies agree" },
  { kind: "always", name: "never five" },
  { kind: "reachable", name: "all told" },
  { kind: "bounded", name: "twice", attempts: 2 },
];

const none = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 0 };
const someFault = fc
  .subarray(["drop", "duplicate", "crash", "fail", "timeout", "partition", "clock"] as const, { maxLength: 2 })
  .map((kinds) => ({ ...none, ...Object.fromEntries(kinds.map((kind) => [kind, 1])) }));

/** Faults and choices of each violation, which is what makes a schedule the shortest. */
function shape({ outcome }: SearchResult): unknown {
  if (outcome.kind === "failed" || outcome.kind === "stopped") return outcome.kind;
  if (outcome.kind !== "violated") return outcome;
  const [first] = outcome.violations;
  const labels = first?.schedule ?? [];
  const count = (pattern: RegExp): number => labels.filter((label) => pattern.test(label)).length;
  const names = outcome.violations.map(({ check, reason }) => `${check} ${reason ?? ""}`).sort();
  return {
    names,
    faults: count(/^(drop|duplicate|crash|fail|partition|clock) /),
    choices: labels.length - count(/^step /),
  };
}

describe("packedSearch", () => {
  it("finds as many situations and the same verdict as the clear search, on random scenarios with faults", function () {
    this.timeout(120_000);
    let compared = 0;
    return fc
      .assert(
        fc.asyncProperty(anyScenario, fc.boolean(), someFault, async ({ spec, handlers }, checked, faults) => {
          const monitors = [{ name: "published", start: 0 }];
          // One request and at most two faults: a space that the clear search can visit as a whole.
          const clients = { client0: (spec.clients.client0 ?? []).slice(0, 1) };
          const perMessage = { drop: 0, duplicate: 0 };
          const whole = { ...spec, clients, faults, perMessage, checks: checked ? specs : [], monitors };
          const count = (value: Plain, effects: readonly { readonly kind: string }[]): Plain =>
            Math.min(3, Number(value) + effects.filter(({ kind }) => kind === "published").length);
          const memo = (): AnswerMemo => new AnswerMemo(new FakeOracle(handlers, checks, count));
          const clear = await search(whole, memo(), options);
          if (clear.outcome.kind === "stopped") return;
          const packed = await packedSearch(whole, memo(), options);
          assert.deepEqual(shape(packed), shape(clear));
          if (clear.outcome.kind !== "complete") return;
          compared += 1;
          assert.equal(packed.states, clear.states);
          assert.equal(packed.transitions, clear.transitions);
          assert.equal(packed.depth, clear.depth);
          assert.equal(packed.drained, clear.drained);
        }),
        { numRuns: 40 },
      )
      .then(() => assert.ok(compared >= 2, `${compared} were explored to the end`));
  });

  it("asks no code that no budget lets run: what comes after a second refused operation is not known", async () => {
    const handlers: Handlers = {
      a: {
        go: async (ctx) => {
          let refused = 0;
          for (const key of ["x", "y"]) {
            try {
              await ctx.db.put(key, 1);
            } catch {
              refused += 1;
            }
          }
          if (refused === 2) await new Promise(() => undefined);
        },
      },
    };
    const spec = specOf(handlers, { clients: { c: [request("a", "go")] }, faults: { fail: 1 } });
    const memo = (): AnswerMemo => new AnswerMemo(new FakeOracle(handlers, {}));
    const clear = await search(spec, memo(), options);
    assert.equal(clear.outcome.kind, "complete");
    for (const reduced of [false, true]) {
      const packed = await packedSearch(spec, memo(), { ...options, reduced });
      assert.equal(packed.outcome.kind, "complete");
      if (!reduced) assert.equal(packed.states, clear.states);
    }
    // With two of them it is asked, and says that it never goes on.
    const more = { ...spec, faults: { ...spec.faults, fail: 2 } };
    for (const result of [await search(more, memo(), options), await packedSearch(more, memo(), options)]) {
      assert.equal(result.outcome.kind, "failed");
    }
  });

  it("visits the 266,305 states of the third reference set, with 2,388,225 transitions", async function () {
    this.timeout(60_000);
    const replicas = ["r1", "r2", "r3"];
    const apply = async (ctx: Parameters<Handlers[string][string]>[0], version: number): Promise<void> => {
      if (((await ctx.db.get("x")) ?? 0) < version) await ctx.db.put("x", version);
    };
    const handlers: Handlers = {
      source: {
        save: async (ctx, version) => {
          await ctx.db.put("x", version);
          await ctx.publish("Saved", version);
        },
      },
      ...Object.fromEntries(replicas.map((name) => [name, { Saved: apply }])),
    };
    const spec = specOf(handlers, {
      services: Object.fromEntries(["source", ...replicas].map((name) => [name, { atomic: true }])),
      queues: { Saved: { from: "source", to: replicas, order: "unordered" } },
      clients: { admin: [1, 2, 3].map((version) => request("source", "save", version)) },
      checks: [{ kind: "atDrain", name: "equal" }],
      rest: { perMessage: { drop: 0, duplicate: 1 } },
    });
    const equal: Checks = { equal: (view) => replicas.every((name) => view.db[name]?.x === view.db.source?.x) };
    const memo = new AnswerMemo(new FakeOracle(handlers, equal));
    const { outcome, states, transitions } = await packedSearch(spec, memo, {
      ...options,
      budget: { timeMs: 60_000, states: 1_000_000 },
    });
    assert.deepEqual([outcome.kind, states, transitions], ["complete", 266_305, 2_388_225]);
    assert.ok(memo.asked < 100, `${memo.asked} questions`);
  });

  it("says which service grows, and which field of its store", async () => {
    const handlers: Handlers = {
      a: { go: (ctx) => ctx.publish("Went", 1) },
      b: {
        Went: async (ctx) => {
          await ctx.db.add("seen", 1);
          await ctx.nack();
        },
      },
    };
    const queues = { Went: { from: "a", to: ["b"], order: "fifo" as const } };
    const spec = specOf(handlers, { queues, clients: { user: [request("a", "go")] } });
    const result = await packedSearch(spec, new AnswerMemo(new FakeOracle(handlers)), options);
    assert.deepEqual(result.outcome, { kind: "stopped", why: "states" });
    assert.deepEqual([result.growth?.service, result.growth?.field], ["b", "seen"]);
  });

  it("stops where there is no more memory, whatever it is wanted for", async () => {
    const {
      handlers,
      checks: own,
      spec,
    } = models.find(({ name }) => name.startsWith("gossip of 3, sets")) ?? assert.fail();
    const { Memory } = WebAssembly;
    const kinds = new Set<string>();
    try {
      for (const most of [3, 4, 5, 100]) {
        WebAssembly.Memory = class extends Memory {
          constructor() {
            super({ initial: 2, maximum: most });
          }
        };
        const { outcome } = await packedSearch(spec, new AnswerMemo(new FakeOracle(handlers, own)), {
          ...options,
          budget: { timeMs: 60_000, states: 400_000 },
        });
        kinds.add(outcome.kind === "stopped" ? outcome.why : outcome.kind);
      }
    } finally {
      WebAssembly.Memory = Memory;
    }
    assert.deepEqual([...kinds], ["states", "complete"]);
  });
});
