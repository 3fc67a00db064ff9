/** How a child is started: with which powers, how often, and under which limit of processor time. */
import * as assert from "node:assert/strict";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunRequest } from "../../../src/core/check/model.ts";
import { createProcessRunner } from "../../../src/sandbox/processRunner.ts";
import { childBundle } from "./bundle.ts";

const request: RunRequest = {
  exercise: `import { service } from "eventually";\nservice("s").on("go", async () => {});\n`,
  scenario: `import { scenario, request, atDrain } from "eventually";
export default scenario({
  services: { s: {} },
  clients: { c: [request("s", "go")] },
  checks: [atDrain("fine", () => true)],
});
`,
};

describe("starting a sandbox process", function () {
  this.timeout(20_000);
  let bundle: string;
  let folder: string;

  before(async () => {
    bundle = await childBundle();
  });

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "eventually-starting-")));
  });

  /** A child that is ended from outside before it is ready. */
  const killed = (): string => {
    const path = join(folder, "sandbox.cjs");
    writeFileSync(path, `process.kill(process.pid, "SIGKILL");`);
    return path;
  };

  it("takes any memory limit that a setting may hold", async () => {
    for (const heapMb of [32, 33, 48.5, 2048]) {
      const runner = createProcessRunner({ childPath: bundle, heapMb });
      const reply = await runner.run(request);
      runner.dispose();
      assert.equal(reply.kind, "ran", `${heapMb}`);
    }
  });

  it("starts again with the same powers where a child was ended before it was ready", async () => {
    const childPath = killed();
    const logged: string[] = [];
    const log = (line: string): void => {
      logged.push(line);
      copyFileSync(bundle, childPath);
    };
    const runner = createProcessRunner({ childPath, log });
    const reply = await runner.run(request);
    runner.dispose();
    assert.equal(reply.kind, "ran");
    assert.equal(logged.length, 1, logged.join("\n"));
    assert.match(logged[0] ?? "", /SIGKILL/);
  });

  it("gives up after three starts, and never goes without the permission model for it", async () => {
    const logged: string[] = [];
    const runner = createProcessRunner({ childPath: killed(), log: (line) => logged.push(line) });
    const reply = await runner.run(request);
    runner.dispose();
    assert.ok(reply.kind === "failed" && reply.failure.code === "sandbox-died");
    assert.equal(logged.filter((line) => line.includes("SIGKILL")).length, 3);
    assert.deepEqual(
      logged.filter((line) => line.includes("--permission")),
      [],
    );
  });

  describe("by another Node", () => {
    const node = process.execPath;

    before(function () {
      if (process.platform === "win32") this.skip();
    });

    afterEach(() => {
      process.execPath = node;
    });

    /** Runs this before Node, in a shell that has Node's arguments. */
    const asNode = (script: string): void => {
      const path = join(folder, "node");
      writeFileSync(path, `#!/bin/sh\n${script}\nexec '${node}' "$@"\n`);
      chmodSync(path, 0o755);
      process.execPath = path;
    };

    it("goes without the permission model where Node refuses the option", async () => {
      asNode(`case "$*" in *--permission*) echo "node: bad option: --permission" >&2; exit 9;; esac`);
      const logged: string[] = [];
      const runner = createProcessRunner({ childPath: bundle, log: (line) => logged.push(line) });
      const reply = await runner.run(request);
      runner.dispose();
      assert.equal(reply.kind, "ran");
      assert.deepEqual(logged.slice(1), ["Trying without --permission."]);
    });

    it("has enough processor time for the search that is asked for, and never without end", async () => {
      const limits = join(folder, "limits");
      asNode(`ulimit -t >> '${limits}'`);
      const runner = createProcessRunner({ childPath: bundle });
      const started = (): readonly string[] => readFileSync(limits, "utf8").trim().split("\n");
      assert.equal((await runner.run(request)).kind, "ran");
      assert.equal((await runner.run({ ...request, search: { timeMs: 3_600_000 } })).kind, "ran");
      // What was started for the long one is good for short ones, too.
      assert.equal((await runner.run(request)).kind, "ran");
      runner.dispose();
      assert.equal(started().length, 2);
      assert.equal(started()[0], "300");
      assert.ok(Number(started()[1]) >= 3_600 && Number(started()[1]) < 3_600 * 3, started()[1]);
    });
  });
});
