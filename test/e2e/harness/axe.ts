// axe-core inside a frame of the workbench.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * One sentence for each violation: the rule, its help and the elements it is about. Empty where all is well.
 * @param within a CSS selector; the whole document by default
 */
export async function axeViolations(frame: Frame | Page, within = "html"): Promise<readonly string[]> {
  await frame.evaluate(source);
  const results = await frame.evaluate(
    (selector) => (globalThis as unknown as { axe: { run(context: string): Promise<AxeResults> } }).axe.run(selector),
    within,
  );
  if (results.passes.length === 0) throw new Error("axe checked nothing");
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join("; ")})`,
  );
}
