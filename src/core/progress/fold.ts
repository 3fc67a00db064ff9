/** The log folded into what is known of each item. */
import type { ItemKey, ItemProgress, ProgressEvent } from "./model.ts";

export const noProgress: ItemProgress = {
  state: "new",
  wrongAnswers: [],
  hintsOpened: 0,
  solutionSeen: false,
  at: 0,
};

/** A text that is different for every item; ids hold no `/`. */
export function itemId(key: ItemKey): string {
  return `${key.pack}/${key.item}`;
}

/**
 * What one more event makes of an item's progress. Events of other items must not be passed in. The order of events is
 * the order of the log, not of their clocks, so two windows with clocks apart still agree.
 */
export function applyEvent(before: ItemProgress, event: ProgressEvent): ItemProgress {
  const at = Math.max(before.at, event.at);
  switch (event.type) {
    case "started":
      return {
        ...before,
        at,
        state: before.state === "new" ? "started" : before.state,
      };
    case "checked":
      return { ...afterCheck(before, event), at };
    case "hint":
      return {
        ...before,
        at,
        state: opened(before),
        hintsOpened: Math.max(before.hintsOpened, event.number),
      };
    case "solution":
      // Looking after a pass costs nothing: the item was solved unaided already.
      return {
        ...before,
        at,
        solutionSeen: true,
        state: before.state === "passed" ? "passed" : "again",
      };
    case "reset":
      return {
        ...before,
        at,
        wrongAnswers: [],
        solutionSeen: false,
        state: before.state === "passed" ? "passed" : "started",
      };
    case "answered":
      return { ...before, at, state: event.right ? "passed" : "again" };
  }
}

function opened(before: ItemProgress): ItemProgress["state"] {
  return before.state === "new" ? "started" : before.state;
}

function afterCheck(before: ItemProgress, event: Extract<ProgressEvent, { type: "checked" }>): ItemProgress {
  switch (event.verdict) {
    case "right":
    case "worse":
      // Typing in a solution one has just been shown proves little: the item stays due for another look until a reset.
      return before.solutionSeen && before.state !== "passed" ? before : { ...before, state: "passed" };
    case "wrong":
      return before.wrongAnswers.includes(event.answer)
        ? { ...before, state: opened(before) }
        : {
            ...before,
            state: opened(before),
            wrongAnswers: [...before.wrongAnswers, event.answer],
          };
    case "error":
      return { ...before, state: opened(before) };
  }
}

/**
 * Folds events onto what was known before (nothing, for a whole log). Items without events are not in the map: use
 * {@link noProgress} for them.
 */
export function foldProgress(
  events: Iterable<ProgressEvent>,
  before: Iterable<readonly [string, ItemProgress]> = [],
): Map<string, ItemProgress> {
  const items = new Map(before);
  for (const event of events) {
    const id = itemId(event);
    items.set(id, applyEvent(items.get(id) ?? noProgress, event));
  }
  return items;
}

/** Distinct wrong answers that are left before the solution is shown; never below zero. */
export function attemptsLeft(progress: ItemProgress, attempts: number): number {
  return Math.max(0, attempts - progress.wrongAnswers.length);
}
