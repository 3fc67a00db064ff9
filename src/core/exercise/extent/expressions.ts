/** How far an expression reaches: operator precedence, arrows, calls, chains; walked without building a tree. */
import type { Cursor } from "./cursor.ts";
import { walkObject } from "./members.ts";

const BINARY: Readonly<Record<string, number>> = {
  "??": 1,
  "||": 2,
  "&&": 3,
  "|": 4,
  "^": 5,
  "&": 6,
  "==": 7,
  "!=": 7,
  "===": 7,
  "!==": 7,
  "<": 8,
  ">": 8,
  "<=": 8,
  ">=": 8,
  in: 8,
  instanceof: 8,
  as: 8,
  satisfies: 8,
  "<<": 9,
  "+": 10,
  "-": 10,
  "*": 11,
  "/": 11,
  "%": 11,
  "**": 12,
};
const SHIFT = 9;
const ASSIGN: ReadonlySet<string> = new Set([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "**=",
  "<<=",
  ">>=",
  ">>>=",
  "&=",
  "|=",
  "^=",
  "&&=",
  "||=",
  "??=",
]);
const PREFIX: ReadonlySet<string> = new Set(["!", "~", "+", "-", "++", "--", "typeof", "void", "delete", "await"]);
const RESERVED: ReadonlySet<string> = new Set(
  (
    "break case catch class const continue debugger default do else enum export extends finally for if import in " +
    "instanceof new return switch throw try var while with void typeof delete function"
  ).split(" "),
);
/** What may follow `f<T>` when it is not called: only these make it type arguments beyond doubt. */
const AFTER_INSTANTIATION: ReadonlySet<string> = new Set([")", "]", "}", ",", ";", ":"]);

/** Expressions with commas between them. */
export function walkSequence(c: Cursor): void {
  const start = c.at;
  walkAssignment(c);
  if (!c.is(",")) return;
  while (c.eat(",")) walkAssignment(c);
  c.note("expression", start);
}

/** One expression without a comma of its own. */
export function walkAssignment(c: Cursor): void {
  const start = c.at;
  if (c.is("yield")) {
    c.at++;
    const delegated = c.eat("*");
    const ends = c.done || c.peek().afterLineBreak || c.isAny(AFTER_INSTANTIATION);
    if (delegated || !ends) walkAssignment(c);
    c.note("expression", start);
    return;
  }
  if (arrow(c)) {
    c.note("expression", start);
    return;
  }
  binary(c, 0);
  if (c.eat("?")) {
    const { allowIn, inConsequent } = c;
    c.allowIn = true;
    c.inConsequent = true;
    walkAssignment(c);
    c.allowIn = allowIn;
    c.inConsequent = inConsequent;
    c.expect(":");
    walkAssignment(c);
    c.note("expression", start);
  } else if (c.isAny(ASSIGN)) {
    noteOperator(c, 1);
    walkAssignment(c);
    c.note("expression", start);
  }
}

function noteOperator(c: Cursor, width: number): void {
  const start = c.at;
  c.at += width;
  c.note("operator", start);
}

function arrow(c: Cursor): boolean {
  const start = c.at;
  if (c.is("async") && !c.peek(1).afterLineBreak && (c.peek(1).kind === "name" || c.is("(", 1) || c.is("<", 1))) c.at++;
  if (c.peek().kind === "name" && c.is("=>", 1)) {
    c.at++;
    c.note("binding", c.at - 1);
    arrowBody(c);
    return true;
  }
  if (c.is("(") || c.is("<")) {
    const head = c.attempt(() => {
      if (c.is("<")) c.grammar.typeParameters(c);
      c.grammar.parameters(c);
      if (c.is(":")) {
        c.at++;
        c.grammar.returnType(c);
        // `a ? (b) : c => d` has two readings until its end.
        if (c.is("=>") && c.inConsequent) throw new Ambiguous();
      }
      if (c.peek().afterLineBreak) c.fail();
      if (!c.is("=>")) c.fail();
    });
    if (head) {
      arrowBody(c);
      return true;
    }
  }
  c.at = start;
  return false;
}

/** Not caught by an attempt: nothing else may be tried in its place. */
export class Ambiguous extends Error {}

function arrowBody(c: Cursor): void {
  c.expect("=>");
  if (c.is("{")) c.fresh(() => c.grammar.block(c));
  else walkAssignment(c);
}

function binary(c: Cursor, least: number): void {
  const start = c.at;
  unary(c);
  for (;;) {
    const token = c.peek();
    if (token.kind !== "punctuator" && token.kind !== "name") return;
    if (token.text === ">" && c.is(">", 1) && c.peek(1).start === token.end) {
      if (SHIFT < least) return;
      const third = c.is(">", 2) && c.peek(2).start === c.peek(1).end;
      noteOperator(c, third ? 3 : 2);
      binary(c, SHIFT + 1);
    } else {
      const precedence = Object.hasOwn(BINARY, token.text) ? BINARY[token.text] : undefined;
      if (precedence === undefined || precedence < least) return;
      if (token.text === "in" && !c.allowIn) return;
      if (token.text === "as" || token.text === "satisfies") {
        if (token.afterLineBreak) return;
        c.at++;
        if (c.is("const")) {
          c.at++;
          c.note("type", c.at - 1);
        } else c.grammar.type(c);
      } else {
        noteOperator(c, 1);
        binary(c, token.text === "**" ? precedence : precedence + 1);
      }
    }
    c.note("expression", start);
  }
}

