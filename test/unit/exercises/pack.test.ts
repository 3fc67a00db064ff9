/** The pack that comes with the extension keeps its word, shown by running all of it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { answerText } from "../../../src/core/check/answerText.ts";
import { type CheckedRow, checkExercise } from "../../../src/core/check/checkPack.ts";
import { judge } from "../../../src/core/check/judge.ts";
import type { ExerciseItem, Pack, QuizItem } from "../../../src/core/pack/model.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { buildSandbox, root, temporaryFolder } from "../cli/builtCli.ts";

const exercises: readonly { readonly id: string; readonly level: string; readonly options: readonly string[] }[] = [
  {
    id: "once-writes-stop",
    level: "easy",
    options: ["outlooks.consistent", "outlooks.immediate", "outlooks.inconsistent", "outlooks.permanent"],
  },
  {
    id: "publish-the-update",
    level: "medium",
    options: ["delete", "process", "publish", "receive"].map((name) => `stockCount.${name}(ctx, count)`),
  },
  { id: "store-the-payload", level: "hard", options: ["msg", "msg.data", "msg.process()", "msg.update()"] },
  { id: "retry-the-update", level: "hard", options: ['"failed"', '"succeeded"', "false", "true"] },
  {
    id: "compare-with-the-source",
    level: "hard",
    options: ['"consistent"', '"inconsistent"', "local !== source", "local === source"],
  },
];

/** Right answers that the pack does not list: judged by what they do, not by how they are spelt. */
const unlisted: readonly (readonly [item: string, blank: string, code: string])[] = [
  ["once-writes-stop", "outlook", 'outlooks["consistent"]'],
  ["once-writes-stop", "outlook", '{ ...outlooks.immediate, underway: "may lag" }'],
  ["publish-the-update", "handover", 'ctx.publish("StockCounted", { ...count }, { key: count.sku })'],
  // At least once: the relay may hand a count over twice.
  ["publish-the-update", "handover", 'ctx.tx((t) => t.outbox.add("StockCounted", count, { key: count.sku }))'],
  ["store-the-payload", "state", "{ ...msg.data }"],
  ["store-the-payload", "state", 'msg["data"]'],
  ["compare-with-the-source", "condition", "source === local"],
  ["compare-with-the-source", "condition", "!(source !== local)"],
  ["compare-with-the-source", "otherwise", "local === source ? 'consistent' : `inconsistent`"],
  ["retry-the-update", "onSuccess", "answer.accepted"],
  ["retry-the-update", "usedUp", "!true"],
  ["retry-the-update", "report", "`succeeded`"],
];

/** Wrong answers that it does not list. */
const unlistedWrong: typeof unlisted = [
  ["once-writes-stop", "outlook", '"consistent"'],
  ["publish-the-update", "handover", 'ctx.call("webshop", "StockCounted", count)'],
  // Without a key nothing keeps the two counts of the lamp in order.
  ["publish-the-update", "handover", 'ctx.publish("StockCounted", { ...count })'],
  ["store-the-payload", "state", "msg.data.street"],
  ["compare-with-the-source", "condition", "local === 20"],
  ["compare-with-the-source", "condition", "local! >= source!"],
  ["compare-with-the-source", "condition", "!(local! > source!)"],
  ["retry-the-update", "onSuccess", "attempt"],
  ["retry-the-update", "usedUp", "undefined"],
];

