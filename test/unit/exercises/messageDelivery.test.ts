/** The course pack keeps its word under every schedule, and its counterexamples are as short as they can be. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { answerText } from "../../../src/core/check/answerText.ts";
import { type CheckedItem, checkPack } from "../../../src/core/check/checkPack.ts";
import { judge } from "../../../src/core/check/judge.ts";
import type { Verdict } from "../../../src/core/check/model.ts";
import type { Pack } from "../../../src/core/pack/model.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { english } from "../../../src/text/translate.ts";
import { verdictText } from "../../../src/text/verdicts.ts";
import { buildSandbox, root, temporaryFolder } from "../cli/builtCli.ts";

/** The longest that the shortest schedule may be, in choices other than `step`: wrong fragments in their order. */
const lengths: Readonly<Record<string, readonly number[]>> = {
  "acknowledge-the-order": [5, 4],
  "after-the-timeout": [4, 3],
  "count-a-payment-once": [6, 4, 4],
  "which-id": [4, 4],
  "reserve-the-seats": [6, 6],
  "save-and-announce": [3, 4, 4],
  "relay-the-outbox": [5, 4],
  "a-publish-fails": [6],
};

/** Right answers that the pack does not list: judged by what they do, not by how they are spelt. */
const unlisted: readonly (readonly [item: string, blank: string, code: string])[] = [
  ["apply-the-change", "shown", "{ ...change }.price"],
  [
    "acknowledge-the-order",
    "planning",
    "await ctx.tx((t) => t.put(`plan/${order.orderId}`, order.poster));\nawait ctx.ack();",
  ],
  ["one-key-per-purchase", "key", "`charge-${saleId}`"],
  ["back-off", "growth", "2 ** (n - 1)"],
  ["back-off", "jitter", "(1 + ctx.random()) / 2"],
  ["which-id", "id", "`${donation.donor}/${donation.paymentId}`"],
  ["reserve-the-seats", "reservation", "ctx.tx((t) => t.put(`reserved/${sale.saleId}`, sale.seats))"],
  [
    "relay-the-outbox",
    "relaying",
    'for (const [key, order] of rows.reverse()) {\n  await ctx.publish("OrderPlaced", order);\n  await ctx.db.delete(key);\n}',
  ],
];

/** Wrong answers that it does not list; among them all that do nothing, or something else that nobody would miss. */
const unlistedWrong: typeof unlisted = [
  ["apply-the-change", "shown", "Math.max(change.price, (await ctx.db.get<number>(change.dish)) ?? 0)"],
  ["apply-the-change", "shown", "((await ctx.db.get<number>(change.dish)) ?? 0) + 10"],
  ["acknowledge-the-order", "planning", "await ctx.db.put(`plan/${order.orderId}`, order.orderId);\nawait ctx.ack();"],
  ["acknowledge-the-order", "planning", "await ctx.ack();"],
  ["one-key-per-purchase", "key", "purchase.seat"],
  ["back-off", "growth", "8"],
  ["back-off", "growth", "100"],
  ["which-id", "id", "ctx.id()"],
  ["which-id", "id", "String(ctx.random())"],
  ["which-id", "id", "donation.amount"],
  ["reserve-the-seats", "reservation", "ctx.db.put(`reserved/${ctx.id()}`, sale.seats)"],
  ["reserve-the-seats", "reservation", 'ctx.db.put("reserved", sale.seats)'],
  ["save-and-announce", "saving", 'throw new Error("no");'],
  [
    "save-and-announce",
    "saving",
    'await ctx.tx((t) => {\n  t.put(order.orderId, order.loaves);\n  t.outbox.add("OrderPlaced", { ...order, loaves: 0 });\n});',
  ],
  ["relay-the-outbox", "relaying", "void rows;"],
  ["relay-the-outbox", "relaying", 'for (const [, order] of rows) await ctx.publish("OrderPlaced", order);'],
  [
    "relay-the-outbox",
    "relaying",
    'for (const [key, order] of rows) {\n  await ctx.publish("OrderPlaced", { ...order, loaves: 0 });\n  await outbox.markSent(ctx, key);\n}',
  ],
];

