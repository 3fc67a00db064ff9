/** The command line and the sandbox, bundled into a temporary folder as they are shipped, for tests that run them. */
import { execFile } from "node:child_process";
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
