/** What is left out makes no difference: the same verdicts, and counterexamples as short. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Components } from "../../../../src/core/exploration/components.ts";
import type { SearchResult } from "../../../../src/core/exploration/model.ts";
import { packedSearch } from "../../../../src/core/exploration/packedSearch.ts";
import { searchReduced } from "../../../../src/core/exploration/reducedSearch.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { sizeOf, StateKeys } from "../../../../src/core/simulation/stateKey.ts";
import { FakeOracle, type Handler, request, specOf } from "../simulation/fakeOracle.ts";
import { anyMesh } from "./anyMesh.ts";
import { type Model, models } from "./models.ts";

const options = { budget: { timeMs: 60_000, states: 400_000 }, clock: () => performance.now() };

/** Faults and choices of the first counterexample that is about the end of a run, and what it breaks. */
function atEnd({ outcome }: SearchResult): unknown {
  if (outcome.kind !== "violated") return outcome.kind;
  const violation = outcome.violations.find(({ kind }) => kind === "atDrain" || kind === "drains");
  const labels = violation?.schedule ?? [];
  const count = (pattern: RegExp): number => labels.filter((label) => pattern.test(label)).length;
  return {
    check: violation?.check,
    faults: count(/^(drop|duplicate|crash|fail|partition|timeout) /),
    choices: labels.length - count(/^step /),
  };
}

const all = ({ spec, handlers, checks }: Model, states = options.budget.states) =>
  packedSearch(spec, new AnswerMemo(new FakeOracle(handlers, checks)), limited(states));

const limited = (states: number): typeof options => ({ ...options, budget: { ...options.budget, states } });

/** Without the second search that follows where something breaks. Undefined where nothing can be left out. */
async function reducedOnly(
  { spec, handlers, checks }: Model,
  states = options.budget.states,
): Promise<SearchResult | undefined> {
  const memo = new AnswerMemo(new FakeOracle(handlers, checks));
  for (;;) {
    const looked = sizeOf(memo.looked);
    const components = new Components(spec, memo, new StateKeys(spec, memo.looked));
    const result = await searchReduced(spec, memo, components, () => limited(states));
    if (result !== "outdated" && sizeOf(memo.looked) === looked) return result === "no" ? undefined : result;
  }
}

