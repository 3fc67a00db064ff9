// End to end tests: `node scripts/test/e2e.ts [part of a file name]`. Build first.
import { globSync } from "node:fs";
import { root } from "../node24.mjs";
import { runMocha } from "./mochaRun.ts";
import type { Tally } from "./record.ts";

/** One more try for a test that fails: a real browser on a busy machine misses a click now and then. */
export function runEndToEnd(only = ""): Promise<Tally> {
  const files = globSync("test/e2e/*.test.ts", { cwd: root }).filter((file) => file.includes(only));
  return runMocha("e2e", files, [
    "--timeout",
    "60000",
    "--slow",
    "10000",
    "--retries",
    process.env["EVENTUALLY_RETRIES"] ?? "1",
  ]);
}

if (import.meta.main) {
  const { passed, failed, problems } = await runEndToEnd(process.argv[2]);
  for (const problem of problems) console.error(problem);
  console.log(`${passed} passed, ${failed + problems.length} failed`);
  process.exitCode = failed + problems.length === 0 ? 0 : 1;
}
