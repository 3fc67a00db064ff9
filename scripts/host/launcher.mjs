#!/usr/bin/env node
// Stands where the desktop's VS Code executable would: takes its flags, runs the local server and a headless browser,
// and ends with the exit code of the tests. Plain JavaScript, because the system's own Node starts it.
import { fileURLToPath } from "node:url";
import { runUnderNode } from "../node24.mjs";

const main = fileURLToPath(new URL("launch.ts", import.meta.url));
process.exitCode = await runUnderNode([main, ...process.argv.slice(2)]);
