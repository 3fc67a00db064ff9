/** How far a check goes unless it is told otherwise. */
import type { ScenarioSpec } from "../simulation/model.ts";
import { defaultLimits, type RunLimits } from "../simulation/run.ts";

/** How far a search goes unless it is told otherwise. So many situations fit into the memory that a check has. */
export const defaultSearch = { timeMs: 10_000, states: 2_000_000 } as const;

/** Steps that a plain run leaves to each delivery of a request's messages before it counts as one without end. */
const stepsEach = 30;
const mostSteps = 60_000;

/** How long a run without faults may be: longer where there is much to do, or where much may be tried again. */
export function plainLimits({ clients, queues }: ScenarioSpec): RunLimits {
  const requests = Object.values(clients).reduce((sum, { length }) => sum + length, 0);
  const tries = Object.values(queues).map(({ maxAttempts = 1, redrive = 0 }) => maxAttempts * (1 + redrive));
  const attempts = Math.max(1, ...tries);
  const steps = Math.min(mostSteps, defaultLimits.steps + stepsEach * requests * attempts);
  return { ...defaultLimits, steps, attempts: Math.max(defaultLimits.attempts, attempts + 1) };
}
