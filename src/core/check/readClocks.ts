/** Clocks that matter: a clock that no code reads may jump without anything being different afterwards. */
import type { SearchResult } from "../exploration/model.ts";
import type { ScenarioSpec } from "../simulation/model.ts";
import type { Looked } from "../simulation/stateKey.ts";
import { mapRecord } from "../simulation/world.ts";

/** The scenario in which only those clocks jump that some code has read so far. */
function withReadClocks(spec: ScenarioSpec, looked: Looked): ScenarioSpec {
  const services = mapRecord(spec.services, (service, name) =>
    looked.get(name)?.has("now") === true ? service : { ...service, clockJump: 0 },
  );
  return { ...spec, services };
}

/**
 * Searches with the clocks that are read. Where the search itself finds code that reads another one, it is made anew:
 * no code does in any situation of the last search, so a jump of any other clock leads nowhere that is not covered.
 */
export async function searchReadClocks(
  spec: ScenarioSpec,
  looked: Looked,
  search: (spec: ScenarioSpec) => Promise<SearchResult>,
): Promise<SearchResult> {
  for (;;) {
    const before = readOf(spec, looked);
    const result = await search(spec.faults.clock > 0 ? withReadClocks(spec, looked) : spec);
    const { outcome } = result;
    // A search that ran out of room may break sooner once the clocks jump that it has seen read.
    const goesOn = outcome.kind !== "failed" && outcome.kind !== "check-threw";
    if (spec.faults.clock === 0 || !goesOn || readOf(spec, looked) === before) return result;
  }
}

/** How many clocks have been read. */
function readOf(spec: ScenarioSpec, looked: Looked): number {
  return Object.keys(spec.services).filter((name) => looked.get(name)?.has("now") === true).length;
}
