/** Whether two fragments are the same code however they are formatted, and a short name for what was answered. */
import { comparisonKey, isOptional } from "./align/comparable.ts";
import { pairBrackets, type Token, tokenize } from "./tokens.ts";

/**
 * True where two fragments are equal token by token, but for quotes, semicolons, trailing commas, parentheses around
 * the whole or around the only parameter of an arrow function, comments and white space.
 */
export function sameCode(a: string, b: string): boolean {
  const left = essentials(a);
  const right = essentials(b);
  return left.length === right.length && left.every((key, i) => key === right[i]);
}

/**
 * A short text that is the same for the same answers, in the sense of {@link sameCode}, today and in any later
 * version: 64-bit FNV-1a over the tokens. It tells attempts apart and protects nothing.
 */
export function answerDigest(texts: readonly string[]): string {
  const all = texts.map((text) => essentials(text).join("\u0000")).join("\u0001");
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < all.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(all.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

function essentials(text: string): readonly string[] {
  const { tokens } = tokenize(text);
  const { closer } = pairBrackets(tokens);
  const dropped = new Set<number>();
  const end = tokens.findLastIndex((token) => token.text !== ";" && token.text !== ",") + 1;
  tokens.forEach((token, i) => {
    if (i >= end || isOptional(tokens, i)) dropped.add(i);
    const close = closer[i] ?? -1;
    if (token.text === "(" && close === i + 2 && tokens[i + 1]?.kind === "name" && isArrow(tokens[close + 1])) {
      dropped.add(i).add(close);
    }
  });
  let first = 0;
  let last = end - 1;
  while (first < last && tokens[first]?.text === "(" && closer[first] === last && !isArrow(tokens[last + 1])) {
    dropped.add(first++).add(last--);
    while (last > first && dropped.has(last)) last--;
  }
  return tokens.flatMap((_, i) => (dropped.has(i) ? [] : [comparisonKey(tokens, i)]));
}

function isArrow(token: Token | undefined): boolean {
  return token?.text === "=>";
}
