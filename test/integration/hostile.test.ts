// Hostile code checked from inside the real extension host: nothing leaks, the host lives, and the learner gets a message.
import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Disposable } from "../../src/base/disposable.ts";
import type { Runner } from "../../src/core/check/model.ts";
import { createProcessRunner } from "../../src/sandbox/processRunner.ts";
import { english } from "../../src/text/translate.ts";
import { runFailureText } from "../../src/text/runFailures.ts";
import { bombs } from "../unit/sandbox/bombs.ts";
import { escapes } from "../unit/sandbox/escapes.ts";
import { handlerFile, hostileProblem, hostileRequest, hostileScenario } from "../unit/sandbox/hostile.ts";

const canary = "canary-in-the-host-51b2";

describe("hostile code in the extension host", function () {
  this.timeout(30_000);
  let runner: Runner & Disposable;
  let strict: Runner & Disposable;
  const host = process.pid;

  before(() => {
    const extension = vscode.extensions.getExtension("eventually-practice.eventually");
    assert.ok(extension);
    const childPath = join(extension.extensionPath, "dist", "sandbox.cjs");
    process.env.EVENTUALLY_CANARY = canary;
    runner = createProcessRunner({ childPath });
    strict = createProcessRunner({ childPath, heapMb: 40, timeMs: 300 });
  });

  after(() => {
    delete process.env.EVENTUALLY_CANARY;
    runner.dispose();
    strict.dispose();
  });

  for (const escape of escapes) {
    it(`does not get out: ${escape.name}`, async () => {
      assert.equal(hostileProblem(escape, await runner.run(hostileRequest(escape)), canary), undefined);
    });
  }

  for (const bomb of bombs) {
    it(`is stopped: ${bomb.name}`, async () => {
      const reply = await strict.run(hostileRequest(bomb));
      assert.equal(hostileProblem(bomb, reply, canary), undefined);
      if (reply.kind === "failed") assert.match(runFailureText(reply.failure, english), /\w.*\.$/s);
    });
  }

  it("leaves the host alive and the next check right", async () => {
    assert.equal(process.pid, host);
    assert.ok((await vscode.commands.getCommands(true)).includes("eventually.check"));
    for (const one of [runner, strict]) {
      const reply = await one.run({
        exercise: handlerFile('  await ctx.db.put("answer", 42);'),
        scenario: hostileScenario,
      });
      assert.ok(reply.kind === "ran");
      assert.deepEqual(reply.broken, []);
    }
  });
});
