/** Hostile code through a real child process: nothing leaks, the host lives, and the next check works. */
import * as assert from "node:assert/strict";
import { realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Disposable } from "../../../src/base/disposable.ts";
import type { Runner } from "../../../src/core/check/model.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { bombs } from "./bombs.ts";
import { childBundle } from "./bundle.ts";
import { escapes } from "./escapes.ts";
import { handlerFile, hostileProblem, hostileRequest, hostileScenario } from "./hostile.ts";

const canary = "canary-7c1f0e";
const right = { exercise: handlerFile('  await ctx.db.put("answer", 42);'), scenario: hostileScenario };

describe("hostile code", function () {
  this.timeout(30_000);
  let runner: Runner & Disposable;
  /** Short limits, so that bombs are over soon. */
  let strict: Runner & Disposable;

  before(async () => {
    const childPath = await childBundle();
    process.env.EVENTUALLY_CANARY = canary;
    writeFileSync(join(realpathSync(dirname(childPath)), "canary.txt"), canary);
    runner = createProcessRunner({ childPath });
    strict = createProcessRunner({ childPath, heapMb: 40, timeMs: 200 });
  });

  after(() => {
    delete process.env.EVENTUALLY_CANARY;
    runner.dispose();
    strict.dispose();
  });

  it("has enough of it", () => {
    assert.ok(escapes.length >= 30 && bombs.length >= 14);
  });

  describe("that tries to get out", () => {
    for (const escape of escapes) {
      it(escape.name, async () => {
        const reply = await runner.run(hostileRequest(escape));
        assert.equal(hostileProblem(escape, reply, canary), undefined);
      });
    }
  });

  describe("that eats time or memory", () => {
    for (const bomb of bombs) {
      it(bomb.name, async () => {
        const reply = await strict.run(hostileRequest(bomb));
        assert.equal(hostileProblem(bomb, reply, canary), undefined);
        if (
          reply.kind === "failed" &&
          (reply.failure.code === "too-slow" || reply.failure.code === "too-much-memory")
        ) {
          assert.ok(["exercise.ts", "scenario.ts"].includes(reply.failure.at.file));
          const loading = bomb.file !== undefined && bomb.scenario === undefined;
          const expected = loading ? "loading" : bomb.scenario === undefined ? "handler" : "check";
          assert.equal(reply.failure.during.kind, expected);
        }
      });
    }
  });

  describe("afterwards", () => {
    it("leaves the next check right", async () => {
      for (const one of [runner, strict]) {
        const reply = await one.run(right);
        assert.ok(reply.kind === "ran");
        assert.deepEqual(reply.broken, []);
      }
    });
  });
});
