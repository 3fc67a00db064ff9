/** The words for an item's level and state. */
import { assertNever } from "../base/assertNever.ts";
import type { Level } from "../core/pack/model.ts";
import type { ItemState } from "../core/progress/model.ts";
import type { Translate } from "./translate.ts";

export function levelText(level: Level, t: Translate): string {
  switch (level) {
    case "easy":
      return t("easy");
    case "medium":
      return t("medium");
    case "hard":
      return t("hard");
    default:
      return assertNever(level);
  }
}

export function stateText(state: ItemState, t: Translate): string {
  switch (state) {
    case "new":
      return t("new");
    case "started":
      return t("started");
    case "passed":
      return t("passed");
    case "again":
      return t("needs another look");
    default:
      return assertNever(state);
  }
}
