/** Replicas that can change places: one arrangement stands for all, and no verdict is another for it. */
import assert from "node:assert/strict";
import type { SearchResult } from "../../../../src/core/exploration/model.ts";
import { packedSearch } from "../../../../src/core/exploration/packedSearch.ts";
import { candidates } from "../../../../src/core/exploration/symmetry.ts";
import type { WorldView } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { type Checks, FakeOracle, type Handler, type Handlers, request, specOf } from "../simulation/fakeOracle.ts";
import { models } from "./models.ts";

const options = { budget: { timeMs: 60_000, states: 400_000 }, clock: () => performance.now() };

const lastWriter: Handler = async (ctx, version) => {
  if (((await ctx.db.get("x")) ?? 0) < version) await ctx.db.put("x", version);
};
const lastArrival: Handler = async (ctx, version) => ctx.db.put("x", version);

interface Family {
  readonly versions: number;
  readonly duplicate?: number;
  readonly drop?: number;
  readonly atomic?: boolean;
  readonly check?: (view: WorldView) => boolean;
}

/** With a check of every state, so that nothing but symmetry can be used. */
function explore(applies: readonly Handler[], family: Family, reduced: boolean): Promise<SearchResult> {
  const { versions, duplicate = 0, drop = 0, atomic = true, check = () => true } = family;
  const to = applies.map((_, n) => `r${n + 1}`);
  const handlers: Handlers = {
    source: {
      save: async (ctx, version) => {
        await ctx.db.put("x", version);
        await ctx.publish("Saved", version);
      },
    },
    ...Object.fromEntries(applies.map((apply, n) => [`r${n + 1}`, { Saved: apply }])),
  };
  const spec = specOf(handlers, {
    services: Object.fromEntries(["source", ...to].map((name) => [name, { atomic }])),
    queues: { Saved: { from: "source", to, order: "unordered" } },
    clients: { admin: Array.from({ length: versions }, (_, n) => request("source", "save", n + 1)) },
    checks: [{ kind: "always", name: "always" }],
    rest: { perMessage: { drop, duplicate } },
  });
  const checks: Checks = { always: check };
  return packedSearch(spec, new AnswerMemo(new FakeOracle(handlers, checks)), { ...options, reduced });
}

/** Faults and choices of the first counterexample. */
function shortest({ outcome }: SearchResult): unknown {
  if (outcome.kind !== "violated") return outcome.kind;
  const [first] = outcome.violations;
  const labels = first?.schedule ?? [];
  const faults = labels.filter((label) => /^(drop|duplicate|crash|fail|timeout) /.test(label)).length;
  const choices = labels.filter((label) => !label.startsWith("step ")).length;
  return { check: first?.check, reason: first?.reason, faults, choices };
}

