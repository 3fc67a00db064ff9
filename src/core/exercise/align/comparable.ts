/** Tokens made comparable: what a formatter may change without changing the code is evened out here. */
import type { Token } from "../tokens.ts";

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A text that is equal for two tokens when a formatter could turn one into the other. */
export function comparisonKey(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  if (token === undefined) return "";
  if (token.kind === "string" && token.closed) {
    const content = token.text.slice(1, -1).replace(/\\(["'])/g, "$1");
    return isKey(tokens, index) && IDENTIFIER.test(content) ? content : `"${content}"`;
  }
  if (token.kind === "number") {
    const value = Number(token.text.replaceAll("_", ""));
    return Number.isNaN(value) ? token.text.toLowerCase() : `#${value}`;
  }
  if (token.kind.startsWith("template")) return token.text.replace(/\r\n?/g, "\n");
  return token.text;
}

/** True for a string before the `:` of an object literal or type, which formatters strip of its quotes. */
function isKey(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.text;
  return tokens[index + 1]?.text === ":" && (before === "{" || before === "," || before === ";" || before === "}");
}

const CLOSERS: ReadonlySet<string> = new Set([")", "]", "}", ">"]);

/** True for a token that formatters add and remove: a semicolon, a comma before a closing bracket, `|` at the front. */
export function isOptional(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.kind !== "punctuator") return false;
  if (token.text === ";") return true;
  const next = tokens[index + 1];
  if (token.text === ",") return next !== undefined && (CLOSERS.has(next.text) || next.kind.startsWith("template-"));
  const before = tokens[index - 1]?.text;
  return (
    (token.text === "|" || token.text === "&") && (before === "=" || before === ":" || before === "(" || before === "<")
  );
}

export function isParenthesis(token: Token | undefined): boolean {
  return token?.kind === "punctuator" && (token.text === "(" || token.text === ")");
}

const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  "const",
  "let",
  "var",
  "return",
  "if",
  "for",
  "while",
  "do",
  "switch",
  "case",
  "throw",
  "try",
  "break",
  "continue",
  "export",
]);
const WORDS: ReadonlySet<string> = new Set([
  "async",
  "await",
  "function",
  "class",
  "new",
  "else",
  "catch",
  "finally",
  "import",
  "from",
  "type",
  "interface",
  "this",
  "as",
  "in",
  "of",
  "typeof",
  "string",
  "number",
  "boolean",
  "true",
  "false",
  "null",
  "undefined",
  "void",
  "default",
]);

/** True for a word that starts a statement wherever it stands (outside of member names and keys). */
export function startsStatement(token: Token | undefined): boolean {
  return token?.kind === "name" && STATEMENT_WORDS.has(token.text);
}

/** How much it tells that this token is found again: rare words much, punctuation little. */
export function weightOf(token: Token, occurrences: number): number {
  if (token.kind === "punctuator") {
    if (token.text === ";" || token.text === ",") return 0.15;
    if (token.text === "(" || token.text === ")") return 0.6;
    return "{}[]".includes(token.text) ? 0.8 : 0.9;
  }
  if (token.kind === "name" && (STATEMENT_WORDS.has(token.text) || WORDS.has(token.text))) return 1.5;
  return occurrences === 1 ? 4 : occurrences === 2 ? 3 : 2;
}

const OPERATOR_WORDS: ReadonlySet<string> = new Set([
  "as",
  "satisfies",
  "in",
  "of",
  "instanceof",
  "is",
  "await",
  "typeof",
  "void",
  "delete",
  "new",
  "keyof",
  "extends",
  "yield",
  "async",
]);

/** True where code before and after a line break can only be two statements: something complete meets something new. */
export function breaksStatement(before: Token | undefined, token: Token): boolean {
  if (before === undefined || !token.afterLineBreak) return false;
  const complete = before.kind === "punctuator" ? ")]}".includes(before.text) : !OPERATOR_WORDS.has(before.text);
  const fresh =
    token.kind === "punctuator"
      ? token.text === "{" || token.text === "}"
      : !OPERATOR_WORDS.has(token.text) || token.text === "await" || token.text === "new" || token.text === "delete";
  return complete && fresh && token.kind !== "template-middle" && token.kind !== "template-tail";
}
