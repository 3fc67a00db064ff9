// What a run of mocha leaves behind in a file, one JSON line per event: a process that dies in the middle leaves no
// "end", so nobody can mistake silence for success.
import { appendFileSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** The environment variable that names the file; the extension host inherits it too. */
export const recordVariable = "EVENTUALLY_TEST_RECORD";

export type RecordLine =
  | { readonly event: "start"; readonly declared: number }
  | {
      readonly event: "test";
      readonly outcome: "passed" | "failed" | "skipped";
      readonly title: string;
      readonly file: string;
      readonly milliseconds: number;
      readonly error?: string;
    }
  | { readonly event: "end" };

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Everything that keeps the run from counting as whole, in sentences. Empty where all is well. */
  readonly problems: readonly string[];
}

export function writeLine(file: string, line: RecordLine): void {
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

export function readRecord(file: string): readonly RecordLine[] {
  const lines = readFileSync(file, "utf8").split("\n");
  // The last element is what follows the last line break: nothing, or a line cut off by a crash.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as RecordLine);
}

/** `tests/a.test.ts` and its bundle `dist/a.test.cjs` are the same file of tests. */
const stem = (file: string): string => basename(file).replace(/\.[cm]?[jt]s$/, "");

/**
 * Counts a run and compares it with what should have run.
 * @param files the test files that exist; each must have run at least one test
 */
export function tally(lines: readonly RecordLine[], files: readonly string[]): Tally {
  const tests = lines.filter((line) => line.event === "test");
  const count = (outcome: string): number => tests.filter((test) => test.outcome === outcome).length;
  const passed = count("passed");
  const failed = count("failed");
  const problems: string[] = [];
  const declared = lines.find((line) => line.event === "start")?.declared;
  if (declared === undefined) problems.push("The run did not begin.");
  else if (passed + failed < declared) problems.push(`${passed + failed} of ${declared} declared tests ran.`);
  if (!lines.some((line) => line.event === "end")) problems.push("The run did not reach its end.");
  const seen = new Set(tests.filter((test) => test.outcome !== "skipped").map((test) => stem(test.file)));
  for (const file of files) if (!seen.has(stem(file))) problems.push(`${file} ran no test.`);
  return { passed, failed, problems };
}
