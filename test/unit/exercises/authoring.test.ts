/** AUTHORING.md says what is so: its example is a sound pack, and it explains every problem a pack can have. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkFolder } from "../../../src/cli/packReport.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { buildSandbox, root, temporaryFolder } from "../cli/builtCli.ts";
import { exampleFiles, writeExample } from "./examplePack.ts";

describe("AUTHORING.md", () => {
  it("shows every file of its example", async () => {
    assert.deepEqual(
      [...(await exampleFiles()).keys()],
      [
        "pack.json",
        "apply-the-event/exercise.ts",
        "apply-the-event/scenario.ts",
        "apply-the-event/exercise.md",
        "stale-or-wrong.quiz.md",
      ],
    );
  });

  it("shows a pack without problems whose verdicts are all as stated", async function () {
    this.timeout(60_000);
    const folder = await temporaryFolder();
    const runner = createProcessRunner({ childPath: await buildSandbox(folder.path) });
    try {
      const pack = join(folder.path, "shop-basics");
      await writeExample(pack);
      const report = await checkFolder(pack, runner);
      assert.deepEqual(report.problems, []);
      assert.deepEqual(
        report.items.flatMap(({ problems }) => problems),
        [],
      );
      const verdicts = report.items.flatMap((item) => item.verdicts.map(({ option, got }) => `${option}: ${got}`));
      assert.deepEqual(verdicts, [
        "solution: right",
        "starter: wrong",
        "empty: wrong",
        "the whole message: wrong",
        "the first value wins: wrong",
        "by name: right",
      ]);
    } finally {
      runner.dispose();
      await folder.dispose();
    }
  });

  it("explains the code of every problem that reading a pack can report", async () => {
    const page = await readFile(join(root, "AUTHORING.md"), "utf8");
    const sources = ["src/core/pack/model.ts", "src/core/exercise/model.ts"];
    const texts = await Promise.all(sources.map((path) => readFile(join(root, path), "utf8")));
    const codes = texts.flatMap((text) => [...text.matchAll(/code: "([a-z-]+)"/g)].map((match) => match[1] ?? ""));
    assert.ok(codes.length >= 30, "the models declare their codes elsewhere now");
    assert.deepEqual(
      [...new Set(codes)].filter((code) => !page.includes(`\`${code}\``)),
      [],
    );
  });

  it("explains the code of every problem that running a pack can report", async () => {
    const page = await readFile(join(root, "AUTHORING.md"), "utf8");
    const source = await readFile(join(root, "src/cli/mismatch.ts"), "utf8");
    const codes = [...source.matchAll(/code: "([a-z-]+)"/g)].map((match) => match[1] ?? "");
    assert.ok(codes.length >= 7, "the codes are declared elsewhere now");
    assert.deepEqual(
      codes.filter((code) => !page.includes(`\`${code}\``)),
      [],
    );
  });
});