function unary(c: Cursor): void {
  const start = c.at;
  if (c.isAny(PREFIX)) {
    c.at++;
    unary(c);
    c.note("expression", start);
    return;
  }
  walkPostfix(c);
  if ((c.is("++") || c.is("--")) && !c.peek().afterLineBreak) {
    noteOperator(c, 1);
    c.note("expression", start);
  }
}

/** A primary expression with all its calls, members and marks behind it. */
export function walkPostfix(c: Cursor): void {
  const start = c.at;
  if (c.is("new") && !c.is(".", 1)) newExpression(c);
  else primary(c);
  while (suffix(c, true)) c.note("expression", start);
}

function newExpression(c: Cursor): void {
  const start = c.at;
  c.expect("new");
  const callee = c.at;
  if (c.is("new") && !c.is(".", 1)) newExpression(c);
  else primary(c);
  while (suffix(c, false)) c.note("expression", callee);
  if (c.is("<"))
    c.attempt(() => {
      c.grammar.typeArguments(c);
      if (!c.is("(")) c.fail();
    });
  if (c.is("(")) callArguments(c);
  c.note("expression", start);
}

function suffix(c: Cursor, calls: boolean): boolean {
  const token = c.peek();
  if (c.eat(".")) {
    memberName(c);
    return true;
  }
  if (c.is("?.")) {
    if (!calls) c.fail();
    c.at++;
    if (c.is("<")) c.grammar.typeArguments(c);
    if (c.is("(")) callArguments(c);
    else if (c.is("[")) index(c);
    else memberName(c);
    return true;
  }
  if (c.is("[")) {
    index(c);
    return true;
  }
  if (c.is("!") && !token.afterLineBreak) {
    c.at++;
    // The lexer takes a `/` after `!` for the start of a regular expression.
    if (c.peek().kind === "regex") c.fail();
    return true;
  }
  if (token.kind === "template" || token.kind === "template-head") {
    template(c);
    return true;
  }
  if (!calls) return false;
  if (c.is("(")) {
    callArguments(c);
    return true;
  }
  return (
    c.is("<") &&
    c.attempt(() => {
      c.grammar.typeArguments(c);
      const next = c.peek();
      const called = c.is("(") || next.kind === "template" || next.kind === "template-head";
      if (!called && !c.done && !c.isAny(AFTER_INSTANTIATION)) c.fail();
    })
  );
}

function memberName(c: Cursor): void {
  const token = c.take();
  if (token.kind !== "name" && token.kind !== "private") c.fail();
  c.note("property-name", c.at - 1);
}

function index(c: Cursor): void {
  c.expect("[");
  c.fresh(() => walkSequence(c));
  c.expect("]");
}

function callArguments(c: Cursor): void {
  c.expect("(");
  c.fresh(() => {
    while (!c.is(")")) {
      c.eat("...");
      walkAssignment(c);
      if (!c.eat(",")) break;
    }
  });
  c.expect(")");
}

function template(c: Cursor): void {
  const head = c.take();
  if (!head.closed) c.fail();
  if (head.kind === "template") return;
  for (;;) {
    c.fresh(() => walkSequence(c));
    const next = c.take();
    if (next.kind === "template-tail" && next.closed) return;
    if (next.kind !== "template-middle") c.fail();
  }
}

function primary(c: Cursor): void {
  const start = c.at;
  const token = c.peek();
  if (c.done || !token.closed) c.fail();
  if (token.kind === "number" || token.kind === "string" || token.kind === "regex") c.at++;
  else if (token.kind === "template" || token.kind === "template-head") template(c);
  else if (token.kind === "private" && c.is("in", 1)) c.at++;
  else if (c.is("(")) parenthesized(c);
  else if (c.is("[")) array(c);
  else if (c.is("{")) walkObject(c);
  else if (c.is("function") || (c.is("async") && c.is("function", 1) && !c.peek(1).afterLineBreak)) {
    c.eat("async");
    c.at++;
    c.eat("*");
    if (c.peek().kind === "name") {
      c.at++;
      c.note("binding", c.at - 1);
    }
    c.grammar.functionRest(c);
  } else if (c.eat("class")) c.grammar.classRest(c);
  else if (c.is("import") && (c.is("(", 1) || c.is(".", 1))) {
    c.at++;
    if (c.is("(")) callArguments(c);
    else {
      c.at++;
      c.takeName();
    }
  } else if (c.is("new") && c.is(".", 1)) {
    c.at += 2;
    c.takeName();
  } else if (token.kind === "name" && !RESERVED.has(token.text)) c.at++;
  else c.fail();
  c.note("expression", start);
}

function parenthesized(c: Cursor): void {
  c.expect("(");
  c.fresh(() => walkSequence(c));
  c.expect(")");
}

function array(c: Cursor): void {
  c.expect("[");
  c.fresh(() => {
    while (!c.is("]")) {
      if (c.eat(",")) continue;
      c.eat("...");
      walkAssignment(c);
      if (!c.eat(",")) break;
    }
  });
  c.expect("]");
}
