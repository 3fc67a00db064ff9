/** Finds the declaration that most likely holds state outside `ctx`: module-level and mutable. */
import { LineMap, type Position } from "../../base/span.ts";
import type { SourceToken } from "./tokens.ts";

const holders = new Set(["[", "{", "Map", "Set", "Array"]);

/** The first module-level `let` or `var`, else the first module-level `const` that holds a collection. */
export function moduleLevelState(source: string, tokens: readonly SourceToken[]): Position | undefined {
  let depth = 0;
  let collection: SourceToken | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.isType) continue;
    if (token.text === "{" || token.text === "(" || token.text === "[" || token.text === "${") depth += 1;
    else if (token.text === "}" || token.text === ")" || token.text === "]") depth -= 1;
    if (depth !== 0) continue;
    if (token.kind === "let" || token.kind === "var") return new LineMap(source).positionAt(token.start);
    if (token.kind === "const" && collection === undefined && holdsCollection(tokens, index)) collection = token;
  }
  return collection === undefined ? undefined : new LineMap(source).positionAt(collection.start);
}

function holdsCollection(tokens: readonly SourceToken[], index: number): boolean {
  const rest = tokens.slice(index, index + 40).filter((token) => !token.isType);
  const equals = rest.findIndex((token) => token.text === "=");
  if (equals < 0) return false;
  const first = rest[equals + 1];
  const value = first?.text === "new" ? rest[equals + 2] : first;
  return value !== undefined && holders.has(value.text);
}
