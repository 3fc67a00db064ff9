/** TypeScript text as tokens with offsets: no white space, comments kept apart, never throws, whatever the text. */
import jsTokens from "js-tokens";
import type { Span } from "../../base/span.ts";

export type TokenKind =
  | "name"
  | "private"
  | "number"
  | "string"
  | "regex"
  | "template"
  | "template-head"
  | "template-middle"
  | "template-tail"
  | "punctuator"
  | "invalid";

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** True where a line break stands between this token and the one before it; automatic semicolons depend on it. */
  readonly afterLineBreak: boolean;
  /** False for a string, template or regular expression that the text does not finish. */
  readonly closed: boolean;
}

export interface Comment extends Span {
  readonly text: string;
  /** `//` rather than a slash and a star. */
  readonly line: boolean;
  /** How many tokens stand before it. */
  readonly tokensBefore: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

/** What an empty blank shows in place of an expression or a type. */
export const HOLE = "____";

const KINDS: Readonly<Record<string, TokenKind>> = {
  IdentifierName: "name",
  PrivateIdentifier: "private",
  NumericLiteral: "number",
  StringLiteral: "string",
  RegularExpressionLiteral: "regex",
  NoSubstitutionTemplate: "template",
  TemplateHead: "template-head",
  TemplateMiddle: "template-middle",
  TemplateTail: "template-tail",
  Punctuator: "punctuator",
};

/**
 * Splits a text. `>>` and `>>>` come as single `>` tokens side by side, because only a grammar knows whether they
 * close type arguments or shift bits. Where a template or a comment is left open (somebody is typing one), templates
 * and comments end at their line, so that the rest of the file is still read as code.
 */
export function tokenize(text: string): Tokens {
  return split(text, false) ?? split(text, true) ?? { tokens: [], comments: [] };
}

function split(text: string, lineByLine: boolean): Tokens | undefined {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let lineBreak = false;
  const push = (kind: TokenKind, value: string, start: number, closed: boolean): void => {
    tokens.push({ kind, text: value, start, end: start + value.length, afterLineBreak: lineBreak, closed });
    lineBreak = false;
  };
  let at = 0;
  while (at < text.length) {
    for (const token of jsTokens(at === 0 ? text : text.slice(at))) {
      const start = at;
      const closed = !("closed" in token) || token.closed;
      const kind = KINDS[token.type] ?? "invalid";
      const spansLines = kind.startsWith("template") || token.type === "MultiLineComment";
      if (spansLines && !closed && !lineByLine) return undefined;
      const cut = spansLines && lineByLine && (kind !== "invalid" || !closed) ? token.value.search(/[\n\r]/) : -1;
      const value = cut >= 0 ? token.value.slice(0, cut) : token.value;
      at += value.length;
      if (token.type === "LineTerminatorSequence") lineBreak = true;
      else if (
        token.type === "MultiLineComment" ||
        token.type === "SingleLineComment" ||
        token.type === "HashbangComment"
      ) {
        if (/[\n\r\u2028\u2029]/.test(value)) lineBreak = true;
        const line = token.type !== "MultiLineComment";
        comments.push({ text: value, start, end: at, line, tokensBefore: tokens.length });
      } else if (/^>{2,3}$/.test(value)) {
        for (let i = 0; i < value.length; i++) push("punctuator", ">", start + i, true);
      } else if (token.type !== "WhiteSpace") push(cut >= 0 ? "invalid" : kind, value, start, closed && cut < 0);
      if (cut >= 0) break;
    }
  }
  return { tokens, comments };
}

const OPENERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function opens(token: Token): string | undefined {
  if (token.kind === "template-head" || token.kind === "template-middle") return "${";
  return token.kind === "punctuator" ? OPENERS[token.text] : undefined;
}

function closes(token: Token): string | undefined {
  if (token.kind === "template-tail" || token.kind === "template-middle") return "${";
  return token.kind === "punctuator" && (token.text === ")" || token.text === "]" || token.text === "}")
    ? token.text
    : undefined;
}

/** Whether a text can stand between others without drawing their code into it: all that it begins, it ends. */
export function isSelfContained({ tokens, comments }: Tokens): boolean {
  const { closer, opener } = pairBrackets(tokens);
  return (
    comments.every(({ line, text }) => line || /^\/\*[^]*\*\/$/.test(text)) &&
    tokens.every((token, index) => {
      if (!token.closed || token.kind === "invalid") return false;
      if (opens(token) !== undefined && closer[index] === -1) return false;
      return closes(token) === undefined || opener[index] !== -1;
    })
  );
}

export interface Brackets {
  /** For each token the index of the bracket that closes what it opens, or -1. */
  readonly closer: Int32Array;
  /** For each token the index of the bracket that opened what it closes, or -1. */
  readonly opener: Int32Array;
  /** How many matched brackets are open before each token. One entry more than there are tokens. */
  readonly depth: Int32Array;
  /** The index of the innermost matched bracket that is open before each token, or -1. */
  readonly enclosing: Int32Array;
}

/** Pairs brackets as well as a half-typed text allows: an opener nobody closes, or a stray closer, pairs with nothing. */
export function pairBrackets(tokens: readonly Token[]): Brackets {
  const closer = new Int32Array(tokens.length).fill(-1);
  const opener = new Int32Array(tokens.length).fill(-1);
  const open: { readonly index: number; readonly closer: string }[] = [];
  tokens.forEach((token, index) => {
    const closing = closes(token);
    if (closing !== undefined) {
      let match = open.length - 1;
      while (match >= 0 && open[match]?.closer !== closing) match--;
      const partner = open[match];
      if (partner !== undefined) {
        open.length = match;
        closer[partner.index] = index;
        opener[index] = partner.index;
      }
    }
    const opening = opens(token);
    if (opening !== undefined) open.push({ index, closer: opening });
  });
  const depth = new Int32Array(tokens.length + 1);
  const enclosing = new Int32Array(tokens.length + 1).fill(-1);
  const stack: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    depth[i] = stack.length;
    enclosing[i] = stack.at(-1) ?? -1;
    if ((opener[i] ?? -1) >= 0) stack.pop();
    if ((closer[i] ?? -1) >= 0) stack.push(i);
  }
  depth[tokens.length] = stack.length;
  return { closer, opener, depth, enclosing };
}
