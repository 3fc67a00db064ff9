// A warm check: from the command to its diagnostics, against the built-in TypeScript extension's time from an edit to
// its semantic diagnostics, in the same file and the same run.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../scripts/node24.mjs";
import { buildProduction } from "../scripts/package.ts";
import type { Measured } from "./report.ts";

export function measureCheck(): Measured {
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
      { stdio: ["ignore", 2, 2], env: { ...process.env, EVENTUALLY_BENCH_RESULT: result } },
    );
    const { ours, theirs } = JSON.parse(readFileSync(result, "utf8")) as Pick<Measured, "ours" | "theirs">;
    return { name: "check", reference: "TypeScript", ours, theirs, bar: 1 };
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
