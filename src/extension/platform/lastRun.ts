/** The run of the last check, as it can be followed. Knows no VS Code. */
import type { Verdict } from "../../core/check/model.ts";

export interface LastRun {
  readonly labels: readonly string[];
  /** Operations of each client at most; all of them where nothing is said. */
  readonly updates?: number;
}

/**
 * A counterexample is followed within its bound: what breaks with less than the whole scenario is at an end there, and
 * would go on with the rest of it, past the moment at which the check is broken.
 */
export function lastRun(verdict: Verdict | undefined): LastRun {
  if (verdict === undefined || !("run" in verdict)) return { labels: [] };
  const labels = verdict.run.steps.map(({ label }) => label);
  if (verdict.kind !== "wrong" || verdict.coverage.kind !== "explored") return { labels };
  return { labels, updates: verdict.coverage.bound.updates };
}
