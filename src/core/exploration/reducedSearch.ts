/** A search that leaves out orders of steps which make no difference to how a run ends. */
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import type { Components } from "./components.ts";
import type { SearchResult } from "./model.ts";
import { RowSearch } from "./rowSearch.ts";
import type { SearchOptions } from "./search.ts";

/**
 * Finds every drained situation, and the shortest way to a broken one. Undefined where every order has to be tried: where
 * more is checked than how runs end, where runs can go round for ever, or where everybody gets in everybody's way.
 * Rejects only with what the oracle rejects with.
 * @param options what is left of the budget, whenever it is asked for
 */
export async function searchReduced(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  components: Components,
  options: () => SearchOptions,
): Promise<SearchResult | undefined> {
  const { topology } = components;
  while (topology.reducible && spec.checks.every(({ kind }) => kind === "atDrain")) {
    const { version } = topology;
    const search = new RowSearch(spec, memo, components, options(), true);
    const result = await search.run();
    // Somebody sends to somebody of whom that was not known: what was left out may have made a difference.
    if (topology.version !== version) continue;
    if (!search.leftOut) return result;
    // Where steps go round, some may have been put off for ever.
    return result.outcome.kind === "complete" && search.hasLoop() !== false ? undefined : result;
  }
  return undefined;
}
