// A warm check of every answer that the built-in packs list, from the command to its verdict, against the built-in
// TypeScript extension's time from an edit to its semantic diagnostics, in the same file and the same run.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../scripts/node24.mjs";
import { buildProduction } from "../scripts/package.ts";
import { type Measured, percentile } from "./report.ts";

const packs = ["eventual-consistency", "message-delivery"].map((name) => join(root, "exercises", name));

type Result = Pick<Measured, "ours" | "theirs"> & { readonly said: readonly string[]; readonly failed?: string };

export function measureCheck(): readonly Measured[] {
  buildProduction();
  const temporary = mkdtempSync(join(tmpdir(), "eventually-bench-"));
  const result = join(temporary, "result.json");
  const workspace = join(temporary, "workspace");
  mkdirSync(workspace);
  try {
    execFileSync(
      process.execPath,
      [
        join(root, "scripts", "host", "launch.ts"),
        workspace,
        "--disable-workspace-trust",
        `--user-data-dir=${join(temporary, "data")}`,
        `--extensions-dir=${join(temporary, "extensions")}`,
        `--extensionDevelopmentPath=${root}`,
        `--extensionTestsPath=${join(root, "dist", "bench", "check.cjs")}`,
      ],
      {
        stdio: ["ignore", 2, 2],
        env: { ...process.env, EVENTUALLY_BENCH_RESULT: result, EVENTUALLY_BENCH_PACKS: packs.join("\n") },
      },
    );
    const { ours, theirs, said, failed } = JSON.parse(readFileSync(result, "utf8")) as Result;
    for (const line of said) console.error(line);
    if (failed !== undefined) throw new Error(failed);
    const slow = percentile(ours, 95);
    return [
      { name: "check, median", reference: "TypeScript", ours, theirs, bar: 0.5 },
      { name: "check, 95th percentile", reference: "TypeScript's median", ours: [slow], theirs, bar: 1 },
    ];
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
