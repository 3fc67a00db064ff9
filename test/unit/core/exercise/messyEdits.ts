/** Learners' files as they come: filled, emptied, moved, commented, reformatted; each with what must be found in it. */
import type { Blank, ExerciseSource } from "../../../../src/core/exercise/model.ts";
import { indent, indentationAt } from "../../../../src/core/exercise/lines.ts";
import { applyEdits } from "../../../../src/base/span.ts";

/** What was put into a blank; undefined where its surroundings were deleted with it. */
export type Content = string | undefined;

export interface Messy {
  readonly text: string;
  readonly contents: ReadonlyMap<string, Content>;
  readonly steps: readonly string[];
}

const EXPRESSIONS: readonly string[] = [
  "true",
  '"failed"',
  "msg",
  "msg.data",
  "f(a, b)",
  "retry(() => { publish(x); return y; })",
  "a ? b : c",
  "(x)",
  "a === b && !c",
  "{ key: change.sku, a: [1, 2] }",
  "await ctx.db.get<number>(`price/${sku}`)",
  "x as unknown as string",
  "source.get((y) => y.id)?.name ?? 0",
  "async () => { await ctx.ack(); }",
  'new Map<string, number[]>([["a", [1]]])',
  'items.map((item) => item.id).join(", ")',
  "____ + 1",
  "`${update.id}-${change.sku}`",
  "function () { return false; }",
  'ctx.publish("Renamed", change, { key: change.sku })',
];
const TYPES: readonly string[] = [
  "string",
  "A | B",
  "{ a: string; b: number[] }",
  "Record<string, Array<number>>",
  "keyof Envelope<Data>",
];
const OPERATORS: readonly string[] = ["===", "!==", "<", ">=", "&&", "in"];
const STATEMENTS: readonly string[] = [
  "await ctx.ack();",
  'const x = 1;\nif (x > 0) {\n  await ctx.db.put("a", x);\n}',
  "return;",
  "for (const k of [1, 2]) {\n  await ctx.sleep(k);\n}\nawait ctx.nack();",
  'try {\n  await ctx.ack();\n} catch {\n  throw new Error("no");\n}',
  'if (!ready) return;\nawait ctx.publish("A", { b: 1 }, { key: "c" });',
];

export function contentsFor(blank: Blank): readonly string[] {
  const other = { expression: EXPRESSIONS, type: TYPES, operator: OPERATORS, statements: STATEMENTS }[blank.kind];
  return [blank.answer, ...other];
}

/** The starter with something in each blank; an empty text empties it, undefined leaves the hole. */
export function fillAll(source: ExerciseSource, contents: ReadonlyMap<string, string | undefined>): string {
  const edits = source.blanks.flatMap((blank) => {
    const content = contents.get(blank.id);
    return content === undefined
      ? []
      : [
          {
            span: blank.starterSpan,
            text: indent(content, indentationAt(source.starter, blank.starterSpan.start), "\n"),
          },
        ];
  });
  return applyEdits(source.starter, edits);
}

/** A change of a whole text that keeps every blank's content token by token. */
export interface Mess {
  readonly name: string;
  apply(text: string, pick: (below: number) => number): string;
}

const NOISE: readonly string[] = [
  'console.log("here");',
  "const extra = [1, 2].map((n) => n + 1);",
  "function helper(a: string) {\n  return a;\n}",
  "type Extra = { a: string };",
  "// a note\n",
];

export const MESSES: readonly Mess[] = [
  { name: "noise before", apply: (text, pick) => `${NOISE[pick(NOISE.length)]}\n${text}` },
  { name: "noise after", apply: (text, pick) => `${text}\n${NOISE[pick(NOISE.length)]}\n` },
  {
    name: "noise between declarations",
    apply: (text, pick) => {
      const parts = text.split(/\n\n(?=[A-Za-z/])/);
      parts.splice(1 + pick(parts.length), 0, NOISE[pick(NOISE.length)] ?? "");
      return parts.join("\n\n");
    },
  },
  {
    name: "move declarations",
    apply: (text, pick) => {
      const [first = "", ...rest] = text.split(/\n\n(?=[A-Za-z/])/);
      const by = 1 + pick(Math.max(1, rest.length - 1));
      return [first, ...rest.slice(by), ...rest.slice(0, by)].join("\n\n");
    },
  },
  { name: "rename", apply: (text) => text.replace(/\bctx\b/g, "context").replace(/\bservice\b/g, "svc") },
  { name: "no semicolons", apply: (text) => text.replace(/;$/gm, "") },
  { name: "single quotes", apply: (text) => text.replace(/"(\w+)"/g, "'$1'") },
  {
    name: "duplicate a line outside",
    apply: (text, pick) => {
      const lines = text.split("\n");
      const plain = lines.flatMap((line, i) => (/^import |^type \w+ = .*;$|^const \w+ = \d+;$/.test(line) ? [i] : []));
      const at = plain[pick(plain.length)] ?? 0;
      return [...lines.slice(0, at), lines[at] ?? "", ...lines.slice(at)].join("\n");
    },
  },
  // Layout comes last: what is above splits the text at blank lines.
  { name: "reindent", apply: (text) => text.replace(/^( +)/gm, (spaces) => "\t".repeat(spaces.length / 2)) },
  { name: "crlf", apply: (text) => text.replace(/\r?\n/g, "\r\n") },
  { name: "outdent", apply: (text) => text.replace(/^ +/gm, "") },
  { name: "trailing spaces", apply: (text) => text.replace(/$/gm, "  ") },
  {
    name: "comment above lines",
    apply: (text) => text.replace(/^(?= *(?:await|if|return|const|service|type) )/gm, "// what is this\n"),
  },
  { name: "comment behind lines", apply: (text) => text.replace(/;$/gm, "; // done; } ) really(____)") },
  { name: "comment in lines", apply: (text) => text.replace(/\(ctx/g, "(/* the; context ) */ ctx") },
  { name: "blank lines", apply: (text) => text.replace(/\n/g, "\n\n") },
];
