/** Finds the blanks of a starter in a learner's text, whatever was done to it. */
import { align } from "./align/align.ts";
import type { Located } from "./model.ts";
import type { Starter } from "./starter.ts";

/**
 * Where each blank is now, and what else was changed. Never throws, whatever the text; a blank whose surroundings
 * are gone is `missing` rather than guessed.
 */
export function locate(starter: Starter, learnerText: string): Located {
  const { blanks, hunks } = align(starter, learnerText);
  return {
    blanks,
    outside: hunks.map(({ span, originalSpan }) => ({
      span,
      original: starter.text.slice(originalSpan.start, originalSpan.end),
    })),
  };
}
