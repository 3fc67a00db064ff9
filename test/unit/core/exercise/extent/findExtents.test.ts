/** The extents that the walk finds are those of a real parser: outermost nodes by start, over many contexts. */
import assert from "node:assert/strict";
import { parse } from "@babel/parser";
import fc from "fast-check";
import { findExtents } from "../../../../../src/core/exercise/extent/findExtents.ts";
import { tokenize } from "../../../../../src/core/exercise/tokens.ts";
import { EXPRESSIONS, expressionText, FILES, IN_EXPRESSIONS, IN_TYPES, TYPES, typeText } from "./corpus.ts";

interface Outermost {
  readonly expressions: ReadonlyMap<number, number>;
  readonly types: ReadonlyMap<number, number>;
}

const NOT_AN_EXPRESSION =
  /Statement|Declarat|^File$|^Program$|Property$|Method$|Pattern$|Specifier|Block|Clause|Template(Element|Literal$)|SwitchCase|Argument|^Super$|^Import$|PrivateName|Interpreter|Spread|Rest|Heritage|ClassBody|Directive|Parameter/;

/** The longest expression and the longest type that start at each offset, as Babel sees them. */
function outermost(text: string): Outermost | undefined {
  let file: unknown;
  try {
    file = parse(text, {
      sourceType: "module",
      plugins: ["typescript"],
      createParenthesizedExpressions: true,
      allowReturnOutsideFunction: true,
    });
  } catch {
    return undefined;
  }
  const expressions = new Map<number, number>();
  const types = new Map<number, number>();
  const visit = (node: unknown, parent: string): void => {
    if (Array.isArray(node)) {
      for (const child of node) visit(child, parent);
      return;
    }
    if (typeof node !== "object" || node === null || !("type" in node) || typeof node.type !== "string") return;
    const { type } = node;
    const { start, end } = node as unknown as { start: number; end: number };
    const isType =
      type.startsWith("TS") &&
      /Keyword$|Type$|TypeLiteral$|TypeOperator|TypeReference|TypeQuery|TypePredicate|Heritage|Implements/.test(type);
    const operator =
      type.startsWith("TSAs") ||
      type.startsWith("TSSatisfies") ||
      type.startsWith("TSNonNull") ||
      type.startsWith("TSInstantiation");
    const literalTemplate =
      type === "TemplateLiteral" &&
      parent !== "TSLiteralType" &&
      parent !== "TSTemplateLiteralType" &&
      parent !== "TaggedTemplateExpression";
    const expression = operator || literalTemplate || (!type.startsWith("TS") && !NOT_AN_EXPRESSION.test(type));
    if (isType) types.set(start, Math.max(types.get(start) ?? 0, end));
    else if (expression) expressions.set(start, Math.max(expressions.get(start) ?? 0, end));
    for (const [name, child] of Object.entries(node)) {
      if (name !== "loc" && !name.endsWith("Comments") && name !== "comments" && name !== "extra" && name !== "errors")
        visit(child, type);
    }
  };
  visit(file, "");
  return { expressions, types };
}

/** Every extent that is claimed must be the parser's own; how many there were. */
function compare(text: string): number {
  const truth = outermost(text);
  if (truth === undefined) return 0;
  const { tokens } = tokenize(text);
  let compared = 0;
  for (const node of findExtents(tokens, text).values()) {
    if (node.kind !== "expression" && node.kind !== "type") continue;
    const start = tokens[node.start]?.start ?? -1;
    const end = tokens[node.end - 1]?.end ?? -1;
    const known: ReadonlyMap<number, number> = node.kind === "type" ? truth.types : truth.expressions;
    assert.equal(text.slice(start, end), text.slice(start, known.get(start)), `${node.kind} at ${start} of: ${text}`);
    compared++;
  }
  return compared;
}

/** The extent that starts at an offset. */
function extentAt(text: string, offset: number): { readonly kind: string; readonly text: string } | undefined {
  const { tokens } = tokenize(text);
  const node = findExtents(tokens, text).get(tokens.findIndex((token) => token.start === offset));
  return node === undefined ? undefined : { kind: node.kind, text: text.slice(offset, tokens[node.end - 1]?.end) };
}

describe("findExtents", () => {
  it("agrees with a parser on every listed expression in every context", () => {
    let compared = 0;
    let understood = 0;
    for (const [before, after] of IN_EXPRESSIONS) {
      for (const expression of EXPRESSIONS) {
        const text = `${before}${expression}${after}`;
        if (outermost(text) === undefined) continue;
        compare(text);
        compared++;
        if (extentAt(text, before.length) !== undefined) understood++;
      }
    }
    assert.ok(compared > 1000, `${compared} compared`);
    assert.ok(understood / compared > 0.97, `${understood} of ${compared} understood`);
  });

  it("agrees with a parser on every listed type in every context", () => {
    let compared = 0;
    let understood = 0;
    for (const [before, after] of IN_TYPES) {
      for (const type of TYPES) {
        const text = `${before}${type}${after}`;
        if (outermost(text) === undefined) continue;
        compare(text);
        compared++;
        if (extentAt(text, before.length)?.kind === "type") understood++;
      }
    }
    assert.ok(compared > 300, `${compared} compared`);
    assert.ok(understood / compared > 0.95, `${understood} of ${compared} understood`);
  });

  it("agrees with a parser on generated expressions", () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.constantFrom(...IN_EXPRESSIONS), expressionText, ([before, after], expression) => {
        compared += compare(`${before}${expression}${after}`);
      }),
      { numRuns: 600 },
    );
    assert.ok(compared > 2000, `${compared} compared`);
  });

  it("agrees with a parser on generated types", () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.constantFrom(...IN_TYPES), typeText, ([before, after], type) => {
        compared += compare(`${before}${type}${after}`);
      }),
      { numRuns: 300 },
    );
    assert.ok(compared > 500, `${compared} compared`);
  });

  it("agrees with a parser on whole files", () => {
    for (const file of FILES) {
      assert.ok(outermost(file) !== undefined, `not valid: ${file}`);
      assert.ok(compare(file) > 0, `nothing understood in: ${file}`);
    }
  });

  it("never throws", () => {
    const soup = fc.array(
      fc.constantFrom(
        ...'a b ( ) { } [ ] < > => : ? , ; = . ?. ! async await new ` ${ " / class function for if type & | as in'.split(
          " ",
        ),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          soup.map((words) => words.join(" ")),
        ),
        (text) => {
          findExtents(tokenize(text).tokens, text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
