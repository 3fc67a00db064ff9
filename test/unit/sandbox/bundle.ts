/** Builds the child's bundle for tests, and the small exercise and scenario they share. */
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";

let built: Promise<string> | undefined;

/** The path of the bundle; built once in a test run. */
export function childBundle(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const outfile = join(realpathSync(mkdtempSync(join(tmpdir(), "eventually-sandbox-"))), "sandbox.cjs");
  await esbuild.build({
    entryPoints: ["src/sandbox/child/main.ts"],
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify: true,
    banner: { js: '"use strict";' },
    outfile,
  });
  return outfile;
}