describe("the pack message-delivery", function () {
  this.timeout(240_000);
  let pack: Pack;
  let items: readonly CheckedItem[] = [];
  let runner: ReturnType<typeof createProcessRunner>;
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    temporary = await temporaryFolder();
    runner = createProcessRunner({ childPath: await buildSandbox(temporary.path) });
    const reading = await readPack(packFolder(join(root, "exercises/message-delivery")));
    assert.deepEqual(reading.problems, []);
    assert.ok(reading.pack);
    pack = reading.pack;
    items = await checkPack(pack, runner);
  });

  after(async () => {
    runner?.dispose();
    await temporary?.dispose();
  });

  it("has thirteen exercises: solutions hold, starters and wrong fragments break as they say", () => {
    assert.equal(items.length, 13);
    for (const { path, rows } of items) {
      assert.ok(rows.length >= 5, path);
      for (const { option, mismatch, verdict } of rows) {
        assert.equal(mismatch, undefined, `${path}: ${option} is ${verdict.kind}`);
      }
    }
  });

  it("tries every schedule of every fragment that runs", () => {
    for (const { path, rows } of items) {
      // One schedule that the learner gives, and one timed run.
      if (path === "find-the-stale-read" || path === "back-off") continue;
      for (const { option, verdict } of rows) {
        if (verdict.kind !== "right" && verdict.kind !== "worse") continue;
        assert.ok(verdict.coverage.kind === "explored" && verdict.coverage.exhaustive, `${path}: ${option}`);
      }
    }
  });

  for (const [path, longest] of Object.entries(lengths)) {
    it(`breaks the wrong fragments of ${path} in at most ${longest.join(", ")} choices`, () => {
      const rows = items.find((item) => item.path === path)?.rows ?? [];
      const wrong = rows.filter(({ variant }) => variant?.verdict === "wrong");
      longest.forEach((most, index) => {
        const { verdict, option } = wrong[index] ?? {};
        assert.ok(verdict?.kind === "wrong", option);
        const counted = verdict.run.steps.filter(({ choice }) => choice.kind !== "step");
        assert.ok(counted.length <= most, `${option}: ${counted.map(({ label }) => label).join(", ")}`);
      });
    });
  }

  const verdictOf = async (path: string, blank: string, code: string): Promise<Verdict> => {
    const item = pack.modules.flatMap(({ items }) => items).find(({ id }) => id === path);
    assert.ok(item?.kind === "exercise", path);
    const answers = new Map(item.source.blanks.map(({ id, answer }) => [id, id === blank ? code : answer]));
    assert.ok(answers.has(blank), blank);
    return judge({ item, ...answerText(item.source, answers), runner });
  };
  for (const [path, blank, code] of unlisted) {
    it(`accepts ${code} in ${path}, which nobody listed`, async () => {
      const verdict = await verdictOf(path, blank, code);
      assert.equal(verdict.kind, "right", verdictText(verdict, english));
    });
  }
  for (const [path, blank, code] of unlistedWrong) {
    it(`refutes ${code} in ${path}, which nobody listed`, async () => {
      const verdict = await verdictOf(path, blank, code);
      assert.equal(verdict.kind, "wrong", verdictText(verdict, english));
    });
  }

  it("shows what goes round where nobody acknowledges", async () => {
    const verdict = await verdictOf("acknowledge-the-order", "planning", "await ctx.nack();");
    assert.ok(verdict.kind === "wrong");
    const [broken] = verdict.broken;
    assert.deepEqual([broken?.reason, broken?.loopFrom, broken?.step], ["loop", 1, 2]);
    assert.deepEqual(
      verdict.run.steps.map(({ label }) => label),
      ["client customer", "deliver PosterOrdered#1 to press", "step 1 of PosterOrdered#1/1 in press"],
    );
    assert.equal(
      verdictText(verdict, english),
      "Never comes to rest: steps 2 to 3 of the run come round again and again.",
    );
    assert.deepEqual(broken?.at, { file: "exercise.ts", line: 11, column: 13 });
  });

  it("says of one schedule that it does not get there, and which step is not possible", async () => {
    assert.match(
      verdictText(await verdictOf("find-the-stale-read", "order", "[visitorLooks, managerSaves]"), english),
      /^This schedule does not reach “the visitor is shown 10/,
    );
    assert.equal(
      verdictText(await verdictOf("find-the-stale-read", "order", "[messageArrives]"), english),
      "Step 1 of the schedule, “deliver PriceSaved#manager-1 to website”, is not possible there.",
    );
  });

  it("takes an order that is none for no order, not for all of them", async () => {
    for (const code of ["undefined as any", "[][0]!"]) {
      const verdict = await verdictOf("find-the-stale-read", "order", code);
      assert.ok(verdict.kind === "error" && verdict.failure.code === "scenario-invalid", code);
    }
  });

  it("tells what the whole of a long run costs", async () => {
    const verdict = await verdictOf("back-off", "growth", "1");
    assert.ok(verdict.kind === "wrong");
    const said = /The check says: “(\d+) calls/.exec(verdictText(verdict, english))?.[1];
    assert.equal(String(verdict.counters["calls"]), said);
  });

  it("names the point of no return of what is lost for good", () => {
    const rows = items.find(({ path }) => path === "save-and-announce")?.rows;
    const verdict = rows?.find(({ variant }) => variant?.verdict === "wrong")?.verdict;
    assert.ok(verdict?.kind === "wrong");
    const step = verdict.run.steps[verdict.broken[0]?.pointOfNoReturn ?? -1];
    assert.ok(step?.label.startsWith("crash "), step?.label);
  });
});
