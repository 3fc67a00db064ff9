/** Statements and declarations: only as much of their grammar as is needed to know where expressions and types start. */
import type { Cursor } from "./cursor.ts";
import { decorators } from "./members.ts";

export function walkBlock(c: Cursor): void {
  c.expect("{");
  while (!c.is("}")) {
    if (c.done) c.fail();
    walkStatement(c);
  }
  c.expect("}");
}

function semicolon(c: Cursor): void {
  if (c.eat(";") || c.is("}") || c.done || c.peek().afterLineBreak) return;
  c.fail();
}

function condition(c: Cursor): void {
  c.expect("(");
  c.fresh(() => c.grammar.sequence(c));
  c.expect(")");
}

const DECLARES: ReadonlySet<string> = new Set(["var", "let", "const"]);

/** True where the word here starts a declaration and is not just a name that is used. */
function startsDeclaration(c: Cursor): boolean {
  const next = c.peek(1);
  return (
    !next.afterLineBreak && (next.kind === "name" || next.kind === "string") && !c.is("in", 1) && !c.is("instanceof", 1)
  );
}

export function walkStatement(c: Cursor): void {
  const token = c.peek();
  if (token.kind !== "name" && token.kind !== "punctuator") return expressionStatement(c);
  switch (token.text) {
    case "{":
      return walkBlock(c);
    case ";":
      c.at++;
      return;
    case "@":
      return decorators(c);
    case "if":
      c.at++;
      condition(c);
      walkStatement(c);
      if (c.eat("else")) walkStatement(c);
      return;
    case "while":
      c.at++;
      condition(c);
      return walkStatement(c);
    case "do":
      c.at++;
      walkStatement(c);
      c.expect("while");
      condition(c);
      c.eat(";");
      return;
    case "for":
      return forStatement(c);
    case "return":
    case "throw":
      c.at++;
      if (!c.is(";") && !c.is("}") && !c.done && !c.peek().afterLineBreak) c.grammar.sequence(c);
      return semicolon(c);
    case "break":
    case "continue":
      c.at++;
      if (c.peek().kind === "name" && !c.peek().afterLineBreak) c.at++;
      return semicolon(c);
    case "debugger":
      c.at++;
      return semicolon(c);
    case "switch":
      return switchStatement(c);
    case "try":
      return tryStatement(c);
    case "import":
      return c.is("(", 1) || c.is(".", 1) ? expressionStatement(c) : importStatement(c);
    case "export":
      return exportStatement(c);
    default:
      return declarationOrExpression(c);
  }
}

function declarationOrExpression(c: Cursor): void {
  const text = c.peek().text;
  if (text === "const" && c.is("enum", 1)) {
    c.at++;
    return walkStatement(c);
  }
  if (DECLARES.has(text)) {
    c.at++;
    declarators(c);
    return semicolon(c);
  }
  if (text === "function" || (text === "async" && c.is("function", 1) && !c.peek(1).afterLineBreak)) {
    c.at += text === "async" ? 2 : 1;
    c.eat("*");
    if (c.peek().kind === "name") namedBinding(c);
    return c.grammar.functionRest(c);
  }
  if (text === "class") {
    c.at++;
    return c.grammar.classRest(c);
  }
  if ((text === "declare" || text === "abstract") && startsDeclaration(c)) {
    c.at++;
    return walkStatement(c);
  }
  if (text === "interface" && startsDeclaration(c)) {
    c.at++;
    namedBinding(c);
    if (c.is("<")) c.grammar.typeParameters(c);
    if (c.eat("extends")) {
      do c.grammar.type(c);
      while (c.eat(","));
    }
    return c.grammar.typeMembers(c);
  }
  if (text === "type" && startsDeclaration(c)) {
    c.at++;
    namedBinding(c);
    if (c.is("<")) c.grammar.typeParameters(c);
    c.expect("=");
    c.grammar.type(c);
    return semicolon(c);
  }
  if (text === "enum" && startsDeclaration(c)) return enumDeclaration(c);
  if ((text === "namespace" || text === "module") && startsDeclaration(c)) {
    c.at += 2;
    while (c.eat(".")) c.takeName();
    return walkBlock(c);
  }
  if (c.peek().kind === "name" && c.is(":", 1)) {
    c.at += 2;
    return walkStatement(c);
  }
  expressionStatement(c);
}

function expressionStatement(c: Cursor): void {
  c.grammar.sequence(c);
  semicolon(c);
}

function namedBinding(c: Cursor): void {
  c.takeName();
  c.note("binding", c.at - 1);
}

function declarators(c: Cursor): void {
  do {
    c.grammar.binding(c);
    c.eat("!");
    if (c.eat(":")) c.grammar.type(c);
    if (c.eat("=")) c.grammar.assignment(c);
  } while (c.eat(","));
}

function forStatement(c: Cursor): void {
  c.expect("for");
  c.eat("await");
  c.expect("(");
  c.allowIn = false;
  if (c.isAny(DECLARES)) {
    c.at++;
    declarators(c);
  } else if (!c.is(";")) c.grammar.sequence(c);
  c.allowIn = true;
  if (c.eat("of")) c.grammar.assignment(c);
  else if (c.eat("in")) c.grammar.sequence(c);
  else {
    c.expect(";");
    if (!c.is(";")) c.grammar.sequence(c);
    c.expect(";");
    if (!c.is(")")) c.grammar.sequence(c);
  }
  c.expect(")");
  walkStatement(c);
}

function switchStatement(c: Cursor): void {
  c.expect("switch");
  condition(c);
  c.expect("{");
  while (!c.is("}")) {
    if (c.done) c.fail();
    if (c.eat("case")) {
      c.grammar.sequence(c);
      c.expect(":");
    } else if (c.is("default") && c.is(":", 1)) c.at += 2;
    else walkStatement(c);
  }
  c.expect("}");
}

function tryStatement(c: Cursor): void {
  c.expect("try");
  walkBlock(c);
  if (c.eat("catch")) {
    if (c.is("(")) c.grammar.parameters(c);
    walkBlock(c);
  }
  if (c.eat("finally")) walkBlock(c);
}

function enumDeclaration(c: Cursor): void {
  c.at++;
  namedBinding(c);
  c.expect("{");
  while (!c.is("}")) {
    c.take();
    c.note("object-key", c.at - 1);
    if (c.eat("=")) c.grammar.assignment(c);
    if (!c.eat(",")) break;
  }
  c.expect("}");
}

/** Imports hold neither expressions nor types that could be a blank; they end with the module's name. */
function importStatement(c: Cursor): void {
  c.expect("import");
  while (c.peek().kind !== "string") {
    if (c.done || c.is(";") || c.is("=")) c.fail();
    c.at++;
    if (c.peek(-1).kind === "name") c.note("binding", c.at - 1);
  }
  c.at++;
  if (c.eat("with")) c.grammar.assignment(c);
  semicolon(c);
}

function exportStatement(c: Cursor): void {
  c.expect("export");
  if (c.eat("default")) {
    if (c.is("function") || c.is("class") || c.is("async") || c.is("abstract") || c.is("interface"))
      return walkStatement(c);
    c.grammar.assignment(c);
    return semicolon(c);
  }
  if (c.is("{") || c.is("*") || (c.is("type") && (c.is("{", 1) || c.is("*", 1)))) {
    while (!c.is("from") && !c.is("}")) {
      if (c.done) c.fail();
      c.at++;
    }
    c.eat("}");
    if (c.eat("from")) c.take();
    return semicolon(c);
  }
  walkStatement(c);
}
