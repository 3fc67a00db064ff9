/** How much of what could happen was tried, in words. */
import type { Coverage } from "../core/check/model.ts";
import type { SearchTold } from "../core/exploration/model.ts";
import type { Translate } from "./translate.ts";

/** How far "holds" reaches. */
export function coverageText(coverage: Coverage, t: Translate): string {
  switch (coverage.kind) {
    case "one-run":
      return coverage.choices === 1
        ? t("Holds in one run of the scenario (1 choice).")
        : t("Holds in one run of the scenario ({0} choices).", coverage.choices);
    case "explored":
      return exploredText(coverage, t);
  }
}

/** How much was tried to find what is not there. */
export function triedText(coverage: Coverage, t: Translate): string {
  if (coverage.kind === "one-run") return t("Only one run was tried.");
  const { states, bound, exhaustive } = coverage;
  return exhaustive
    ? t("All {0} states were tried ({1}).", grouped(states), boundText(bound, t))
    : t("{0} states were tried, which are not all ({1}).", grouped(states), boundText(bound, t));
}

/** How far a search has got that is still under way. */
export function searchingText({ states, depth, largest }: SearchTold, t: Translate): string {
  const soFar = t("{0} states so far, schedules of up to {1} choices", grouped(states), depth);
  if (largest === undefined || states < worthNaming) return soFar;
  return t("{0}; {1} alone has {2} states", soFar, largest.service, grouped(largest.situations));
}

/** So many states say something about which service they come from. */
const worthNaming = 10_000;

type Explored = Extract<Coverage, { kind: "explored" }>;

function exploredText(coverage: Explored, t: Translate): string {
  const { states, bound, stopped } = coverage;
  const within = boundText(bound, t);
  if (coverage.exhaustive && coverage.reduced === true) {
    return t("Holds in all schedules ({0}); {1} states stand for all.", within, grouped(states));
  }
  if (coverage.exhaustive) {
    return states === 1
      ? t("Holds in the only state there is ({0}).", within)
      : t("Holds in all {0} states ({1}).", grouped(states), within);
  }
  const sentences = [
    stopped === "time"
      ? t("Nothing broke in the {0} states that were reached before time ran out; not all were tried.", grouped(states))
      : t("Nothing broke in the first {0} states; not all were tried.", grouped(states)),
  ];
  if (coverage.growth !== undefined) sentences.push(growthText(coverage.growth, t));
  return sentences.join(" ");
}

function growthText({ service, situations, field }: NonNullable<Explored["growth"]>, t: Translate): string {
  return field === undefined
    ? t("{0} alone has {1} states.", service, grouped(situations))
    : t("{0} alone has {1} states; “{2}” in its store makes most of them.", service, grouped(situations), field);
}

/** "2 updates, 1 duplicate, 1 crash": what the schedules may contain. */
function boundText({ updates, faults, perMessage }: Explored["bound"], t: Translate): string {
  const parts = [updates === 1 ? t("1 update") : t("{0} updates", updates)];
  const add = (count: number, one: string, many: string): void => {
    if (count > 0) parts.push(count === 1 ? one : many);
  };
  add(faults.drop, t("1 drop"), t("{0} drops", faults.drop));
  add(faults.duplicate, t("1 duplicate"), t("{0} duplicates", faults.duplicate));
  add(faults.crash, t("1 crash"), t("{0} crashes", faults.crash));
  add(faults.fail, t("1 failure"), t("{0} failures", faults.fail));
  add(faults.timeout, t("1 timeout"), t("{0} timeouts", faults.timeout));
  add(faults.partition, t("1 partition"), t("{0} partitions", faults.partition));
  add(faults.clock, t("1 clock jump"), t("{0} clock jumps", faults.clock));
  if (perMessage.drop > 0) parts.push(t("{0} drops of each message", perMessage.drop));
  if (perMessage.duplicate > 0) parts.push(t("{0} duplicates of each message", perMessage.duplicate));
  return parts.length === 1 ? t("{0}, no faults", parts[0] ?? "") : parts.join(", ");
}

/** Thousands apart; the same in every language of the interface. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f");
}
