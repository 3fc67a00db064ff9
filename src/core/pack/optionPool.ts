/** The lettered options of an exercise: every answer and every wrong or worse fragment once, in an order without a pattern. */
import type { Blank } from "../exercise/model.ts";
import { codeKey } from "./codeKey.ts";
import type { BlankProse, Option } from "./model.ts";

/** The same pool in the same order for everybody: the order depends on `seed` (the item's id) alone. */
export function optionPool(blanks: readonly Blank[], prose: readonly BlankProse[], seed: string): readonly Option[] {
  const pool = new Map<string, { code: string; blanks: string[] }>();
  const offer = (code: string, blank: string): void => {
    const key = codeKey(code);
    const option = pool.get(key);
    if (option === undefined) pool.set(key, { code, blanks: [blank] });
    else if (!option.blanks.includes(blank)) option.blanks.push(blank);
  };
  for (const blank of blanks) offer(blank.answer, blank.id);
  for (const { id, variants } of prose) {
    for (const variant of variants) if (variant.verdict !== "accept") offer(variant.code, id);
  }
  // An accepted fragment is not offered for its own sake, but may be another blank's option.
  for (const { id, variants } of prose) {
    for (const variant of variants) if (pool.has(codeKey(variant.code))) offer(variant.code, id);
  }
  return shuffled([...pool.values()], seed).map((option, index) => ({ letter: letterOf(index), ...option }));
}

/** `a` to `z`, then `aa`, `ab` and so on. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** Fisher-Yates with a generator of its own, so that the order never depends on the machine. */
export function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const result = [...items];
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  for (let i = result.length - 1; i > 0; i--) {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const j = ((mixed ^ (mixed >>> 14)) >>> 0) % (i + 1);
    const swap = result[i] as T;
    result[i] = result[j] as T;
    result[j] = swap;
  }
  return result;
}
