// Runs mocha in a process of its own and counts from its record, never from its exit code alone.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../node24.mjs";
import { readRecord, recordVariable, tally, type Tally } from "./record.ts";

const reporter = fileURLToPath(new URL("recordingReporter.ts", import.meta.url));

/**
 * @param name names the record in test-output
 * @param files the test files; each must run at least one test
 * @param options more of mocha's own options
 */
export async function runMocha(
  name: string,
  files: readonly string[],
  options: readonly string[] = [],
): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0, problems: [`There are no test files for ${name}.`] };
  const output = join(root, "test-output");
  mkdirSync(output, { recursive: true });
  const record = join(output, `${name}.jsonl`);
  rmSync(record, { force: true });
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [mocha, "--forbid-only", "--reporter", reporter, ...options, ...files], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, [recordVariable]: record },
    });
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 1));
  });
  const counted = tally(existsSync(record) ? readRecord(record) : [], files);
  const unexplained = code !== 0 && counted.failed === 0 ? [`mocha ended with ${code}.`] : [];
  return { ...counted, problems: [...counted.problems, ...unexplained] };
}
