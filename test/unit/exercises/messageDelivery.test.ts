/** The course pack keeps its word under every schedule, and its counterexamples are as short as they can be. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { type CheckedItem, checkPack } from "../../../src/core/check/checkPack.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
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

describe("the pack message-delivery", function () {
  this.timeout(240_000);
  let items: readonly CheckedItem[] = [];
  let runner: ReturnType<typeof createProcessRunner>;
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    temporary = await temporaryFolder();
    runner = createProcessRunner({ childPath: await buildSandbox(temporary.path) });
    const { pack, problems } = await readPack(packFolder(join(root, "exercises/message-delivery")));
    assert.deepEqual(problems, []);
    assert.ok(pack);
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

  it("names the point of no return of what is lost for good", () => {
    const rows = items.find(({ path }) => path === "save-and-announce")?.rows;
    const verdict = rows?.find(({ variant }) => variant?.verdict === "wrong")?.verdict;
    assert.ok(verdict?.kind === "wrong");
    const step = verdict.run.steps[verdict.broken[0]?.pointOfNoReturn ?? -1];
    assert.ok(step?.label.startsWith("crash "), step?.label);
  });
});
