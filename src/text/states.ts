/** What a handler waits for and how a copy stands to its source, in words. */
import type { CopyState } from "../core/check/model.ts";
import type { TaskView } from "../core/simulation/model.ts";
import type { Translate } from "./translate.ts";

export function taskText(t: Translate, { message, attempt, waitsAt, ended }: TaskView): string {
  const name = attempt > 1 ? t("{0} (delivery {1})", message, attempt) : message;
  const calls = waitsAt.map(({ op }) => `ctx.${op}`).join(", ");
  if (calls === "") return t("{0} has ended", name);
  return ended ? t("{0} left {1}", name, calls) : t("{0} waits at {1}", name, calls);
}

export function copyName(t: Translate, { key, service }: CopyState): string {
  return t("{0} in {1}", key, service);
}

export function copyText(t: Translate, { state, behind = 0 }: CopyState): string {
  const words = { source: t("source"), equal: t("equal"), diverged: t("diverged") };
  return state === "stale" ? t("stale, behind by {0}", behind) : words[state];
}
