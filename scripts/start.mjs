// `npm start`: does all set-up, builds, and opens VS Code with the extension. `npm start -- --check` does it headless,
// looks whether the first exercise opens, prints `ok` and ends.
import { join } from "node:path";
import { root, runUnderNode } from "./node24.mjs";
import { onPath } from "./setup/chromium.mjs";
import { setUp } from "./setup.mjs";

const check = process.argv.includes("--check");
const desktop = check ? undefined : onPath("code");

try {
  await setUp({ host: desktop === undefined, browser: check });
  const build = await runUnderNode([join(root, "esbuild.mjs")]);
  const script = check ? "check.ts" : "open.ts";
  process.exitCode = build === 0 ? await runUnderNode([join(root, "scripts", "start", script), desktop ?? ""]) : build;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
