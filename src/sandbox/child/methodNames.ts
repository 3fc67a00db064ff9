/** Methods that are named like what is refused elsewhere: `eval(x) { … }` in a class or an object calls nothing. */
import type { SourceToken } from "./tokens.ts";

/** Whether this token is the name of a method that is defined there: its parameters are followed by a body. */
export function isMethodName(tokens: readonly SourceToken[], index: number): boolean {
  const name = tokens[index];
  if (name === undefined || (name.text !== "eval" && name.text !== "import")) return false;
  if (tokens[index - 1]?.text === "function") return false;
  const open = afterTypes(tokens, index + 1);
  if (tokens[open]?.text !== "(") return false;
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const { text, isType } = tokens[at] as SourceToken;
    if (isType) continue;
    if (text === "(") depth += 1;
    else if (text === ")") depth -= 1;
    if (depth === 0) return tokens[afterTypes(tokens, at + 1)]?.text === "{";
  }
  return false;
}

function afterTypes(tokens: readonly SourceToken[], index: number): number {
  let at = index;
  while (tokens[at]?.isType === true) at += 1;
  return at;
}
