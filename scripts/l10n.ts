// Collects the texts for people: `node scripts/l10n.ts` writes l10n/bundle.l10n.json, `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node24.mjs";
import { nodes, readSource, type SyntaxNode, sourceFiles, syntaxTree } from "./sourceFiles.ts";

const bundle = join(root, "l10n", "bundle.l10n.json");

/** The text of a literal, or of literals joined by `+`; undefined for anything that is known only at run time. */
function literal(node: unknown): string | undefined {
  const { type, value, quasis, left, right, operator } = node as SyntaxNode;
  if (type === "StringLiteral") return value as string;
  if (type === "TemplateLiteral") {
    const parts = quasis as readonly { readonly value: { readonly cooked: string } }[];
    return parts.length === 1 ? parts[0]?.value.cooked : undefined;
  }
  if (type === "BinaryExpression" && operator === "+") {
    const [before, after] = [literal(left), literal(right)];
    return before === undefined || after === undefined ? undefined : before + after;
  }
  return undefined;
}

/** The texts that one argument may be: a conditional has two. */
function texts(node: unknown): readonly (string | undefined)[] {
  const { type, consequent, alternate } = node as SyntaxNode;
  return type === "ConditionalExpression" ? [...texts(consequent), ...texts(alternate)] : [literal(node)];
}

/** Whether a call is `t(...)` or `something.t(...)`. */
function translates({ type, callee }: SyntaxNode): boolean {
  if (type !== "CallExpression") return false;
  const { type: kind, name, property, computed } = callee as SyntaxNode;
  if (kind === "Identifier") return name === "t";
  return kind === "MemberExpression" && computed !== true && (property as SyntaxNode)["name"] === "t";
}

/** `t(message, ...args)` is a translator inside another; the text itself is written where that one is called. */
function passesOn(node: SyntaxNode): boolean {
  const [first, second] = node["arguments"] as readonly SyntaxNode[];
  return first?.type === "Identifier" && second?.type === "SpreadElement";
}

/** Every text in `source`, and the places where the text is not a literal and so could not be translated. */
export function extract(
  file: string,
  source: string,
): { readonly found: readonly string[]; readonly problems: readonly string[] } {
  const found: string[] = [];
  const problems: string[] = [];
  for (const node of nodes(syntaxTree(file, source).program)) {
    if (!translates(node) || passesOn(node)) continue;
    for (const text of texts((node["arguments"] as readonly unknown[])[0] ?? { type: "nothing" })) {
      if (text !== undefined) found.push(text);
      else problems.push(`${file}:${node.loc?.start.line ?? 0}: the text to translate is not a literal`);
    }
  }
  return { found, problems };
}

/** The `%keys%` of package.json that package.nls.json lacks, and those that it has for nothing. */
export function manifestProblems(manifest: string, texts: Readonly<Record<string, unknown>>): readonly string[] {
  const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key = ""]) => key));
  return [
    ...[...used].filter((key) => !(key in texts)).map((key) => `package.nls.json has no "${key}"`),
    ...Object.keys(texts)
      .filter((key) => !used.has(key))
      .map((key) => `package.nls.json has "${key}", which package.json does not use`),
  ];
}

if (import.meta.main) {
  const read = sourceFiles().map((file) => extract(file, readSource(file)));
  const problems = read.flatMap((one) => one.problems);
  const found = [...new Set(read.flatMap((one) => one.found))].sort();
  const text = `${JSON.stringify(Object.fromEntries(found.map((message) => [message, message])), undefined, 2)}\n`;
  if (found.length === 0) problems.push("No texts were found; the search itself must be broken.");
  problems.push(
    ...manifestProblems(
      readSource("package.json"),
      JSON.parse(readSource("package.nls.json")) as Record<string, unknown>,
    ),
  );
  if (process.argv.includes("--check")) {
    if (!existsSync(bundle) || readFileSync(bundle, "utf8") !== text) {
      problems.push("l10n/bundle.l10n.json is not up to date; run `npm run generate`.");
    }
  } else {
    mkdirSync(join(root, "l10n"), { recursive: true });
    writeFileSync(bundle, text);
  }
  for (const problem of problems) console.error(problem);
  console.log(`${found.length} texts`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