describe("interchangeable replicas", () => {
  // The sum over p = 0..K of the ways to choose R of T^p with repetition.
  for (const [versions, replicas, duplicate, drop, states] of [
    [2, 2, 2, 0, 1 + 28 + 1225],
    [2, 2, 1, 1, 1 + 55 + 5050],
    [3, 3, 1, 0, 46_597],
    [2, 3, 1, 1, 171_921],
  ] as const) {
    it(`leave ${states} states for ${versions}, ${replicas}, ${duplicate}, ${drop}`, async function () {
      this.timeout(60_000);
      const all = Array.from({ length: replicas }, () => lastWriter);
      const result = await explore(all, { versions, duplicate, drop }, true);
      assert.deepEqual([result.outcome.kind, result.states, result.reduced], ["complete", states, true]);
    });
  }

  it("are one arrangement where handlers wait at each operation, too", async () => {
    const family = { versions: 2, atomic: false };
    const [whole, folded] = await Promise.all([
      explore([lastWriter, lastWriter], family, false),
      explore([lastWriter, lastWriter], family, true),
    ]);
    assert.ok(folded.states * 1.7 < whole.states, `${folded.states} of ${whole.states}`);
    assert.deepEqual([folded.outcome, whole.outcome], [{ kind: "complete" }, { kind: "complete" }]);
  });

  it("break a check in as few choices, shown as a schedule of the whole system", async () => {
    const check = (view: WorldView): boolean =>
      !view.drained || ["r1", "r2"].every((name) => view.db[name]?.x === view.db.source?.x);
    const family = { versions: 2, check };
    const [whole, folded] = await Promise.all([
      explore([lastArrival, lastArrival], family, false),
      explore([lastArrival, lastArrival], family, true),
    ]);
    assert.equal(whole.outcome.kind, "violated");
    assert.deepEqual(shortest(folded), shortest(whole));
    assert.ok(folded.states < whole.states);
  });

  it("are told apart by code that does something else at one of them", async () => {
    const twice: Handler = async (ctx, version) => {
      await ctx.db.put("x", version);
      await ctx.db.put("x", version);
    };
    for (const other of [lastArrival, twice]) {
      for (const atomic of [true, false]) {
        const family = { versions: 2, atomic };
        const [whole, folded] = await Promise.all([
          explore([lastWriter, other], family, false),
          explore([lastWriter, other], family, true),
        ]);
        assert.deepEqual([folded.states, folded.drained], [whole.states, whole.drained]);
        assert.equal(folded.reduced, undefined);
      }
    }
  });

  it("are told apart by a check that looks at one of them", async () => {
    const check = ({ db }: WorldView): boolean => !(db.r1?.x === 1 && db.r2?.x === 2);
    const family = { versions: 2, check };
    const [whole, folded] = await Promise.all([
      explore([lastWriter, lastWriter], family, false),
      explore([lastWriter, lastWriter], family, true),
    ]);
    assert.equal(whole.outcome.kind, "violated");
    assert.deepEqual(shortest(folded), shortest(whole));
    assert.equal(folded.reduced, undefined);
  });

  it("are taken together only as long as all groups have few arrangements", () => {
    const groupsOf = (...sizes: readonly number[]): readonly number[] => {
      const names = sizes.map((size, g) => Array.from({ length: size }, (_, n) => `g${g}r${n}`));
      const handlers: Handlers = Object.fromEntries([
        ["source", { save: (ctx) => ctx.publish("T0", 1) } satisfies Handlers[string]],
        ...names.flatMap((group, g) => group.map((name) => [name, { [`T${g}`]: lastWriter }])),
      ]);
      const queues = names.map((to, g) => [`T${g}`, { from: "source", to, order: "fifo" }] as const);
      return candidates(specOf(handlers, { queues: Object.fromEntries(queues) }), new Map()).map(
        ({ length }) => length,
      );
    };
    assert.deepEqual(groupsOf(4), [4]);
    assert.deepEqual(groupsOf(4, 4, 4, 4), [4]);
    assert.deepEqual(groupsOf(3, 2, 2), [3, 2, 2]);
    assert.deepEqual(groupsOf(3, 3, 2), [3, 2]);
    assert.deepEqual(groupsOf(5, 2), [2]);
  });

  it("change no verdict and no length on any model, with checks of every state and of ends that are reachable", async function () {
    this.timeout(120_000);
    let folded = 0;
    for (const { name, spec, handlers, checks } of models) {
      for (const kind of ["always", "reachable"] as const) {
        const wholeViews: Checks = Object.fromEntries(
          Object.entries(checks).map(([check, holds]) => [
            check,
            (view: WorldView) =>
              kind === "always" ? !view.drained || holds(view) === true : view.drained && holds(view) === true,
          ]),
        );
        const other = { ...spec, checks: spec.checks.map((check) => ({ ...check, kind })) };
        const run = (reduced: boolean): Promise<SearchResult> =>
          packedSearch(other, new AnswerMemo(new FakeOracle(handlers, wholeViews)), { ...options, reduced });
        const [whole, fewer] = [await run(false), await run(true)];
        assert.deepEqual(shortest(fewer), shortest(whole), `${name}, ${kind}`);
        assert.ok(fewer.states <= whole.states, name);
        if (fewer.states < whole.states) folded += 1;
      }
    }
    assert.ok(folded >= 10, `${folded}`);
  });
});
