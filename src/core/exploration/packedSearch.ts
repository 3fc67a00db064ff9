/**
 * All schedules within a bound, the fast way: a situation is a row of small numbers, one for each part of the world, and
 * what a part can do is looked up. The clear search of `search.ts` is the oracle that this one has to agree with.
 */
import type { ScenarioSpec } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { sizeOf, StateKeys } from "../simulation/stateKey.ts";
import { Components } from "./components.ts";
import type { SearchOutcome, SearchResult } from "./model.ts";
import { searchReduced } from "./reducedSearch.ts";
import { RowSearch } from "./rowSearch.ts";
import type { SearchOptions } from "./search.ts";
import { Asymmetric, candidates } from "./symmetry.ts";

export interface PackedOptions extends SearchOptions {
  /** Leave out orders of steps that make no difference to how a run ends, where only that is checked. */
  readonly reduced?: boolean;
}

/** Rejects only with what the oracle rejects with. */
export async function packedSearch(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  options: PackedOptions,
): Promise<SearchResult> {
  const { clock, budget } = options;
  const end = clock() + budget.timeMs;
  const left = (): SearchOptions => ({ ...options, budget: { ...budget, timeMs: Math.max(1, end - clock()) } });
  for (;;) {
    const looked = sizeOf(memo.looked);
    const result = await searchOnce(spec, memo, left, options.reduced === true);
    // Code looked at something that had been left out of the situations: they have to be told apart more finely.
    if (result !== "outdated" && sizeOf(memo.looked) === looked) return result;
  }
}

/** @param reduced whether orders of steps may be left out, and services taken for interchangeable */
async function searchOnce(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  left: () => SearchOptions,
  reduced: boolean,
): Promise<SearchResult | "outdated"> {
  const keys = new StateKeys(spec, memo.looked);
  const components = new Components(spec, memo, keys);
  const short = reduced ? await searchReduced(spec, memo, components, left) : "no";
  if (short === "outdated") return short;
  if (short !== "no" && (short.reduced !== true || short.outcome.kind !== "violated")) return short;
  const groups = reduced ? candidates(spec, memo.looked) : [];
  const whole =
    (groups.length === 0
      ? undefined
      : await searchFolded(spec, memo, new Components(spec, memo, keys, groups), left)) ??
    (await new RowSearch(spec, memo, components, left(), false).run());
  if (whole === "outdated") return whole;
  // Something breaks at the end of a run; what was left out may break sooner, in another way. Where that does not show,
  // the shortest way to a broken end is still a way to one, and must not be lost.
  return short !== "no" && !breaksSooner(whole.outcome) ? short : whole;
}

/** Whether this is what counts, and not that something breaks at the end of a run. */
function breaksSooner(outcome: SearchOutcome): boolean {
  if (outcome.kind === "violated") return outcome.early !== true;
  return outcome.kind !== "complete" && outcome.kind !== "stopped";
}

/** Of services that can change places one arrangement stands for all. Undefined where something tells them apart. */
async function searchFolded(
  spec: ScenarioSpec,
  memo: AnswerMemo,
  components: Components,
  left: () => SearchOptions,
): Promise<SearchResult | "outdated" | undefined> {
  try {
    return await new RowSearch(spec, memo, components, left(), false).run();
  } catch (error) {
    if (error instanceof Asymmetric) return undefined;
    throw error;
  }
}
