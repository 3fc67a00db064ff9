/** What stands between the braces of a type, a class or an object literal, and between the brackets of a function. */
import type { Cursor } from "./cursor.ts";

const ENDS_KEY: ReadonlySet<string> = new Set(["(", "<", ":", "=", "?", "!", ",", ";", "}"]);

/** True where the word here is a modifier of a member rather than its name. */
function isModifier(c: Cursor): boolean {
  const next = c.peek(1);
  return !c.isAny(ENDS_KEY, 1) && next.text !== "" && !(next.afterLineBreak && next.kind !== "punctuator");
}

function key(c: Cursor): void {
  const start = c.at;
  const token = c.peek();
  if (token.kind === "name" || token.kind === "string" || token.kind === "number" || token.kind === "private") {
    c.at++;
    c.note("object-key", start);
  } else if (c.eat("[")) {
    c.fresh(() => c.grammar.assignment(c));
    c.expect("]");
  } else c.fail();
}

const TYPE_MODIFIERS: ReadonlySet<string> = new Set(["readonly", "get", "set"]);

/** `{ … }` of an interface, an object type or a mapped type. */
export function walkTypeMembers(c: Cursor): void {
  c.expect("{");
  c.fresh(() => {
    while (!c.is("}")) {
      typeMember(c);
      if (!c.eat(";") && !c.eat(",") && !c.is("}") && !c.peek().afterLineBreak) c.fail();
    }
  });
  c.expect("}");
}

function typeMember(c: Cursor): void {
  if ((c.is("+") || c.is("-")) && c.is("readonly", 1)) c.at += 2;
  else while (c.isAny(TYPE_MODIFIERS) && (isModifier(c) || c.is("[", 1))) c.at++;
  if (c.is("new") && (c.is("(", 1) || c.is("<", 1))) c.at++;
  if (c.is("[") && c.peek(1).kind === "name" && (c.is(":", 2) || c.is("in", 2))) {
    c.at++;
    c.takeName();
    c.note("binding", c.at - 1);
    c.at++;
    c.grammar.type(c);
    if (c.eat("as")) c.grammar.type(c);
    c.expect("]");
  } else if (!c.is("(") && !c.is("<")) key(c);
  if ((c.is("+") || c.is("-")) && c.is("?", 1)) c.at++;
  c.eat("?");
  if (c.is("(") || c.is("<")) {
    if (c.is("<")) c.grammar.typeParameters(c);
    walkParameters(c);
    if (c.eat(":")) c.grammar.returnType(c);
  } else if (c.eat(":")) c.grammar.type(c);
}

const PARAMETER_MODIFIERS: ReadonlySet<string> = new Set(["public", "private", "protected", "readonly", "override"]);

/** `( … )` of a function or of a function's type. */
export function walkParameters(c: Cursor): void {
  c.expect("(");
  c.fresh(() => {
    while (!c.is(")")) {
      decorators(c);
      while (c.isAny(PARAMETER_MODIFIERS) && (c.peek(1).kind === "name" || c.is("{", 1) || c.is("[", 1))) c.at++;
      c.eat("...");
      walkBinding(c);
      c.eat("?");
      if (c.eat(":")) c.grammar.type(c);
      if (c.eat("=")) c.grammar.assignment(c);
      if (!c.eat(",")) break;
    }
  });
  c.expect(")");
}

/** A name, or a pattern that takes an array or an object apart. */
export function walkBinding(c: Cursor): void {
  const start = c.at;
  if (c.eat("[")) {
    c.fresh(() => {
      while (!c.is("]")) {
        if (c.eat(",")) continue;
        c.eat("...");
        walkBinding(c);
        if (c.eat("=")) c.grammar.assignment(c);
        if (!c.eat(",")) break;
      }
    });
    c.expect("]");
  } else if (c.eat("{")) {
    c.fresh(() => {
      while (!c.is("}")) {
        if (c.eat("...")) walkBinding(c);
        else {
          key(c);
          if (c.eat(":")) walkBinding(c);
          else c.note("binding", c.at - 1);
          if (c.eat("=")) c.grammar.assignment(c);
        }
        if (!c.eat(",")) break;
      }
    });
    c.expect("}");
  } else c.takeName();
  c.note("binding", start);
}

/** From the type parameters of a function to the end of its body; a body may be missing in overloads. */
export function walkFunctionRest(c: Cursor): void {
  if (c.is("<")) c.grammar.typeParameters(c);
  walkParameters(c);
  if (c.eat(":")) c.grammar.returnType(c);
  if (c.is("{")) c.fresh(() => c.grammar.block(c));
  else if (!c.eat(";") && !c.is("}") && !c.done && !c.peek().afterLineBreak) c.fail();
}

const OBJECT_MODIFIERS: ReadonlySet<string> = new Set(["async", "get", "set"]);

/** An object literal. `a = b` is let through, because the literal may turn out to be a pattern. */
export function walkObject(c: Cursor): void {
  c.expect("{");
  c.fresh(() => {
    while (!c.is("}")) {
      if (c.eat("...")) c.grammar.assignment(c);
      else {
        while (c.isAny(OBJECT_MODIFIERS) && !c.isAny(ENDS_KEY, 1)) c.at++;
        c.eat("*");
        key(c);
        if (c.is("(") || c.is("<")) {
          walkFunctionRest(c);
        } else if (c.eat(":") || c.eat("=")) c.grammar.assignment(c);
      }
      if (!c.eat(",")) break;
    }
  });
  c.expect("}");
}

export function decorators(c: Cursor): void {
  while (c.eat("@")) c.grammar.postfix(c);
}

const CLASS_MODIFIERS: ReadonlySet<string> = new Set([
  "public",
  "private",
  "protected",
  "static",
  "readonly",
  "override",
  "abstract",
  "declare",
  "async",
  "get",
  "set",
  "accessor",
]);

/** A class from after the word `class`. */
export function walkClassRest(c: Cursor): void {
  if (c.peek().kind === "name" && !c.is("extends") && !c.is("implements")) {
    c.at++;
    c.note("binding", c.at - 1);
  }
  if (c.is("<")) c.grammar.typeParameters(c);
  if (c.eat("extends")) {
    c.grammar.postfix(c);
    if (c.is("<")) c.grammar.typeArguments(c);
  }
  if (c.eat("implements")) {
    do c.grammar.type(c);
    while (c.eat(","));
  }
  c.expect("{");
  c.fresh(() => {
    while (!c.is("}")) classMember(c);
  });
  c.expect("}");
}

function classMember(c: Cursor): void {
  if (c.eat(";")) return;
  decorators(c);
  if (c.is("static") && c.is("{", 1)) {
    c.at++;
    c.grammar.block(c);
    return;
  }
  while (c.isAny(CLASS_MODIFIERS) && isModifier(c)) c.at++;
  c.eat("*");
  if (c.is("[") && c.peek(1).kind === "name" && c.is(":", 2)) typeMember(c);
  else {
    key(c);
    if (!c.eat("?")) c.eat("!");
    if (c.is("(") || c.is("<")) {
      walkFunctionRest(c);
      return;
    }
    if (c.eat(":")) c.grammar.type(c);
    if (c.eat("=")) c.grammar.assignment(c);
  }
  if (!c.eat(";") && !c.is("}") && !c.peek().afterLineBreak) c.fail();
}
