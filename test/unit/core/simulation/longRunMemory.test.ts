/** Steps leave nothing behind: the heap of a long run is as large after ten thousand choices as after two thousand. */
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import type { QueueOrder, ScenarioSpec } from "../../../../src/core/simulation/model.ts";
import { AnswerMemo } from "../../../../src/core/simulation/oracle.ts";
import { FakeOracle } from "./fakeOracle.ts";
import { handlers, longWalk, mostSteps, scenario } from "./longRun.ts";

const early = 2000;
/** Bytes. 64 for each step in between, less than the smallest thing that a step could leave behind by mistake. */
const flat = 64 * (mostSteps - early);
/** Bytes that one answer and its question may take. */
const answerSize = 2048;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes in use; the least of a few looks, because finalizers and compiled code go only after a while. */
async function heap(): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < 4; look++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    least = Math.min(least, process.memoryUsage().heapUsed);
  }
  return least;
}

interface Growth {
  readonly bytes: number;
  /** Questions that were new in between. */
  readonly asked: number;
}

async function growth(spec: ScenarioSpec, memo: AnswerMemo, seed: number): Promise<Growth> {
  let [before, bytes, askedBefore] = [0, Number.NaN, 0];
  for await (const { index } of longWalk(spec, memo, seed)) {
    if (index + 1 === early) [before, askedBefore] = [await heap(), memo.asked];
    if (index + 1 === mostSteps) bytes = (await heap()) - before;
  }
  assert.ok(!Number.isNaN(bytes), `the run is not ${mostSteps} steps long`);
  return { bytes, asked: memo.asked - askedBefore };
}

describe("the memory of a long run", function () {
  this.timeout(300_000);

  it("is flat between its two-thousandth and its ten-thousandth choice, but for the answers that it remembers", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom<QueueOrder>("unordered", "fifo", "fifo-per-key"),
        fc.integer({ min: 1, max: 2 ** 31 - 2 }),
        async (order, seed) => {
          const spec = scenario(order, 700);
          const memo = new AnswerMemo(new FakeOracle(handlers));
          const cold = await growth(spec, memo, seed);
          assert.ok(cold.asked > 1000);
          assert.ok(cold.bytes < flat + cold.asked * answerSize, `${cold.bytes} bytes for ${cold.asked} answers`);
          // The same run again learns nothing new. What others do with the heap comes and goes; a leak is there each time.
          const warm: number[] = [];
          do {
            const again = await growth(spec, memo, seed);
            assert.equal(again.asked, 0);
            warm.push(again.bytes);
          } while (warm.length < 3 && Math.min(...warm) >= flat);
          assert.ok(Math.min(...warm) < flat, `grows by ${warm.join(", ")} bytes`);
        },
      ),
      { numRuns: 3 },
    ));
});
