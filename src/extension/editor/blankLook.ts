/** How each blank looks at this moment. */
import type { FoundBlank, ExerciseDocument } from "./exerciseEditor.ts";

export type BlankLook = "empty" | "filled" | "right" | "wrong";

export const blankLooks: readonly BlankLook[] = ["empty", "filled", "right", "wrong"];

/** A blank is wrong where the last check named it, or where that check named none and it failed as a whole. */
export function lookOf({ state }: ExerciseDocument, blank: FoundBlank): BlankLook {
  if (!blank.filled) return "empty";
  const verdict = state.checked?.current === true ? state.checked.verdict : undefined;
  switch (verdict?.kind) {
    case "right":
    case "worse":
      return "right";
    case "wrong":
      return verdict.listed.length === 0 || verdict.listed.some((listed) => listed.blank === blank.id)
        ? "wrong"
        : "filled";
    default:
      return "filled";
  }
}

/** The number of a blank in a circle: ① to ⑳, then in parentheses. */
export function badge(number: number): string {
  return number >= 1 && number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : `(${number})`;
}
