// Integration tests: mocha inside a real extension host, started by @vscode/test-electron. Usage:
// `node scripts/test/integration.ts [part of a file name]`. Build first.
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { root } from "../node24.mjs";
import { follow } from "./follow.ts";
import { readRecord, recordVariable, tally, type Tally } from "./record.ts";

/**
 * EVENTUALLY_HOST decides: "local" for the VS Code server, "desktop" for a downloaded VS Code. Unset: the server on a
 * Linux machine without a display, where a desktop window could not open.
 */
function usesLocalHost(): boolean {
  const setting = process.env["EVENTUALLY_HOST"];
  if (setting === "local" || setting === "desktop") return setting === "local";
  if (setting !== undefined) throw new Error(`EVENTUALLY_HOST is ${setting}; it may be "local" or "desktop".`);
  return process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"];
}

export async function runIntegration(only = ""): Promise<Tally> {
  const files = globSync("test/integration/**/*.test.ts", { cwd: root }).filter((file) => file.includes(only));
  const temporary = mkdtempSync(join(tmpdir(), "eventually-integration-"));
  const output = join(root, "test-output");
  mkdirSync(output, { recursive: true });
  const record = join(output, "integration.jsonl");
  rmSync(record, { force: true });
  const workspace = join(temporary, "workspace");
  const fixture = join(root, "test", "fixtures", "workspace");
  if (existsSync(fixture)) cpSync(fixture, workspace, { recursive: true });
  else mkdirSync(workspace);
  const stopFollowing = follow(record);
  let ended: string | undefined;
  try {
    await runTests({
      ...(usesLocalHost() ? { vscodeExecutablePath: join(root, "scripts", "host", "launcher.mjs") } : {}),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, "dist", "test", "integration", "run", "index.cjs"),
      launchArgs: [
        workspace,
        `--user-data-dir=${join(temporary, "data")}`,
        `--extensions-dir=${join(temporary, "extensions")}`,
      ],
      extensionTestsEnv: { [recordVariable]: record, EVENTUALLY_TEST_ONLY: only },
    });
  } catch (error) {
    ended = error instanceof Error ? error.message : String(error);
  } finally {
    stopFollowing();
  }
  const counted = tally(existsSync(record) ? readRecord(record) : [], files);
  rmSync(temporary, { recursive: true, force: true });
  const unexplained = ended !== undefined && counted.failed === 0 ? [`VS Code ended badly: ${ended}`] : [];
  return { ...counted, problems: [...counted.problems, ...unexplained] };
}

if (import.meta.main) {
  const { passed, failed, problems } = await runIntegration(process.argv[2]);
  for (const problem of problems) console.error(problem);
  console.log(`${passed} passed, ${failed + problems.length} failed`);
  // test-electron keeps handles open on some platforms.
  process.exit(failed + problems.length === 0 ? 0 : 1);
}
