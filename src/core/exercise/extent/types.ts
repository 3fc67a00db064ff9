/** How far a type reaches: the grammar of TypeScript's types, walked without building a tree. */
import type { Cursor } from "./cursor.ts";

export function walkType(c: Cursor): void {
  const start = c.at;
  if (isFunctionType(c)) {
    functionType(c);
    c.note("type", start);
    return;
  }
  union(c);
  if (c.allowConditionalType && c.is("extends") && !c.peek().afterLineBreak) {
    c.at++;
    c.allowConditionalType = false;
    walkType(c);
    c.allowConditionalType = true;
    c.expect("?");
    walkType(c);
    c.expect(":");
    walkType(c);
    c.note("type", start);
  }
}

/** What may stand after the `:` of a function: a type, or a predicate. */
export function walkReturnType(c: Cursor): void {
  const start = c.at;
  if (c.is("asserts") && c.peek(1).kind === "name" && !c.peek(1).afterLineBreak && !c.is("is", 1)) {
    c.at += 2;
    if (c.eat("is")) walkType(c);
    c.note("type", start);
  } else if (c.peek().kind === "name" && c.is("is", 1) && !c.peek(1).afterLineBreak) {
    c.at += 2;
    walkType(c);
    c.note("type", start);
  } else walkType(c);
}

function isFunctionType(c: Cursor): boolean {
  if (c.is("<") || (c.is("new") && (c.is("(", 1) || c.is("<", 1)))) return true;
  if (c.is("abstract") && c.is("new", 1)) return true;
  if (!c.is("(")) return false;
  let depth = 0;
  for (let ahead = 0; ; ahead++) {
    const token = c.peek(ahead);
    if (token.text === "" || token.kind === "invalid") return false;
    if (c.is("(", ahead)) depth++;
    else if (c.is(")", ahead) && --depth === 0) return c.is("=>", ahead + 1);
  }
}

function functionType(c: Cursor): void {
  c.eat("abstract");
  c.eat("new");
  if (c.is("<")) walkTypeParameters(c);
  c.grammar.parameters(c);
  c.expect("=>");
  walkReturnType(c);
}

function union(c: Cursor): void {
  const start = c.at;
  const leading = c.eat("|");
  intersection(c);
  let more = leading;
  while (c.eat("|")) {
    intersection(c);
    more = true;
  }
  if (more) c.note("type", start);
}

function intersection(c: Cursor): void {
  const start = c.at;
  let more = c.eat("&");
  prefixed(c);
  while (c.eat("&")) {
    prefixed(c);
    more = true;
  }
  if (more) c.note("type", start);
}

const PREFIXES: ReadonlySet<string> = new Set(["keyof", "unique", "readonly"]);
/** After one of these the word before it was a type's name and not a prefix. */
const AFTER_NAME: ReadonlySet<string> = new Set([
  "|",
  "&",
  ")",
  "]",
  "}",
  ">",
  ",",
  ";",
  "=",
  "=>",
  ".",
  "?",
  ":",
  "<",
  "extends",
  "is",
]);

function prefixed(c: Cursor): void {
  const start = c.at;
  if (c.isAny(PREFIXES)) {
    // A type that is called `keyof` or `readonly` is read differently from place to place.
    if (c.isAny(AFTER_NAME, 1) || c.peek(1).text === "") c.fail();
    c.at++;
    prefixed(c);
    c.note("type", start);
  } else if (c.is("infer") && c.peek(1).kind === "name" && !c.is("extends", 1)) {
    c.at++;
    c.note("binding", (c.at++, c.at - 1));
    if (c.is("extends")) {
      // `infer T extends U ? …` is a constraint only where no `?` follows; both readings are too close to call.
      c.fail();
    }
    c.note("type", start);
  } else postfixed(c);
}

function postfixed(c: Cursor): void {
  const start = c.at;
  primary(c);
  while (c.is("[") && !c.peek().afterLineBreak) {
    c.at++;
    if (!c.is("]")) c.fresh(() => walkType(c));
    c.expect("]");
    c.note("type", start);
  }
}

const NOT_A_TYPE: ReadonlySet<string> = new Set([
  "const",
  "let",
  "var",
  "return",
  "if",
  "for",
  "while",
  "function",
  "class",
  "extends",
  "in",
  "instanceof",
  "export",
]);

function primary(c: Cursor): void {
  const start = c.at;
  const token = c.peek();
  if (!token.closed || c.done) c.fail();
  if (c.eat("(")) {
    c.fresh(() => walkType(c));
    c.expect(")");
  } else if (c.is("[")) tuple(c);
  else if (c.is("{")) c.grammar.typeMembers(c);
  else if (c.eat("-")) {
    if (c.take().kind !== "number") c.fail();
  } else if (token.kind === "string" || token.kind === "number" || token.kind === "template") c.at++;
  else if (token.kind === "template-head") {
    c.at++;
    for (;;) {
      c.fresh(() => walkType(c));
      const next = c.take();
      if (next.kind === "template-tail" && next.closed) break;
      if (next.kind !== "template-middle") c.fail();
    }
  } else if (c.is("typeof") && c.peek(1).kind === "name") {
    c.at++;
    if (c.is("import")) c.fail();
    entityName(c);
  } else if (c.eat("import")) {
    c.expect("(");
    if (c.take().kind !== "string") c.fail();
    c.expect(")");
    while (c.eat(".")) c.takeName();
    if (c.is("<")) walkTypeArguments(c);
  } else if (token.kind === "name" && !c.isAny(NOT_A_TYPE)) entityName(c);
  else c.fail();
  c.note("type", start);
}

/** `a.b.C<D>`: with its type arguments when they start on the same line. */
function entityName(c: Cursor): void {
  c.takeName();
  while (c.eat(".")) {
    const name = c.at;
    if (c.peek().kind === "private") c.at++;
    else c.takeName();
    c.note("property-name", name);
  }
  if (c.is("<") && !c.peek().afterLineBreak) walkTypeArguments(c);
}

function tuple(c: Cursor): void {
  c.expect("[");
  c.fresh(() => {
    while (!c.is("]")) {
      const rest = c.eat("...");
      if (c.peek().kind === "name" && (c.is(":", 1) || (c.is("?", 1) && c.is(":", 2)))) {
        c.note("binding", (c.at++, c.at - 1));
        c.eat("?");
        c.expect(":");
        walkType(c);
      } else {
        const start = c.at;
        walkType(c);
        if (!rest && c.eat("?")) c.note("type", start);
      }
      if (!c.eat(",")) break;
    }
  });
  c.expect("]");
}

export function walkTypeArguments(c: Cursor): void {
  c.expect("<");
  c.fresh(() => {
    do walkType(c);
    while (c.eat(",") && !c.is(">"));
  });
  c.expect(">");
}

const VARIANCE: ReadonlySet<string> = new Set(["const", "in", "out"]);

export function walkTypeParameters(c: Cursor): void {
  c.expect("<");
  c.fresh(() => {
    do {
      while (c.isAny(VARIANCE) && c.peek(1).kind === "name" && !c.is("extends", 1)) c.at++;
      c.takeName();
      c.note("binding", c.at - 1);
      if (c.eat("extends")) walkType(c);
      if (c.eat("=")) walkType(c);
    } while (c.eat(",") && !c.is(">"));
  });
  c.expect(">");
}
