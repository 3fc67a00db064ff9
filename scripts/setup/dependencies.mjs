// node_modules as package-lock.json says, installed again only when the lock file changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNode, root } from "../node24.mjs";
import { retried, run, step } from "./run.mjs";

const modules = join(root, "node_modules");
const mark = join(modules, ".eventually-lock-hash");

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

/** npm writes its own record last, so its presence means that an earlier installation by hand came to its end. */
function upToDate() {
  if (existsSync(mark)) return readFileSync(mark, "utf8") === lockHash();
  return false;
}

/**
 * Installs when needed, what the lock file says. Not by `npm ci`: that refuses a lock file without the binaries of other
 * platforms, which some registries do not carry. `--no-save` leaves the lock file as it is. Installation scripts of
 * dependencies are never run: nothing here needs one.
 */
export async function installDependencies() {
  if (!upToDate()) {
    await step("Installing dependencies", () =>
      retried("npm install", () =>
        run("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: root }),
      ),
    );
    writeFileSync(mark, lockHash());
  }
  findNode();
}
