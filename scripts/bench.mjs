// `npm run -s bench -- NAME`: does all set-up, then measures. What set-up has to say goes to standard error, since the
// result may be read by a program.
import { join } from "node:path";
import { root, runUnderNode } from "./node24.mjs";
import { setUp } from "./setup.mjs";

try {
  console.log = console.error;
  await setUp();
  process.exitCode = await runUnderNode([join(root, "bench", "index.ts"), ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
