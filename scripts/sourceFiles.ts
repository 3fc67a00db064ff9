// The TypeScript files of this project, and their syntax trees.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ParseResult, parse } from "@babel/parser";
import { root } from "./node24.mjs";

/** @returns paths relative to the project's folder, with slashes, sorted */
export function sourceFiles(pattern = "src/**/*.{ts,tsx}"): readonly string[] {
  return globSync(pattern, { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.endsWith(".d.ts"))
    .sort();
}

export function readSource(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

export type SyntaxTree = ParseResult;

export function syntaxTree(file: string, text: string): SyntaxTree {
  return parse(text, {
    sourceType: "module",
    plugins: file.endsWith(".tsx") ? ["typescript", "jsx"] : ["typescript"],
    sourceFilename: file,
  });
}

/** A node of any kind, as far as a walk through the tree needs to know it. */
export interface SyntaxNode {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node below `value`, parents first. */
export function* nodes(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const member of value) yield* nodes(member);
    return;
  }
  if (!isNode(value)) return;
  yield value;
  for (const [key, child] of Object.entries(value)) {
    if (key !== "loc" && typeof child === "object" && child !== null) yield* nodes(child);
  }
}
