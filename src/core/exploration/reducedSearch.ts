/** A search that leaves out orders of steps which make no difference to how a run ends. */
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { sizeOf } from "../simulation/stateKey.ts";
import type { Components } from "./components.ts";
import type { SearchResult } from "./model.ts";
import { RowSearch } from "./rowSearch.ts";
import type { SearchOptions } from "./search.ts";

/**
 * Finds every drained situation, and the shortest way to a broken one. `no`: every order has to be tried, because more is
 * checked than how runs end, because runs can go round for ever, or because everybody gets in everybody's way.
 * `outdated`: situations have to be told apart more finely. Rejects only with what the oracle rejects with.
 * @param options what is left of the budget, whenever it is asked for
 */
export async function searchReduced(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  components: Components,
  options: () => SearchOptions,
): Promise<SearchResult | "no" | "outdated"> {
  const { topology } = components;
  const looked = sizeOf(memo.looked);
  while (topology.reducible && spec.checks.every(({ kind }) => kind === "atDrain")) {
    const { version } = topology;
    const search = new RowSearch(spec, memo, components, options(), true);
    const result = await search.run();
    if (sizeOf(memo.looked) !== looked) return "outdated";
    // Somebody sends to somebody of whom that was not known: what was left out may have made a difference.
    if (result === "outdated" || topology.version !== version) continue;
    if (!search.leftOut) return result;
    // Where steps go round, some may have been put off for ever.
    return result.outcome.kind === "complete" && search.hasLoop() !== false ? "no" : result;
  }
  return "no";
}
