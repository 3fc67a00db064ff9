// Runs a measurement inside the extension host of a real window and takes its result over.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../scripts/node24.mjs";
import type { Measured } from "./report.ts";

export type Series = Pick<Measured, "ours" | "theirs">;

type Result = Series & { readonly said: readonly string[]; readonly failed?: string };

interface InHost {
  /** Of the bundle in dist/bench. */
  readonly name: string;
  /** Fills the folder that the window opens. */
  readonly prepare?: (workspace: string) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** @throws where the measurement failed, with what it said */
export function measureInHost({ name, prepare = () => undefined, env = {} }: InHost): Series {
  const temporary = mkdtempSync(join(tmpdir(), "eventually-bench-"));
  const result = join(temporary, "result.json");
  const workspace = mkdtempSync(join(temporary, "workspace-"));
  try {
    prepare(workspace);
    execFileSync(
      process.execPath,
      [
        join(root, "scripts", "host", "launch.ts"),
        workspace,
        "--disable-workspace-trust",
        `--user-data-dir=${join(temporary, "data")}`,
        `--extensions-dir=${join(temporary, "extensions")}`,
        `--extensionDevelopmentPath=${root}`,
        `--extensionTestsPath=${join(root, "dist", "bench", `${name}.cjs`)}`,
      ],
      { stdio: ["ignore", 2, 2], env: { ...process.env, ...env, EVENTUALLY_BENCH_RESULT: result } },
    );
    const { ours, theirs, said, failed } = JSON.parse(readFileSync(result, "utf8")) as Result;
    for (const line of said) console.error(line);
    if (failed !== undefined) throw new Error(failed);
    return { ours, theirs };
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
