// `npm test`: does all set-up, then runs every stage. `npm test -- --only units,e2e` runs some.
import { join } from "node:path";
import { root, runUnderNode } from "./node24.mjs";
import { setUp } from "./setup.mjs";

try {
  await setUp();
  process.exitCode = await runUnderNode([join(root, "scripts", "test", "index.ts"), ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
