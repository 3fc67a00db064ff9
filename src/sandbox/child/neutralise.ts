/**
 * Makes source acceptable to the evaluator, which refuses `import(`, `eval(`, `<!--` and `-->` by pattern, wherever
 * they stand: comments become spaces, look-alikes inside literals are escaped, and methods of such a name get it as a
 * literal. The evaluator's own test stays on, so that a mistake here can only refuse too much.
 */
import { isMethodName } from "./methodNames.ts";
import type { SourceToken } from "./tokens.ts";

export function neutralise(text: string, tokens: readonly SourceToken[]): string {
  let result = "";
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    result += blank(text.slice(at, token.start));
    if (isMethodName(tokens, index)) result += asLiteral(token.text);
    else result += isLiteral(token) ? escapeLookAlikes(token.text) : token.text;
    // `x --> 0` is a comparison here; apart, the evaluator sees that too.
    if (token.text === "--" && tokens[index + 1]?.text.startsWith(">") && text[token.end] === ">") result += " ";
    at = token.end;
  }
  return result + blank(text.slice(at));
}

function asLiteral(name: string): string {
  return `"\\x${name.charCodeAt(0).toString(16)}${name.slice(1)}"`;
}

function isLiteral(token: SourceToken): boolean {
  return token.kind === "string" || token.kind === "template" || token.kind === "regexp";
}

/** Spaces for everything but line ends. */
function blank(gap: string): string {
  return gap.replace(/[^\r\n\u2028\u2029]/g, " ");
}

function escapeLookAlikes(literal: string): string {
  return literal
    .replace(/\bimport(?=\s*(?:\(|\/[/*]))/g, "\\x69mport")
    .replace(/\beval(?=\s*\()/g, "\\x65val")
    .replace(/<!--/g, "<\\x21--")
    .replace(/-->/g, "-\\x2d>");
}
