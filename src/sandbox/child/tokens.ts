/** The tokens of a TypeScript text, from the same parser that compiles it, so that both agree on what is a comment. */
import type { RunFailure } from "../../core/check/model.ts";
import { LineMap, type Span } from "../../base/span.ts";
import * as parser from "sucrase/dist/parser/index.js";
import * as types from "sucrase/dist/parser/tokenizer/types.js";
import { StopRun } from "./stopRun.ts";

export type TokenKind = "string" | "template" | "regexp" | "import" | "export" | "let" | "var" | "const" | "other";

export interface SourceToken extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** In a type, which is gone before the code runs. */
  readonly isType: boolean;
}

const kinds: ReadonlyMap<number, TokenKind> = new Map([
  [types.TokenType.string, "string"],
  [types.TokenType.template, "template"],
  [types.TokenType.regexp, "regexp"],
  [types.TokenType._import, "import"],
  [types.TokenType._export, "export"],
  [types.TokenType._let, "let"],
  [types.TokenType._var, "var"],
  [types.TokenType._const, "const"],
]);

/** Throws {@link StopRun} with a syntax failure where the text is no TypeScript. */
export function tokensOf(file: string, text: string): readonly SourceToken[] {
  try {
    return parser
      .parse(text, false, true, false)
      .tokens.filter((token) => token.end > token.start)
      .map((token) => ({
        start: token.start,
        end: token.end,
        kind: kinds.get(token.type) ?? "other",
        text: text.slice(token.start, token.end),
        isType: token.isType,
      }));
  } catch (error) {
    throw new StopRun(syntaxFailure(file, text, error));
  }
}

function syntaxFailure(file: string, text: string, error: unknown): RunFailure {
  const { pos, message } = error as { pos?: unknown; message?: unknown };
  const position = new LineMap(text).positionAt(typeof pos === "number" ? pos : 0);
  const words = typeof message === "string" ? message.replace(/\s*\(\d+:\d+\)$/, "") : "Unexpected token";
  return { code: "syntax", at: { file, ...position }, message: words };
}
