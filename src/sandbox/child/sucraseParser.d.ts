/** The part of sucrase's parser that is used to look at tokens; the package has no types for these paths. */
declare module "sucrase/dist/parser/index.js" {
  export interface Token {
    readonly type: number;
    readonly start: number;
    readonly end: number;
    readonly isType: boolean;
  }
  export function parse(
    input: string,
    jsx: boolean,
    typeScript: boolean,
    flow: boolean,
  ): { readonly tokens: readonly Token[] };
}

declare module "sucrase/dist/parser/tokenizer/types.js" {
  export const TokenType: Readonly<
    Record<"string" | "template" | "regexp" | "_import" | "_export" | "_let" | "_var" | "_const", number>
  >;
}

/** Named by path so that every bundle takes this one build of the package, and its parser once. */
declare module "sucrase/dist/index.js" {
  export { transform } from "sucrase";
}
