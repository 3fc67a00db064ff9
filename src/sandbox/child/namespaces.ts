/** Namespaces, which compiling would leave out as if they were types. */
import type { SourceToken } from "./tokens.ts";

const words: readonly string[] = ["namespace", "module"];
const values = /^(?:const|let|var|function|class|enum|namespace|module)$/;

/** The first namespace that holds more than types and is more than declared, or undefined. */
export function firstNamespace(text: string, tokens: readonly SourceToken[]): SourceToken | undefined {
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as SourceToken;
    if (!token.isType) continue;
    const isDeclared = token.text === "declare";
    const body = bodyOf(text, tokens, isDeclared ? at + 1 : at);
    if (body === undefined) continue;
    const end = endOf(tokens, body);
    if (!isDeclared && tokens.slice(body, end).some((one) => values.test(one.text))) return token;
    at = end;
  }
  return undefined;
}

/** The index of the brace that opens the namespace that begins here, on one line up to its name. */
function bodyOf(text: string, tokens: readonly SourceToken[], index: number): number | undefined {
  const [word, name] = [tokens[index], tokens[index + 1]];
  if (word === undefined || name === undefined || !words.includes(word.text)) return undefined;
  if (/[\r\n]/.test(text.slice(word.end, name.start)) || !/^[\p{L}_$"']/u.test(name.text)) return undefined;
  let at = index + 2;
  while (tokens[at]?.text === ".") at += 2;
  return tokens[at]?.text === "{" ? at : undefined;
}

/** The index of the brace that closes this one, or the end. */
function endOf(tokens: readonly SourceToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === "{") depth += 1;
    else if (tokens[at]?.text === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}
