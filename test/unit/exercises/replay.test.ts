/** What a check finds is there to be seen when its run is debugged or replayed: of every wrong option of both packs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packFolder } from "../../../src/cli/packFolder.ts";
import { answerText } from "../../../src/core/check/answerText.ts";
import { judge } from "../../../src/core/check/judge.ts";
import { SteppingSession } from "../../../src/core/check/steppingSession.ts";
import type { ExerciseItem } from "../../../src/core/pack/model.ts";
import { readPack } from "../../../src/core/pack/readPack.ts";
import { lastRun } from "../../../src/extension/platform/lastRun.ts";
import { root } from "../cli/builtCli.ts";
import { useRunner } from "./useRunner.ts";

/** Checks of situations; the others are no single moment's. */
const seen = new Set(["always", "atDrain", "session", "bounded"]);

describe("a counterexample that is replayed", function () {
  this.timeout(60_000);
  const runner = useRunner();

  /** One line for each wrong answer whose run does not end at what broke. */
  async function hiddenIn(item: ExerciseItem): Promise<{ readonly tried: number; readonly hidden: string[] }> {
    const hidden: string[] = [];
    let tried = 0;
    const wrong = item.blanks.flatMap(({ id, variants }) =>
      variants.flatMap(({ verdict, code }) => (verdict === "wrong" ? [{ blank: id, code }] : [])),
    );
    for (const { blank, code } of wrong) {
      const answers = new Map(item.source.blanks.map(({ id, answer }) => [id, answer]));
      answers.set(blank, code);
      const answered = answerText(item.source, answers);
      const verdict = await judge({ item, ...answered, runner: runner() });
      const [first] = verdict.kind === "wrong" ? verdict.broken : [];
      if (verdict.kind !== "wrong" || first === undefined || verdict.coverage.kind !== "explored") continue;
      if (!seen.has(first.kind)) continue;
      tried += 1;
      const { labels, updates } = lastRun(verdict);
      const less = updates === undefined ? {} : { search: { updates } };
      const reply = await runner().step({ exercise: answered.text, scenario: item.scenario, ...less });
      if (reply.kind === "failed") throw new Error(`${item.id}: ${reply.failure.code}`);
      const session = new SteppingSession(reply.stepping);
      await session.replay(labels);
      const { broken } = session.history.current.moment;
      if (!broken.some(({ check }) => check === first.check)) hidden.push(`${item.id}, ${blank}: ${code}`);
      session.dispose();
    }
    return { tried, hidden };
  }

  for (const pack of ["eventual-consistency", "message-delivery"]) {
    it(`ends at what breaks, in the pack ${pack}`, async () => {
      const reading = await readPack(packFolder(join(root, "exercises", pack)));
      const items = reading.pack?.modules.flatMap((module) => module.items) ?? [];
      const hidden: string[] = [];
      let tried = 0;
      for (const item of items) {
        if (item.kind !== "exercise") continue;
        const found = await hiddenIn(item);
        hidden.push(...found.hidden);
        tried += found.tried;
      }
      assert.deepEqual(hidden, []);
      assert.ok(tried >= 10, `${tried}`);
    });
  }
});
