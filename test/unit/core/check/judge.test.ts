import assert from "node:assert/strict";
import { judge } from "../../../../src/core/check/judge.ts";
import type { Verdict } from "../../../../src/core/check/model.ts";
import { answerText } from "../../../../src/core/check/answerText.ts";
import { locate } from "../../../../src/core/exercise/locate.ts";
import { starterOf } from "../../../../src/core/exercise/starter.ts";
import { exerciseItem, ranWith, RuleRunner, sourceOfExercise, variant } from "./exerciseItem.ts";

const item = exerciseItem([
  variant("wrong", "the envelope", "event"),
  variant("wrong", "harmless after all", "event.price ?? 0"),
  variant("worse", "asks the owner", 'await ctx.call("catalog", "price", event.sku)'),
]);
const breaksOn = (text: string) =>
  new RuleRunner((exercise) => (exercise.includes(text) ? ranWith("equal") : ranWith()));

async function verdictOf(value: string, runner: RuleRunner): Promise<Verdict> {
  const answered = answerText(
    item.source,
    new Map([
      ["value", value],
      ["answer", "1"],
    ]),
  );
  return judge({ item, ...answered, runner });
}

describe("judge", () => {
  it("runs nothing while a blank is empty", async () => {
    const runner = breaksOn("never");
    const answered = answerText(item.source, new Map([["value", "event"]]));
    assert.deepEqual(await judge({ item, ...answered, runner }), {
      kind: "incomplete",
      unfilled: ["answer"],
      missing: [],
    });
    assert.equal(runner.requests.length, 0);
  });

  it("runs nothing while a blank is missing", async () => {
    const runner = breaksOn("never");
    const text = 'import { service } from "eventually";\n';
    const located = locate(starterOf(sourceOfExercise()), text);
    const verdict = await judge({ item, text, located, runner });
    assert.deepEqual(verdict, { kind: "incomplete", unfilled: [], missing: ["value", "answer"] });
    assert.equal(runner.requests.length, 0);
  });

  it("runs the learner's whole text against the item's scenario", async () => {
    const runner = breaksOn("never");
    assert.equal((await verdictOf("event.price * 1", runner)).kind, "right");
    assert.deepEqual(runner.requests, [
      {
        exercise: item.source.starter.replace("____", "event.price * 1").replace("____", "1"),
        scenario: item.scenario,
      },
    ]);
  });

  it("is wrong by what broke, and names a listed fragment however it is spelt", async () => {
    const verdict = await verdictOf("( event )", breaksOn("( event )"));
    assert.equal(verdict.kind, "wrong");
    if (verdict.kind !== "wrong") return;
    assert.deepEqual(
      verdict.broken.map(({ check }) => check),
      ["equal"],
    );
    assert.deepEqual(verdict.listed, [{ blank: "value", name: "the envelope", why: "Why the envelope." }]);
  });

  it("is wrong without a listed fragment where the author listed none", async () => {
    const verdict = await verdictOf("event.sku", breaksOn("put(event.sku, event.sku"));
    assert.deepEqual(verdict.kind === "wrong" && verdict.listed, []);
  });

  it("is right where a listed wrong fragment holds", async () => {
    assert.equal((await verdictOf("event.price ?? 0", breaksOn("never"))).kind, "right");
  });

  it("is worse where a fragment listed as worse holds, and wrong where it does not", async () => {
    const worse = 'await ctx.call("catalog", "price", event.sku)';
    const verdict = await verdictOf(worse, breaksOn("never"));
    assert.equal(verdict.kind === "worse" && verdict.listed.name, "asks the owner");
    const broken = await verdictOf(worse, breaksOn("catalog"));
    assert.deepEqual(broken.kind === "wrong" && broken.listed, []);
  });

  it("hands on why the code could not be judged", async () => {
    const failure = { code: "sandbox-died", reason: "killed" } as const;
    const runner = new RuleRunner(() => ({ kind: "failed", failure }));
    assert.deepEqual(await verdictOf("event.price", runner), { kind: "error", failure });
  });
});
