// A lock between processes: a folder, because making one is atomic on every file system.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A lock whose owner is gone and left no id is taken over after this many milliseconds. */
const unownedAfter = 10_000;

/** @param {unknown} error @param {string} code */
const hasCode = (error, code) => error instanceof Error && "code" in error && error.code === code;

/** @param {string} folder @returns {boolean} whether the process that took the lock is gone */
function abandoned(folder) {
  try {
    const owner = Number(readFileSync(join(folder, "owner"), "utf8"));
    process.kill(owner, 0);
    return false;
  } catch (error) {
    if (hasCode(error, "ESRCH")) return true;
    if (!hasCode(error, "ENOENT")) return false;
  }
  try {
    return Date.now() - statSync(folder).mtimeMs > unownedAfter;
  } catch {
    return false;
  }
}

/**
 * Runs `work` while no other process does so with the same folder; waits for its turn.
 * @template T
 * @param {string} folder where the lock lies; made and removed here
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  mkdirSync(dirname(folder), { recursive: true });
  let said = false;
  for (;;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
    if (abandoned(folder)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!said) console.log("Another set-up is running in this folder; waiting for it to finish.");
    said = true;
    await sleep(250);
  }
  writeFileSync(join(folder, "owner"), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
