/** A clock that jumps: found where it breaks code, and no reason for more situations where no code reads the clock. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { checkScenario } from "../../../../src/core/check/checkScenario.ts";
import type { RunReply } from "../../../../src/core/check/model.ts";
import { searchReadClocks } from "../../../../src/core/check/readClocks.ts";
import type { SearchResult } from "../../../../src/core/exploration/model.ts";
import { packedSearch } from "../../../../src/core/exploration/packedSearch.ts";
import type { ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { anyScenario } from "../simulation/anyScenario.ts";
import { type Checks, FakeOracle, type Handler, request, specOf } from "../simulation/fakeOracle.ts";

const clock = () => performance.now();
const budget = { timeMs: 60_000, states: 20_000 };

const checks: Checks = { "kept once": (view) => view.db.keeper?.kept !== 2 };

async function check(keeper: Handler, faults: Partial<ScenarioSpec["faults"]>) {
  const handlers = {
    sender: { go: (async (ctx) => ctx.publish("Sent", 1)) satisfies Handler },
    keeper: { Sent: keeper },
  };
  const spec = specOf(handlers, {
    queues: { Sent: { from: "sender", to: ["keeper"], order: "unordered" } },
    clients: { user: [request("sender", "go")] },
    checks: [{ kind: "always", name: "kept once" }],
    faults,
  });
  const reply = await checkScenario(spec, new FakeOracle(handlers, checks), { clock });
  assert.ok(reply.kind === "ran" && reply.coverage.kind === "explored", JSON.stringify(reply));
  return { reply, states: reply.coverage.states, bound: reply.coverage.bound };
}

/** Keeps it again once what it remembers is older than this. */
const forgetsAfter =
  (ms: number): Handler =>
  async (ctx) => {
    const seen = await ctx.db.get("seen");
    if (seen !== undefined && ctx.now() - seen < ms) return;
    await ctx.db.put("seen", ctx.now());
    await ctx.db.add("kept", 1);
  };

const labels = (reply: RunReply & { kind: "ran" }): string[] => reply.run.steps.map(({ label }) => label);

describe("a clock that jumps", () => {
  it("breaks what forgets by the clock, and only that", async () => {
    const { reply } = await check(forgetsAfter(500), { duplicate: 1, clock: 1 });
    assert.deepEqual(
      reply.broken.map((one) => one.check),
      ["kept once"],
    );
    assert.deepEqual(
      labels(reply).filter((label) => /^(duplicate|clock)/.test(label)),
      ["duplicate Sent#1 to keeper", "clock keeper"],
    );
    // The jump is by 1,000 ms.
    assert.deepEqual((await check(forgetsAfter(2000), { duplicate: 1, clock: 1 })).reply.broken, []);
    assert.deepEqual((await check(forgetsAfter(500), { duplicate: 1 })).reply.broken, []);
  });

  it("makes no situations of its own where no code reads a clock, and is covered all the same", async () => {
    const once: Handler = async (ctx) => ctx.db.put("kept", 1);
    const [without, within] = [await check(once, { crash: 1 }), await check(once, { crash: 1, clock: 3 })];
    assert.equal(within.states, without.states);
    assert.equal(within.bound.faults.clock, 3);
  });

  it("is tried too where only a fault leads to the code that reads the clock", async () => {
    const onlyLater: Handler = async (ctx) => {
      if (ctx.delivery.attempt === 1) return;
      if (ctx.now() >= 1000) await ctx.db.put("kept", 2);
    };
    const { reply } = await check(onlyLater, { crash: 1, clock: 1 });
    assert.deepEqual(labels(reply).filter((label) => /^(crash|clock)/.test(label)).length, 2);
    assert.deepEqual((await check(onlyLater, { crash: 1 })).reply.broken, []);
  });

  it("gives the verdict that a search gives in which every clock may jump at any time", function () {
    this.timeout(120_000);
    let [compared, fewer] = [0, 0];
    const ownChecks: Checks = {
      "in time": (view) => ((view.db.one?.at as number | undefined) ?? 0) < 60_000,
      "copies agree": (view) => view.db.one?.latest === view.db.two?.latest,
    };
    const faults = { drop: 0, duplicate: 0, crash: 0, fail: 0, timeout: 0, partition: 0, clock: 1 };
    return fc
      .assert(
        fc.asyncProperty(anyScenario, fc.constantFrom("crash", "duplicate", "drop"), async (any, other) => {
          const spec: ScenarioSpec = {
            ...any.spec,
            clients: { client0: (any.spec.clients.client0 ?? []).slice(0, 1) },
            faults: { ...faults, [other]: 1 },
            perMessage: { drop: 0, duplicate: 0 },
            checks: [
              { kind: "always", name: "in time" },
              { kind: "atDrain", name: "copies agree" },
            ],
          };
          const memo = (): AnswerMemo => new AnswerMemo(new FakeOracle(any.handlers, ownChecks));
          const [all, read] = [memo(), memo()];
          const whole = await packedSearch(spec, all, { budget, clock });
          if (whole.outcome.kind === "stopped") return;
          const result = await searchReadClocks(spec, read.looked, (within) =>
            packedSearch(within, read, { budget, clock }),
          );
          assert.deepEqual(shape(result), shape(whole));
          assert.ok(result.states <= whole.states);
          compared += 1;
          if (result.states < whole.states) fewer += 1;
        }),
        { numRuns: 60 },
      )
      .then(() => assert.ok(compared >= 20 && fewer >= 5, `${compared} compared, ${fewer} with fewer situations`));
  });
});

/** What breaks, and how many faults and choices it takes. */
function shape({ outcome }: SearchResult): unknown {
  if (outcome.kind !== "violated") return outcome.kind;
  const schedule = outcome.violations[0]?.schedule ?? [];
  return {
    names: outcome.violations.map(({ check: name, reason }) => `${name} ${reason ?? ""}`).sort(),
    choices: schedule.filter((label) => !label.startsWith("step ")).length,
    faults: schedule.filter((label) => /^(drop|duplicate|crash|clock) /.test(label)).length,
  };
}
