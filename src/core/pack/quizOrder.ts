/** The order in which a question's options are shown: the same everywhere and every time, and not the author's. */
import type { QuizItem } from "./model.ts";

/**
 * Indices into `item.options` in the order to show them. Depends on the item's id and number of options only, so that
 * the quick pick and the panel agree, and a reload moves nothing.
 */
export function quizOrder(item: Pick<QuizItem, "id" | "options">): readonly number[] {
  const order = item.options.map((_, index) => index);
  let seed = 2166136261;
  for (let i = 0; i < item.id.length; i++) seed = Math.imul(seed ^ item.id.charCodeAt(i), 16777619) >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((seed / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j] ?? i, order[i] ?? j];
  }
  return order;
}

/** Whether these are exactly the right options. */
export function isRight(item: Pick<QuizItem, "options">, chosen: readonly number[]): boolean {
  return item.options.every((option, index) => option.right === chosen.includes(index));
}
