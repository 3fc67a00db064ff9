/** The options that are offered for one blank. */
import type { ExerciseItem, Option } from "../../core/pack/model.ts";

/** Answers and wrong fragments in the pack's own shuffled order, which says nothing of which is right. */
export function optionsFor(item: ExerciseItem, blank: string): readonly Option[] {
  return item.options.filter((option) => option.blanks.includes(blank));
}

/** An option on one line, short enough for a list. */
export function optionLabel(code: string): string {
  const line = code.trim().replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
