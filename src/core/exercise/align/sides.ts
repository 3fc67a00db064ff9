/** Starter and learner's text side by side, ready to be aligned: fixed tokens, gaps where blanks stand, and brackets. */
import type { Starter, StarterBlank } from "../starter.ts";
import { type Brackets, pairBrackets, type Token, tokenize } from "../tokens.ts";
import { comparisonKey, isOptional, isParenthesis, weightOf } from "./comparable.ts";

export interface Side {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Equal numbers for tokens that count as equal, across both sides. */
  readonly keys: Int32Array;
  readonly brackets: Brackets;
  /** What a formatter may add or remove. */
  readonly optional: readonly boolean[];
}

/** A blank as a place between fixed tokens. */
export interface Gap {
  readonly blank: StarterBlank;
  /** How many fixed tokens stand before it. */
  readonly at: number;
  /** Keys of the hole's tokens without semicolons; empty where the author's hole is empty. */
  readonly hole: readonly number[];
}

export interface Sides {
  /** The starter without its holes. */
  readonly fixed: Side;
  readonly weights: Float32Array;
  readonly gaps: readonly Gap[];
  readonly learner: Side;
  /** Key of the default hole's token. */
  readonly holeKey: number;
}

/** Key of a learner's token that has its partner already and is out of the game. */
export const TAKEN = -1;
const GONE = -2;

/** The same sides without what has been matched already: those tokens match nothing more, and cost nothing. */
export function withoutMatched(sides: Sides, fixed: Iterable<number>, learner: Iterable<number>): Sides {
  const weights = sides.weights.slice();
  const fixedKeys = sides.fixed.keys.slice();
  const learnerKeys = sides.learner.keys.slice();
  for (const i of fixed) {
    weights[i] = 0;
    fixedKeys[i] = GONE;
  }
  for (const i of learner) learnerKeys[i] = TAKEN;
  return {
    ...sides,
    weights,
    fixed: { ...sides.fixed, keys: fixedKeys },
    learner: { ...sides.learner, keys: learnerKeys },
  };
}

export function prepareSides(starter: Starter, learnerText: string): Sides {
  const numbers = new Map<string, number>();
  const number = (key: string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  const keysOf = (tokens: readonly Token[]): Int32Array =>
    Int32Array.from(tokens, (_, i) => number(comparisonKey(tokens, i)));
  const sideOf = (text: string, tokens: readonly Token[]): Side => ({
    text,
    tokens,
    keys: keysOf(tokens),
    brackets: pairBrackets(tokens),
    optional: tokens.map((_, i) => isOptional(tokens, i)),
  });
  const all = tokenize(starter.text).tokens;
  const inHole = (token: Token): boolean =>
    starter.blanks.some(({ span }) => token.start < span.end && token.end > span.start);
  const fixedTokens = all.filter((token) => !inHole(token));
  const fixed = sideOf(starter.text, fixedTokens);
  const counts = new Map<number, number>();
  for (const key of fixed.keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const gaps = starter.blanks.map((blank): Gap => {
    const at = fixedTokens.findIndex((token) => token.start >= blank.span.end);
    const hole = tokenize(blank.hole).tokens;
    return {
      blank,
      at: at < 0 ? fixedTokens.length : at,
      hole: [...keysOf(hole)].filter((_, i) => hole[i]?.text !== ";"),
    };
  });
  return {
    fixed,
    weights: Float32Array.from(fixedTokens, (token, i) => weightOf(token, counts.get(fixed.keys[i] ?? -1) ?? 1)),
    gaps,
    learner: sideOf(learnerText, tokenize(learnerText).tokens),
    holeKey: number("____"),
  };
}

/** True for a token whose coming or going alone is no edit. */
export function isSoft(side: Side, index: number): boolean {
  return side.optional[index] === true || isParenthesis(side.tokens[index]);
}
