/** The result for other programs, in the shape that AUTHORING.md and the README state. */
import type { PackReport } from "./packReport.ts";
import { escapeInJson } from "./printable.ts";

/** One JSON object for all packs, ending in a line end. */
export function jsonOutput(reports: readonly PackReport[]): string {
  const problems = reports.flatMap((report) => [...report.problems, ...report.items.flatMap((item) => item.problems)]);
  const items = reports.flatMap((report) => report.items.map(({ path, verdicts }) => ({ path, verdicts })));
  return `${escapeInJson(JSON.stringify({ problems, items }, undefined, 2))}\n`;
}
