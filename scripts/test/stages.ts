// The stages of `npm test`, in the order in which they run. Each counts what it did.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { root } from "../node24.mjs";
import { buildPackage } from "../package.ts";
import { runEndToEnd } from "./e2e.ts";
import { installSmoke } from "./install.ts";
import { runIntegration } from "./integration.ts";
import { runMocha } from "./mochaRun.ts";
import type { Tally } from "./record.ts";

export interface Stage {
  readonly name: string;
  run(): Promise<Tally> | Tally;
}

/** One check by a program: passed when it ends with 0. */
function check(
  what: string,
  command: string,
  args: readonly string[],
  enough = (_output: string): boolean => true,
): Tally {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const output = `${stdout}${stderr}`.trim();
  const passed = error === undefined && status === 0 && enough(output);
  console.log(`  ${passed ? "passed" : "failed"}: ${what}`);
  if (!passed) console.log((error?.message ?? output).replaceAll(/^/gm, "    "));
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, problems: [] };
}

function together(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    problems: tallies.flatMap(({ problems }) => problems),
  };
}

/** Tools are started from node_modules/.bin without a shell; on Windows their .cmd files need one. */
const tool = (name: string): string =>
  join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);

const node = (what: string, ...args: readonly string[]): Tally => check(what, process.execPath, args);

/** A linter that looked at nothing is not content, it is broken. */
const lookedAt = (pattern: RegExp, least: number) => (output: string) =>
  Number(pattern.exec(output)?.[1] ?? 0) >= least;

function types(): Tally {
  const projects = globSync("{.,src/**,exercises,bench/**,test/**}/tsconfig.json", { cwd: root }).sort();
  const missing = [
    "tsconfig.json",
    "src/core/tsconfig.json",
    "src/kernel/tsconfig.json",
    "src/webview/tsconfig.json",
    "exercises/tsconfig.json",
    "bench/spin/scenarios/tsconfig.json",
  ].filter((project) => !projects.includes(join(project)));
  const checked = together(projects.map((project) => check(`types in ${project}`, tool("tsc"), ["-p", project])));
  return { ...checked, problems: missing.map((project) => `${project} does not exist.`) };
}

export const stages: readonly Stage[] = [
  { name: "types", run: types },
  {
    name: "lint",
    run: () => check("oxlint", tool("oxlint"), ["--type-aware", "--deny-warnings"], lookedAt(/on (\d+) files/, 200)),
  },
  { name: "format", run: () => check("biome", tool("biome"), ["format"], lookedAt(/Checked (\d+) files/, 200)) },
  { name: "dead-code", run: () => check("knip", tool("knip"), ["--no-progress"]) },
  {
    name: "generated",
    run: () =>
      together([
        node("schemas are up to date", "scripts/schemas.ts", "--check"),
        node("texts for translation are up to date", "scripts/l10n.ts", "--check"),
        node("NOTICE names what is bundled", "scripts/notice.ts", "--check"),
        node("the compiled kernel is up to date", "scripts/kernel.ts", "--check"),
      ]),
  },
  {
    name: "package",
    run: () => {
      const problems = buildPackage();
      return { passed: problems.length === 0 ? 1 : 0, failed: problems.length, problems: [] };
    },
  },
  { name: "units", run: () => runMocha("units", globSync("test/unit/**/*.test.ts", { cwd: root })) },
  { name: "integration", run: () => runIntegration() },
  { name: "e2e", run: () => runEndToEnd() },
  { name: "install", run: installSmoke },
];