describe("a search that leaves orders out", () => {
  it("is tried on at least sixty models, about half of them wrong", async function () {
    this.timeout(120_000);
    assert.ok(models.length >= 60, `${models.length}`);
    const results = await Promise.all(models.map((one) => all(one)));
    const broken = results.filter(({ outcome }) => outcome.kind === "violated").length;
    assert.ok(broken >= 25 && results.length - broken >= 20, `${broken} of ${results.length} are broken`);
  });

  let fewer = 0;
  for (const one of models) {
    it(`comes to the same end: ${one.name}`, async function () {
      this.timeout(60_000);
      const whole = await all(one);
      assert.ok(whole.outcome.kind === "complete" || whole.outcome.kind === "violated", whole.outcome.kind);
      const reduced = await reducedOnly(one);
      const throws =
        whole.outcome.kind === "violated" && whole.outcome.violations.some(({ kind }) => kind === "no-exception");
      if (reduced !== undefined && !throws) assert.deepEqual(atEnd(reduced), atEnd(whole));
      if (reduced !== undefined && whole.outcome.kind === "complete") {
        assert.equal(reduced.drained, whole.drained);
        assert.ok(reduced.states <= whole.states);
        if (reduced.states < whole.states) fewer += 1;
      }
      const silent = { ...one, checks: {} };
      const ends = await reducedOnly(silent);
      if (ends?.outcome.kind === "complete") assert.equal(ends.drained, (await all(silent)).drained);
      const memo = new AnswerMemo(new FakeOracle(one.handlers, one.checks));
      const chosen = await packedSearch(one.spec, memo, { ...options, reduced: true });
      assert.deepEqual(atEnd(chosen), atEnd(whole));
    });
  }

  it("leaves something out in many of them", () => {
    assert.ok(fewer >= 15, `${fewer}`);
  });

  it("finds every end of random systems, with faults, calls, parked and redriven messages", function () {
    this.timeout(120_000);
    let compared = 0;
    return fc
      .assert(
        fc.asyncProperty(anyMesh, async (one) => {
          const reduced = await reducedOnly(one, 3000);
          if (reduced?.reduced !== true || reduced.outcome.kind !== "complete") return;
          const whole = await all(one, 20_000);
          if (whole.outcome.kind !== "complete") return;
          compared += 1;
          assert.equal(reduced.drained, whole.drained);
        }),
        { numRuns: 100, interruptAfterTimeLimit: 60_000 },
      )
      .then(() => assert.ok(compared >= 5, `${compared} were compared`));
  });

  describe("keeps both orders", () => {
    const last: Handler = async (ctx, body) => ctx.db.put("last", body);
    const send =
      (type: string): Handler =>
      (ctx, body) =>
        ctx.publish(type, body);
    const twice: Handler = (ctx, body) => Promise.all([ctx.publish("T", body), ctx.publish("U", body)]);

    const ends = async (one: Model): Promise<number> => {
      const whole = await all(one);
      assert.equal(whole.outcome.kind, "complete");
      const reduced = (await reducedOnly(one)) ?? whole;
      assert.equal(reduced.drained, whole.drained);
      return whole.drained;
    };

    it("of a dead letter that goes back and a message that comes", async () => {
      const list: Handler = async (ctx, body) => {
        if (body === 1 && !(await ctx.db.has("parked"))) {
          await ctx.db.put("parked", true);
          await ctx.deadLetter("not now");
        } else await ctx.db.put("list", [...((await ctx.db.get("list")) ?? []), body]);
      };
      const handlers = { source: { save: send("T") }, copy: { T: list } };
      const spec = specOf(handlers, {
        services: { source: { atomic: true } },
        queues: { T: { from: "source", to: ["copy"], order: "fifo", redrive: 1 } },
        clients: { admin: [1, 2].map((body) => request("source", "save", body)) },
      });
      assert.equal(await ends({ name: "", handlers, checks: {}, spec }), 2);
    });

    it("of two services that a monitor watches", async () => {
      const handlers = { a: { save: last }, b: { save: last } };
      const spec = specOf(handlers, {
        clients: { one: [request("a", "save", 1)], two: [request("b", "save", 2)] },
        rest: { monitors: [{ name: "order", start: "" }] },
      });
      const memo = (): AnswerMemo =>
        new AnswerMemo(
          new FakeOracle(handlers, {}, (value, effects) =>
            effects.reduce(
              (text, effect) => (effect.kind === "stored" ? `${text}${effect.service}` : text),
              typeof value === "string" ? value : "",
            ),
          ),
        );
      const whole = await packedSearch(spec, memo(), options);
      const reduced = await packedSearch(spec, memo(), { ...options, reduced: true });
      assert.deepEqual([whole.drained, reduced.drained], [2, 2]);
    });

    it("of two services that share a budget of faults", async () => {
      const handlers = { source: { save: twice }, one: { T: last }, two: { U: last } };
      const spec = specOf(handlers, {
        services: { source: { atomic: true } },
        queues: {
          T: { from: "source", to: ["one"], order: "fifo", maxAttempts: 1 },
          U: { from: "source", to: ["two"], order: "fifo", maxAttempts: 1 },
        },
        clients: { admin: [request("source", "save", 1)] },
        // A crash in the middle parks the message: at one of them, not at both.
        faults: { crash: 1 },
      });
      assert.equal(await ends({ name: "", handlers, checks: {}, spec }), 5);
    });

    it("of a message, and a request that nobody knew would be made", async () => {
      const ask: Handler = async (ctx, body) => {
        await ctx.db.put("asks", true);
        await ctx.call("copy", "set", body);
      };
      const handlers = { source: { save: send("T") }, other: { ask }, copy: { T: last, set: last } };
      const spec = specOf(handlers, {
        queues: { T: { from: "source", to: ["copy"], order: "fifo" } },
        clients: { one: [request("source", "save", 1)], two: [request("other", "ask", 2)] },
      });
      assert.equal(await ends({ name: "", handlers, checks: {}, spec }), 2);
    });

    it("of a message that is published again while what its first copy met is remembered", async () => {
      const handlers: Model["handlers"] = {
        source: { save: send("T") },
        asking: { T: (ctx, body) => ctx.call("asked", "tell", body) },
        asked: { tell: send("U") },
        copy: { U: async (ctx) => ctx.db.add("count", 1) },
      };
      const spec = specOf(handlers, {
        queues: {
          T: { from: "source", to: ["asking"], order: "fifo" },
          U: { from: "asked", to: ["copy"], order: "fifo" },
        },
        clients: { admin: [request("source", "save", 1)] },
        rest: { perMessage: { drop: 0, duplicate: 1 } },
      });
      assert.equal(await ends({ name: "", handlers, checks: {}, spec }), 5);
    });
  });

  describe("the reference family", () => {
    const replicasOf = (count: number): string[] => Array.from({ length: count }, (_, n) => `r${n + 1}`);
    const lastWriter: Handler = async (ctx, version) => {
      if (((await ctx.db.get("x")) ?? 0) < version) await ctx.db.put("x", version);
    };
    /** T: one more than the (copies, lost, duplicated, dropped) a message can be in. */
    const t = (duplicates: number, drops: number): number => {
      let count = 1;
      for (let d = 0; d <= duplicates; d++) {
        for (let x = 0; x <= drops; x++) {
          for (let lost = 0; lost <= x; lost++) {
            for (let copies = 0; copies + lost <= d + 1; copies++) if (copies + lost >= 1) count++;
          }
        }
      }
      return count;
    };
    for (const [versions, replicas, duplicate, drop, states] of [
      [2, 2, 2, 0, 99],
      [2, 2, 1, 1, 201],
      [3, 3, 1, 0, 193],
      [2, 3, 1, 1, 300],
      [2, 4, 2, 0, 195],
      [3, 4, 1, 0, 256],
    ] as const) {
      it(`keeps K + 1 + R(T^K - 1) = ${states} states for ${versions}, ${replicas}, ${duplicate}, ${drop}`, async () => {
        const to = replicasOf(replicas);
        const handlers = {
          source: {
            save: (async (ctx, version) => {
              await ctx.db.put("x", version);
              await ctx.publish("Saved", version);
            }) satisfies Handler,
          },
          ...Object.fromEntries(to.map((name) => [name, { Saved: lastWriter }])),
        };
        const spec = specOf(handlers, {
          services: Object.fromEntries(["source", ...to].map((name) => [name, { atomic: true }])),
          queues: { Saved: { from: "source", to, order: "unordered" } },
          clients: { admin: Array.from({ length: versions }, (_, n) => request("source", "save", n + 1)) },
          checks: [{ kind: "atDrain", name: "equal" }],
          rest: { perMessage: { drop, duplicate } },
        });
        const equal = {
          equal: (view: Parameters<Model["checks"][string]>[0]) =>
            to.every((name) => view.db[name]?.x === view.db.source?.x),
        };
        const memo = new AnswerMemo(new FakeOracle(handlers, equal));
        const result = await packedSearch(spec, memo, { ...options, reduced: true });
        assert.equal(result.outcome.kind, "complete");
        assert.equal(result.states, versions + 1 + replicas * (t(duplicate, drop) ** versions - 1));
        assert.equal(result.states, states);
        assert.ok(memo.asked <= 100, `${memo.asked} questions`);
      });
    }
  });
});
