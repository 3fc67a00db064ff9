// Runs a program for the set-up: quiet while it works, its output shown when it fails, tried again when asked to.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<string>} what it printed on standard output; rejects with everything it printed where it failed
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // npm is a .cmd file on Windows, which only a shell starts. The arguments are all our own.
    const child = spawn(command, args, {
      ...options,
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let all = "";
    child.stdout.on("data", (data) => {
      out += data;
      all += data;
    });
    child.stderr.on("data", (data) => {
      all += data;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`\`${command} ${args.join(" ")}\` ended with ${code ?? "a signal"}.\n${all.trim()}`));
    });
  });
}

/**
 * Tries again twice, after 2 and 8 seconds: what fails here is most often the network.
 * @template T
 * @param {string} what named in the message, such as "npm ci"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function retried(what, work) {
  for (const seconds of [2, 8]) {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message.trim().split("\n").slice(-3).join("\n  ") : String(error);
      console.log(`${what} failed; trying again in ${seconds} s.\n  ${reason}`);
      await sleep(seconds * 1000);
    }
  }
  return work();
}

/**
 * One line before and one after, with the time it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  console.log(`${what} ...`);
  const started = Date.now();
  const value = await work();
  console.log(`${what}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return value;
}
