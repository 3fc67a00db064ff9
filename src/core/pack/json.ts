/** JSON with comments and trailing commas, read with the place of every value and with duplicate keys found. */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Span } from "../../base/span.ts";
import type { FileProblems } from "./fileProblems.ts";

/** Deeper nesting than any manifest has; the parser is recursive and would run out of stack. */
const JSON_DEPTH_LIMIT = 64;

export interface JsonFile {
  readonly root: Node;
  /** What `root` stands for. Objects have no prototype; of a duplicate key the first value counts. */
  readonly value: unknown;
}

/**
 * Reads a whole file. Undefined where nothing of it can be used; otherwise what the parser made of it, which for a
 * syntax error is only good enough to find a title in. All problems go to `problems`.
 */
export function readJson(text: string, problems: FileProblems): (JsonFile & { readonly sound: boolean }) | undefined {
  const deep = firstTooDeep(text);
  if (deep !== undefined) {
    problems.add({ start: deep, end: deep + 1 }, { code: "nesting-too-deep", limit: JSON_DEPTH_LIMIT });
    return undefined;
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  // Later errors are mostly consequences of the first.
  const first = errors[0];
  if (first !== undefined) {
    const span = { start: first.offset, end: first.offset + first.length };
    problems.add(span, { code: "json-syntax", what: printParseErrorCode(first.error) });
  }
  if (root === undefined) return undefined;
  reportDuplicateKeys(root, problems);
  return { root, value: valueOf(root), sound: first === undefined };
}

export function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** The property (key and value) at a key of an object; the first of duplicates. */
export function propertyOf(
  object: Node | undefined,
  key: string,
): { readonly key: Node; readonly value?: Node } | undefined {
  if (object?.type !== "object") return undefined;
  for (const property of object.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name !== undefined && name.value === key) return value === undefined ? { key: name } : { key: name, value };
  }
  return undefined;
}

/** The node at a path of keys and indices, or undefined where the path leads nowhere. */
export function nodeAt(root: Node, path: readonly PropertyKey[]): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (typeof step === "number") node = node?.type === "array" ? node.children?.[step] : undefined;
    else node = propertyOf(node, String(step))?.value;
  }
  return node;
}

function reportDuplicateKeys(node: Node, problems: FileProblems): void {
  if (node.type === "object") {
    const seen = new Set<unknown>();
    for (const property of node.children ?? []) {
      const key = property.children?.[0];
      if (key === undefined) continue;
      if (seen.has(key.value)) problems.add(spanOf(key), { code: "json-duplicate-key", key: String(key.value) });
      seen.add(key.value);
    }
  }
  for (const child of node.children ?? []) reportDuplicateKeys(child, problems);
}

function valueOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(valueOf);
  if (node.type !== "object") return node.value;
  // Without a prototype, a key named `__proto__` is an ordinary key.
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined && !(key.value in object))
      object[key.value as string] = valueOf(value);
  }
  return object;
}

function firstTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    // The scanner's token numbers are a const enum, which type stripping cannot import.
    const token: number = scanner.scan();
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    else if (token === END_OF_FILE) return undefined;
    if (depth > JSON_DEPTH_LIMIT) return scanner.getTokenOffset();
  }
}

const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END_OF_FILE = 17;
