// `npm run package`: the production build, packed into dist/eventually.vsix and weighed.
import { execFileSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { overBudget } from "./budget.ts";
import { root } from "./node24.mjs";

export const vsix = join(root, "dist", "eventually.vsix");

/** The build that is shipped, without packing it. */
export function buildProduction(): void {
  // Standard error, because a benchmark keeps standard output for its result.
  execFileSync(process.execPath, ["esbuild.mjs", "--production"], { cwd: root, stdio: ["ignore", 2, 2] });
}

/** Packs what is built. Everything is bundled, so no dependency travels along. */
export function pack(file: string): void {
  const vsce = [join(root, "node_modules", "@vscode", "vsce", "vsce"), "package", "--no-dependencies"];
  const args = [...vsce, "--no-rewrite-relative-links", "--out", file];
  execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

/** Builds and packs. @returns what is wrong with the result, in sentences */
export function buildPackage(): readonly string[] {
  buildProduction();
  pack(vsix);
  console.log(relative(root, vsix));
  const files = globSync("**/*.{cjs,js,vsix}", { cwd: join(root, "dist"), exclude: (path) => path.startsWith("test") });
  const sizes = files.map((file) => [file.replaceAll("\\", "/"), statSync(join(root, "dist", file)).size] as const);
  return overBudget(Object.fromEntries(sizes));
}

if (import.meta.main) {
  const problems = buildPackage();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
