/** The result for other programs, in the shape that AUTHORING.md and the README state. */
import type { PackReport } from "./packReport.ts";

/** One JSON object for all packs, ending in a line end. */
export function jsonOutput(reports: readonly PackReport[]): string {
  const problems = reports.flatMap((report) => [...report.problems, ...report.items.flatMap((item) => item.problems)]);
  const items = reports.flatMap((report) => report.items.map(({ path, verdicts }) => ({ path, verdicts })));
  return `${JSON.stringify({ problems, items }, undefined, 2)}\n`;
}
