/** The command line and the sandbox, bundled into a temporary folder as they are shipped, for tests that run them. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node22",
  mainFields: ["module", "main"],
  logLevel: "silent",
};

/** Bundles the sandbox's child process into this folder and returns its path. */
export async function buildSandbox(folder: string): Promise<string> {
  const outfile = join(folder, "sandbox.cjs");
  const entryPoints = ["src/sandbox/child/main.ts"];
  await build({ ...common, entryPoints, outfile, format: "cjs", banner: { js: '"use strict";' } });
  return outfile;
}

/** Bundles the command line into this folder and returns its path. */
export async function buildCli(folder: string): Promise<string> {
  const outfile = join(folder, "cli.mjs");
  const banner = { js: "#!/usr/bin/env node" };
  await build({ ...common, entryPoints: ["src/cli/main.ts"], outfile, format: "esm", banner });
  return outfile;
}

/** A new folder that `dispose` removes with all it holds. */
export async function temporaryFolder(): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "eventually-test-"));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}

/** The command line as it is shipped, in a new folder: its package.json above the folder with the bundles. */
export async function shippedCli(): Promise<Awaited<ReturnType<typeof temporaryFolder>> & { readonly cli: string }> {
  const temporary = await temporaryFolder();
  const dist = join(temporary.path, "dist");
  await cp(join(root, "package.json"), join(temporary.path, "package.json"));
  const [cli] = await Promise.all([buildCli(dist), buildSandbox(dist)]);
  return { ...temporary, cli };
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script with this Node, or another, until it ends. */
export function runNode(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; node?: string } = {},
): Promise<Ended> {
  const env = { ...process.env, ...options.env };
  return new Promise((resolve) => {
    execFile(options.node ?? process.execPath, args, { cwd: options.cwd ?? root, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
    });
  });
}

/** Runs a script until Ctrl+C, which a terminal sends to all processes at once. `left`: one of them outlives that. */
export async function interruptNode(
  args: readonly string[],
  { cwd, afterMs }: { readonly cwd: string; readonly afterMs: number },
): Promise<Ended & { readonly left: boolean }> {
  const group = spawn(process.execPath, args, { cwd, detached: true });
  const { pid } = group;
  if (pid === undefined) throw new Error("The process did not start");
  const said = { stdout: "", stderr: "" };
  group.stdout.on("data", (text: Buffer) => (said.stdout += text.toString()));
  group.stderr.on("data", (text: Buffer) => (said.stderr += text.toString()));
  const ended = once(group, "close");
  const timer = setTimeout(() => process.kill(-pid, "SIGINT"), afterMs);
  const [code] = (await ended) as [number | null];
  clearTimeout(timer);
  const isLeft = (): boolean => {
    try {
      return process.kill(-pid, 0);
    } catch {
      return false;
    }
  };
  for (let waited = 0; isLeft() && waited < 20; waited++) await new Promise((resolve) => setTimeout(resolve, 50));
  return { code: code ?? -1, ...said, left: isLeft() };
}
