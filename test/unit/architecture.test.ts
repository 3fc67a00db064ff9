// Who may import whom in src/: the whole architecture, in one table that ARCHITECTURE.md points to.
import assert from "node:assert/strict";
import { builtinModules } from "node:module";
import { posix } from "node:path";
import { nodes, readSource, type SyntaxNode, sourceFiles, syntaxTree } from "../../scripts/sourceFiles.ts";

const core = ["core/exercise", "core/pack", "core/simulation", "core/exploration", "core/check", "core/progress"];
const surface = ["base", ...core, "protocol", "text", "extension/platform", "vscode"];
const markdown = ["mdast", "mdast-util-*", "micromark", "micromark-*"];

/** Folder of src/ -> what it may import besides itself: folders, "vscode", "node", or packages (`*` at the end: any rest). */
const may: Readonly<Record<string, readonly string[]>> = {
  base: [],
  "core/exercise": ["base", "js-tokens"],
  "core/pack": ["base", "core/exercise", "zod/mini", "jsonc-parser", ...markdown],
  "core/simulation": ["base"],
  "core/exploration": ["base", "core/simulation"],
  kernel: [],
  "core/check": ["base", "core/exercise", "core/simulation", "core/exploration", "core/pack"],
  "core/progress": ["base", "zod/mini"],
  text: ["base", ...core],
  sandbox: ["base", ...core, "zod/mini", "node", "ses", "sucrase", "sucrase/*"],
  protocol: ["base", ...core, "zod/mini"],
  "extension/platform": ["base", ...core, "text", "sandbox", "vscode", "node"],
  "extension/editor": surface,
  "extension/views": surface,
  "extension/webviews": surface,
  "extension/quiz": surface,
  "extension/commands": surface,
  "extension/debug": [...surface, "@vscode/debugadapter", "@vscode/debugprotocol"],
  // The two files directly in this folder wire everything together.
  extension: [
    ...surface,
    "sandbox",
    "node",
    "extension/editor",
    "extension/views",
    "extension/webviews",
    "extension/quiz",
    "extension/commands",
    "extension/debug",
  ],
  webview: ["base", "protocol", "zod/mini", "preact", "preact/*", "@preact/signals"],
  cli: ["base", ...core, "text", "sandbox", "node", "commander"],
};

interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** The folder of the table that a path in src/ belongs to: the deepest that fits. */
function folderOf(file: string): string | undefined {
  return Object.keys(may)
    .filter((folder) => file.startsWith(`src/${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Every import of a file, type-only and dynamic ones included. */
function importsOf(file: string, text: string): readonly Import[] {
  const found: Import[] = [];
  for (const node of nodes(syntaxTree(file, text).program)) {
    // `import(...)` and `require(...)` are calls; `import("...")` in a type is a TSImportType with an argument.
    const named = node["source"] ?? node["argument"] ?? (node["arguments"] as readonly unknown[] | undefined)?.[0];
    const imports =
      /^(Import|Export(Named|All))Declaration$|^ImportExpression$|^TSImportType$/.test(node.type) ||
      node.type === "TSExternalModuleReference" ||
      (node.type === "CallExpression" && /^(Import|require)$/.test(calleeName(node)));
    if (!imports) continue;
    const specifier = literalOf(node.type === "TSExternalModuleReference" ? node["expression"] : named);
    if (specifier !== undefined) found.push({ specifier, line: node.loc?.start.line ?? 0 });
  }
  return found;
}

function calleeName({ callee }: SyntaxNode): string {
  const { type, name } = callee as SyntaxNode;
  return type === "Identifier" ? String(name) : type;
}

function literalOf(node: unknown): string | undefined {
  const { type, value, literal } = (node ?? { type: "" }) as SyntaxNode;
  if (type === "TSLiteralType") return literalOf(literal);
  return type === "StringLiteral" ? String(value) : undefined;
}

/** What an import leads to, in the words of the table. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return folderOf(posix.join(posix.dirname(file), specifier));
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) return "node";
  return specifier;
}

const allows = (entry: string, target: string): boolean =>
  entry.endsWith("*") ? target.startsWith(entry.slice(0, -1)) : entry === target;

/** One sentence for each import that the table forbids. */
function violations(file: string, text: string): readonly string[] {
  const from = folderOf(file);
  if (from === undefined) return [`${file} lies in no folder of the table`];
  return importsOf(file, text).flatMap(({ specifier, line }) => {
    const to = targetOf(file, specifier);
    if (to === from || (to !== undefined && may[from]?.some((entry) => allows(entry, to)))) return [];
    return [`${file}:${line} imports ${specifier}: ${from} may not import ${to ?? "what lies outside src"}`];
  });
}

/** Where a text of the core reaches for a clock or for chance. */
function clockOrChance(text: string): boolean {
  return /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bcrypto\.(randomUUID|getRandomValues)\b/.test(
    text,
  );
}

describe("the architecture of src", () => {
  const files = sourceFiles();

  it("was looked at as a whole", () => {
    assert.ok(files.length > 100, `only ${files.length} files were found`);
    const imports = files.flatMap((file) => importsOf(file, readSource(file)));
    assert.ok(imports.length > 300, `only ${imports.length} imports were found`);
    assert.deepEqual(
      Object.keys(may).filter((folder) => !files.some((file) => folderOf(file) === folder)),
      [],
      "folders of the table without a file",
    );
  });

  it("imports only what its folder may", () => {
    assert.deepEqual(
      files.flatMap((file) => violations(file, readSource(file))),
      [],
    );
  });

  it("keeps clock and chance out of the core", () => {
    const inner = files.filter((file) => /^src\/(base|core|text)\//.test(file));
    assert.ok(inner.length > 30);
    assert.deepEqual(
      inner.filter((file) => clockOrChance(readSource(file))),
      [],
    );
  });

  it("has no cycle in its table", () => {
    const done = new Set<string>();
    const visit = (folder: string, trail: readonly string[]): void => {
      assert.ok(!trail.includes(folder), `a cycle: ${[...trail, folder].join(" -> ")}`);
      if (done.has(folder)) return;
      for (const next of may[folder] ?? []) visit(next, [...trail, folder]);
      done.add(folder);
    };
    for (const folder of Object.keys(may)) visit(folder, []);
  });

  const forbidden: readonly (readonly [string, string, string])[] = [
    ["a type from vscode in the core", "src/core/check/x.ts", 'import type { Uri } from "vscode";'],
    ["a dynamic import of Node in the core", "src/core/simulation/x.ts", 'await import("node:fs");'],
    ["a Node module without its prefix", "src/core/pack/x.ts", 'import fs from "fs";'],
    ["a type written as an import", "src/core/exercise/x.ts", 'let u: import("vscode").Uri;'],
    ["a re-export from a surface", "src/extension/platform/x.ts", 'export * from "../editor/lenses.ts";'],
    ["one surface from another", "src/extension/views/x.ts", 'import { a } from "../quiz/register.ts";'],
    ["the core in a webview", "src/webview/practice/x.tsx", 'import type { A } from "../../core/pack/model.ts";'],
    ["vscode in the command line", "src/cli/x.ts", 'const v = require("vscode");'],
    ["the whole of zod", "src/protocol/x.ts", 'import * as z from "zod";'],
    ["a file outside src", "src/base/x.ts", 'import { root } from "../../scripts/node24.mjs";'],
    ["a folder that is not in the table", "src/utils/x.ts", "export {};"],
  ];
  for (const [what, file, text] of forbidden) {
    it(`would notice ${what}`, () => assert.equal(violations(file, text).length, 1));
  }

  it("would notice a clock and chance", () => {
    for (const text of ["Date.now()", "new Date()", "Math.random()", "performance.now()"])
      assert.ok(clockOrChance(text));
    assert.ok(!clockOrChance("new Date(0)"));
  });
});
