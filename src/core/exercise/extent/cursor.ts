/** Where the walk over the tokens stands, and what it has noted so far: which stretches of tokens are one node. */
import type { Token } from "../tokens.ts";

/** What a stretch of tokens is, as far as a blank cares. */
export type NodeKind = "expression" | "type" | "property-name" | "object-key" | "binding" | "operator";

export interface ExtentNode {
  readonly kind: NodeKind;
  /** Index of its first token. */
  readonly start: number;
  /** Index after its last token. */
  readonly end: number;
}

/** Thrown, and caught at the next statement, where the grammar does not go on or is one that the walk does not know. */
export class NotUnderstood extends Error {}

/** The rules that call each other in a circle; each file of rules takes the others from here. */
export interface Grammar {
  sequence(cursor: Cursor): void;
  assignment(cursor: Cursor): void;
  postfix(cursor: Cursor): void;
  type(cursor: Cursor): void;
  returnType(cursor: Cursor): void;
  typeArguments(cursor: Cursor): void;
  typeParameters(cursor: Cursor): void;
  typeMembers(cursor: Cursor): void;
  parameters(cursor: Cursor): void;
  binding(cursor: Cursor): void;
  functionRest(cursor: Cursor): void;
  classRest(cursor: Cursor): void;
  block(cursor: Cursor): void;
}

const NOTHING: Token = { kind: "invalid", text: "", start: 0, end: 0, afterLineBreak: true, closed: true };

export class Cursor {
  readonly tokens: readonly Token[];
  readonly grammar: Grammar;
  readonly nodes: ExtentNode[] = [];
  at = 0;
  /** False inside the head of a `for`, where `in` is not an operator. */
  allowIn = true;
  /** False in the `extends` part of a conditional type. */
  allowConditionalType = true;
  /** True between `?` and `:` of a conditional expression. */
  inConsequent = false;

  constructor(tokens: readonly Token[], grammar: Grammar) {
    this.tokens = tokens;
    this.grammar = grammar;
  }

  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? NOTHING;
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  /** True where the token here is this punctuator or word. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.kind === "punctuator" || token.kind === "name");
  }

  isAny(texts: ReadonlySet<string>, ahead = 0): boolean {
    return texts.has(this.peek(ahead).text) && this.is(this.peek(ahead).text, ahead);
  }

  eat(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.eat(text)) this.fail();
  }

  take(): Token {
    if (this.done) this.fail();
    const token = this.peek();
    this.at++;
    return token;
  }

  takeName(): void {
    if (this.peek().kind !== "name") this.fail();
    this.at++;
  }

  fail(): never {
    throw new NotUnderstood();
  }

  note(kind: NodeKind, start: number): void {
    this.nodes.push({ kind, start, end: this.at });
  }

  /** Runs a rule; where it does not hold, goes back as if nothing had happened and returns false. */
  attempt(rule: () => void): boolean {
    const { at, allowIn, allowConditionalType, inConsequent } = this;
    const noted = this.nodes.length;
    try {
      rule();
      return true;
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      this.nodes.length = noted;
      this.at = at;
      this.allowIn = allowIn;
      this.allowConditionalType = allowConditionalType;
      this.inConsequent = inConsequent;
      return false;
    }
  }

  /** Runs a rule inside brackets, where the restrictions of the surroundings do not count. */
  fresh(rule: () => void): void {
    const { allowIn, allowConditionalType, inConsequent } = this;
    this.allowIn = true;
    this.allowConditionalType = true;
    this.inConsequent = false;
    rule();
    this.allowIn = allowIn;
    this.allowConditionalType = allowConditionalType;
    this.inConsequent = inConsequent;
  }
}
