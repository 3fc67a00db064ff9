/** Every answer that the built-in packs list gets the same verdict, as shortly shown, whether steps are left out or not. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { answerText } from "../../../src/core/check/answerText.ts";
import type { RunReply } from "../../../src/core/check/model.ts";
import type { ExerciseItem } from "../../../src/core/pack/model.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { root } from "../cli/builtCli.ts";
import { useRunner } from "./useRunner.ts";

/** The solution, and the solution with one blank filled by each listed fragment. */
function answersTo({ source, blanks }: ExerciseItem): readonly string[] {
  const right = new Map(source.blanks.map(({ id, answer }) => [id, answer]));
  const others = blanks.flatMap(({ id, variants }) => variants.map(({ code }) => new Map([...right, [id, code]])));
  return [right, ...others].map((answers) => answerText(source, answers).text);
}

/** What breaks, and the faults and choices of the schedule that shows it. */
function shape(reply: RunReply): unknown {
  if (reply.kind === "failed") return reply.failure.code;
  if (reply.broken.length === 0) return "holds";
  const labels = reply.run.steps.map(({ label }) => label);
  return {
    broken: reply.broken.map(({ check, kind }) => `${kind} ${check}`).sort(),
    faults: labels.filter((label) => /^(drop|duplicate|crash|fail|timeout|partition|clock) /.test(label)).length,
    choices: labels.filter((label) => !label.startsWith("step ")).length,
  };
}

describe("reductions", function () {
  this.timeout(240_000);
  const runner = useRunner();

  it("change no verdict and no length of any answer of the built-in packs", async () => {
    let [compared, reduced] = [0, 0];
    for (const name of ["eventual-consistency", "message-delivery"]) {
      const { pack } = await readPack(packFolder(join(root, "exercises", name)));
      assert.ok(pack);
      for (const item of pack.modules.flatMap(({ items }) => items)) {
        if (item.kind !== "exercise") continue;
        for (const exercise of answersTo(item)) {
          const check = (unreduced: boolean): Promise<RunReply> =>
            runner().run({ exercise, scenario: item.scenario, search: { unreduced } });
          const [fewer, whole] = [await check(false), await check(true)];
          assert.deepEqual(shape(fewer), shape(whole), `${item.id}:\n${exercise}`);
          compared += 1;
          if (fewer.kind === "ran" && fewer.coverage.kind === "explored" && fewer.coverage.reduced) reduced += 1;
        }
      }
    }
    assert.ok(compared >= 80 && reduced >= 5, `${compared} compared, ${reduced} of them reduced`);
  });
});
