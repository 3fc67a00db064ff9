// `npm run -s bench -- NAME`: sets up what that needs, then measures. What set-up has to say goes to standard error, since
// the result may be read by a program.
import { join } from "node:path";
import { root, runUnderNode } from "./node24.mjs";
import { setUp } from "./setup.mjs";

/** Benchmarks that open a window. The others need neither VS Code nor a browser. */
const inWindow = ["activation", "check", "stepper"];

try {
  const opens = process.argv.slice(2).some((argument) => inWindow.includes(argument));
  console.log = console.error;
  await setUp({ host: opens, browser: opens });
  process.exitCode = await runUnderNode([join(root, "bench", "index.ts"), ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
