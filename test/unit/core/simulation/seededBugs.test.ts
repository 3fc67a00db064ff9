/**
 * The laws of the queue notice bugs: each seeded one is built into a copy of the simulation, on which the laws are
 * tested in a process of its own. Some test has to fail, or the process never comes to an end.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { type SeededBug, seededBugs } from "./seededBugs.ts";

const laws = ["step", "operations", "faults", "run", "laws", "longRun"].map((name) =>
  join(import.meta.dirname, `${name}.test.ts`),
);
const simulation = join(import.meta.dirname, "../../../../src/core/simulation");
const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
/** Whether a bug is noticed must not depend on the day. */
const sameWalks = 'import fc from "fast-check"; fc.configureGlobal({ seed: 7 });';
/** Well above what the laws take on a slow machine. */
const patienceMs = 60_000;
/** Processes at once. */
const atOnce = 2;

async function bundle(outfile: string, bug?: SeededBug): Promise<void> {
  const seeding: esbuild.Plugin = {
    name: "seeding",
    setup(build) {
      if (bug === undefined) return;
      const seeded = join(simulation, bug.file);
      build.onLoad({ filter: /\/core\/simulation\/\w+\.ts$/ }, ({ path }) =>
        path === seeded
          ? { contents: readFileSync(path, "utf8").replace(bug.right, () => bug.wrong), loader: "ts" }
          : undefined,
      );
    },
  };
  await esbuild.build({
    stdin: {
      contents: [sameWalks, ...laws.map((file) => `import ${JSON.stringify(file)};`)].join("\n"),
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    plugins: [seeding],
    logLevel: "silent",
  });
}

/** Whether all laws hold; what was said otherwise. */
function test(file: string): Promise<{ readonly holds: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    const args = [mocha, "--no-config", "--bail", "--reporter", "dot", "--timeout", "30000", file];
    execFile(process.execPath, args, { timeout: patienceMs, killSignal: "SIGKILL" }, (error, stdout) =>
      resolve({ holds: error === null, said: stdout }),
    );
  });
}

describe("seeded bugs in the queue", function () {
  this.timeout(20 * 60_000);
  const folder = mkdtempSync(join(tmpdir(), "eventually-bugs-"));
  const results = new Map<SeededBug | undefined, ReturnType<typeof test>>();

  before(() => {
    const lines = Array.from({ length: atOnce }, () => Promise.resolve());
    for (const [index, bug] of [undefined, ...seededBugs].entries()) {
      const file = join(folder, `${index}.mjs`);
      const result = (lines[index % atOnce] ?? Promise.resolve()).then(() => bundle(file, bug)).then(() => test(file));
      lines[index % atOnce] = result.then(() => undefined);
      results.set(bug, result);
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are at least forty, each one edit of a place that exists", () => {
    assert.ok(seededBugs.length >= 40);
    assert.equal(new Set(seededBugs.map(({ name }) => name)).size, seededBugs.length);
    for (const { name, file, right } of seededBugs) {
      const found = readFileSync(join(simulation, file), "utf8").split(right).length - 1;
      assert.equal(found, 1, `${name}: ${found} places in ${file}`);
    }
  });

  it("are not seen where there are none", async () => {
    const result = await results.get(undefined);
    assert.equal(result?.holds, true, result?.said);
  });

  for (const bug of seededBugs) {
    it(`are noticed: ${bug.name}`, async () => {
      assert.equal((await results.get(bug))?.holds, false);
    });
  }
});
