/** The course pack keeps its word under every schedule, and its counterexamples are as short as they can be. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { type CheckedItem, checkPack } from "../../../src/core/check/checkPack.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { buildSandbox, root, temporaryFolder } from "../cli/builtCli.ts";

/** The longest that the shortest schedule may be, in choices other than `step`, by exercise and wrong fragment. */
const lengths: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "place-the-ack": { "acknowledge first": 5, "acknowledge whatever happens": 4 },
  "dedup-and-effect": { "remember first": 6, "remember last": 4, "remember in memory": 4 },
  "which-id": { "the delivery": 4, "who and how much": 6 },
  "write-it-twice": { "count down": 6, "count up": 6 },
  "save-and-announce": { "save, then publish": 3, "publish, then save": 4, "publish from inside the transaction": 4 },
};

describe("the pack delivery-course", function () {
  this.timeout(120_000);
  let items: readonly CheckedItem[] = [];
  let runner: ReturnType<typeof createProcessRunner>;
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    temporary = await temporaryFolder();
    runner = createProcessRunner({ childPath: await buildSandbox(temporary.path) });
    const { pack, problems } = await readPack(packFolder(join(root, "exercises/delivery-course")));
    assert.deepEqual(problems, []);
    assert.ok(pack);
    items = await checkPack(pack, runner);
  });

  after(async () => {
    runner?.dispose();
    await temporary?.dispose();
  });

  it("has eight exercises: solutions hold, starters and wrong fragments break as they say", () => {
    assert.equal(items.length, 8);
    for (const { path, rows } of items) {
      assert.ok(rows.length >= 5, path);
      for (const { option, mismatch, verdict } of rows) {
        assert.equal(mismatch, undefined, `${path}: ${option} is ${verdict.kind}`);
      }
    }
  });

  it("tries every schedule of every fragment that runs", () => {
    for (const { path, rows } of items) {
      if (path === "find-the-stale-read") continue;
      for (const { option, verdict } of rows) {
        if (verdict.kind !== "right" && verdict.kind !== "worse") continue;
        assert.ok(verdict.coverage.kind === "explored" && verdict.coverage.exhaustive, `${path}: ${option}`);
      }
    }
  });

  for (const [path, fragments] of Object.entries(lengths)) {
    for (const [option, most] of Object.entries(fragments)) {
      it(`breaks “${option}” of ${path} in at most ${most} choices`, () => {
        const row = items.find((item) => item.path === path)?.rows.find((one) => one.option === option);
        assert.ok(row?.verdict.kind === "wrong");
        const counted = row.verdict.run.steps.filter(({ choice }) => choice.kind !== "step");
        assert.ok(counted.length <= most, `${counted.length}: ${counted.map(({ label }) => label).join(", ")}`);
      });
    }
  }

  it("names the point of no return of what is lost for good", () => {
    const rows = items.find(({ path }) => path === "save-and-announce")?.rows;
    const verdict = rows?.find(({ option }) => option === "save, then publish")?.verdict;
    assert.ok(verdict?.kind === "wrong");
    const step = verdict.run.steps[verdict.broken[0]?.pointOfNoReturn ?? -1];
    assert.equal(step?.label, "crash orders");
  });
});
