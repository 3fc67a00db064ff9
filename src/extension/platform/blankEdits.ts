/** Edits by a blank's id, on whatever state the learner's text is in. Each list is one step of the undo history. */
import { applyEdits, type TextEdit } from "../../base/span.ts";
import { fillBlank, type FoundBlank, resetBlank, restoreBlank } from "../../core/exercise/edits.ts";
import { locate } from "../../core/exercise/locate.ts";
import type { Starter, StarterBlank } from "../../core/exercise/starter.ts";

/** Puts code into a blank, after bringing the blank back where it is missing. Undefined where that is not possible. */
export function fillEdits(starter: Starter, text: string, id: string, code: string): TextEdit[] | undefined {
  const here = find(starter, text, id);
  if (here !== undefined) return [fillBlank(text, here.blank, here.found, code)];
  const back = restoreBlank(starter, text, id);
  if (back === undefined) return undefined;
  const restored = applyEdits(text, [back]);
  const there = find(starter, restored, id);
  if (there === undefined) return undefined;
  return [difference(text, applyEdits(restored, [fillBlank(restored, there.blank, there.found, code)]))];
}

/** Puts the hole back into a blank, or brings the blank back where it is missing. */
export function resetEdits(starter: Starter, text: string, id: string): TextEdit[] | undefined {
  const here = find(starter, text, id);
  if (here !== undefined) return here.found.filled ? [resetBlank(text, here.blank, here.found)] : [];
  const back = restoreBlank(starter, text, id);
  return back === undefined ? undefined : [back];
}

function find(starter: Starter, text: string, id: string): { blank: StarterBlank; found: FoundBlank } | undefined {
  const blank = starter.blanks.find((candidate) => candidate.id === id);
  const found = locate(starter, text).blanks.find((candidate) => candidate.id === id);
  return blank === undefined || found?.state !== "found" ? undefined : { blank, found };
}

/** The one stretch in which two texts differ, as an edit of the first. */
function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { span: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}