describe("the pack eventual-consistency", function () {
  this.timeout(60_000);
  let pack: Pack;
  let runner: ReturnType<typeof createProcessRunner>;
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
  const rows = new Map<string, readonly CheckedRow[]>();

  const exercise = (id: string): ExerciseItem => {
    const item = pack.modules.flatMap(({ items }) => items).find((one) => one.id === id);
    assert.ok(item?.kind === "exercise", id);
    return item;
  };
  const answersOf = (item: ExerciseItem): Map<string, string> =>
    new Map(item.source.blanks.map(({ id, answer }) => [id, answer]));
  const verdictOf = async (item: ExerciseItem, answers: ReadonlyMap<string, string>): Promise<string> =>
    (await judge({ item, ...answerText(item.source, answers), runner })).kind;

  before(async () => {
    temporary = await temporaryFolder();
    runner = createProcessRunner({ childPath: await buildSandbox(temporary.path) });
    const reading = await readPack(packFolder(join(root, "exercises/eventual-consistency")));
    assert.deepEqual(reading.problems, []);
    assert.ok(reading.pack);
    pack = reading.pack;
    for (const { id } of exercises) rows.set(id, await checkExercise(exercise(id), runner));
  });

  after(async () => {
    runner?.dispose();
    await temporary?.dispose();
  });

  it("has the ten items of the topic: five exercises and five questions over three levels", () => {
    const items = pack.modules.flatMap((module) => module.items);
    const levels = (kind: string): string[] => items.filter((item) => item.kind === kind).map(({ level }) => level);
    assert.deepEqual(levels("exercise").sort(), ["easy", "hard", "hard", "hard", "medium"]);
    assert.deepEqual(levels("quiz").sort(), ["easy", "easy", "hard", "medium", "medium"]);
    assert.deepEqual(
      items.filter(({ concepts }) => concepts.length === 0).map(({ id }) => id),
      [],
    );
  });

  it("has questions with four options, one of them right, and a one-line check and reminder", () => {
    const questions = pack.modules
      .flatMap(({ items }) => items)
      .filter((item): item is QuizItem => item.kind === "quiz");
    assert.equal(questions.length, 5);
    for (const { id, options, quickCheck, remember, steps, mistakes } of questions) {
      assert.equal(options.length, 4, id);
      assert.equal(options.filter(({ right }) => right).length, 1, id);
      assert.equal(new Set(options.map(({ why }) => why)).size, 4, id);
      assert.ok(!quickCheck.includes("\n") && !remember.includes("\n"), id);
      assert.ok(steps.length >= 2 && mistakes.length >= 3, id);
    }
  });

  for (const { id, level, options } of exercises) {
    describe(id, () => {
      it(`is ${level}, offers four options, three attempts, hints, a worked solution and three mistakes`, () => {
        const item = exercise(id);
        assert.equal(item.level, level);
        assert.deepEqual(item.options.map(({ code }) => code).sort(), options);
        assert.equal(item.attempts, 3);
        assert.ok(item.hints.length >= 2 && item.hints.length <= 3);
        assert.equal(item.steps.length, 3);
        assert.equal(item.mistakes.length, 3);
      });

      it("passes with its solution and with nothing left empty only", () => {
        const found = (rows.get(id) ?? []).filter(({ variant }) => variant === undefined);
        const blanks = exercise(id).source.blanks.map((blank) => `${blank.id} empty: wrong`);
        assert.deepEqual(
          found.map(({ blank, option, got }) => `${blank ?? "all"} ${option}: ${got}`),
          ["all solution: right", "all starter: wrong", ...blanks],
        );
      });

      it("refutes each listed wrong option in the run, by the check that it names", () => {
        const wrong = (rows.get(id) ?? []).filter(({ variant }) => variant?.verdict === "wrong");
        assert.ok(wrong.length >= 3);
        for (const { option, verdict, variant } of wrong) {
          assert.ok(verdict.kind === "wrong", `${option}: ${verdict.kind}`);
          assert.ok(variant?.breaks, `${option} names no check`);
          assert.ok(
            verdict.broken.some(({ check }) => check === variant.breaks),
            `${option} breaks ${verdict.broken.map(({ check }) => check).join(", ")}`,
          );
          assert.deepEqual(
            verdict.listed.map(({ name }) => name),
            [option],
          );
        }
      });

      it("passes with each accepted answer", () => {
        for (const { option, variant, got } of rows.get(id) ?? []) {
          if (variant?.verdict === "accept") assert.equal(got, "right", option);
        }
      });

      it("passes with one combination of its options only", async () => {
        const item = exercise(id);
        const right: string[][] = [];
        for (const codes of combinations(options, item.source.blanks.length)) {
          const answers = new Map(item.source.blanks.map((blank, index) => [blank.id, codes[index] ?? ""]));
          if ((await verdictOf(item, answers)) === "right") right.push(codes);
        }
        assert.deepEqual(right, [item.source.blanks.map(({ answer }) => answer)]);
      });
    });
  }

  for (const [id, blank, code] of unlisted) {
    it(`accepts ${code} in ${id}, which nobody listed`, async () => {
      const item = exercise(id);
      assert.equal(await verdictOf(item, answersOf(item).set(blank, code)), "right");
    });
  }

  for (const [id, blank, code] of unlistedWrong) {
    it(`refutes ${code} in ${id}, which nobody listed`, async () => {
      const item = exercise(id);
      assert.equal(await verdictOf(item, answersOf(item).set(blank, code)), "wrong");
    });
  }
});

function combinations(options: readonly string[], blanks: number): string[][] {
  if (blanks === 0) return [[]];
  return combinations(options, blanks - 1).flatMap((codes) => options.map((option) => [...codes, option]));
}
