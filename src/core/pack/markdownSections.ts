/**
 * Cuts a Markdown file at its headings of level 1 to 3, which carry the structure; deeper headings are content.
 * Content is kept as the author's own Markdown, cut out of the file by position.
 */
import type { Heading, Node, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import type { Span } from "../../base/span.ts";
import type { FileProblems } from "./fileProblems.ts";
import type { Markdown } from "./model.ts";

/** Quotes and lists opened by one line. Deeper ones cost the parser seconds, up to minutes. */
const MARKDOWN_DEPTH_LIMIT = 12;

export interface Section {
  readonly depth: 1 | 2 | 3;
  /** The heading's words without Markdown marks. */
  readonly title: string;
  readonly heading: Span;
  readonly content: readonly RootContent[];
}

export interface Sections {
  /** What stands before the first heading. */
  readonly before: readonly RootContent[];
  readonly sections: readonly Section[];
}

/** Undefined, with a problem, where the text is too deeply nested to be parsed in reasonable time. */
export function readSections(text: string, problems: FileProblems): Sections | undefined {
  const deep = firstTooDeep(text);
  if (deep !== undefined) {
    problems.add({ start: deep, end: deep + 1 }, { code: "nesting-too-deep", limit: MARKDOWN_DEPTH_LIMIT });
    return undefined;
  }
  const root = fromMarkdown(text, {
    extensions: [gfmTaskListItem()],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  });
  const before: RootContent[] = [];
  const sections: (Section & { content: RootContent[] })[] = [];
  let current = before;
  for (const node of root.children) {
    if (isComment(node)) continue;
    if (node.type === "heading" && isStructural(node.depth)) {
      current = [];
      sections.push({ depth: node.depth, title: plainText(node), heading: spanOfNode(node), content: current });
    } else current.push(node);
  }
  return { before, sections };
}

/** The author's Markdown from the first to the last of these neighbouring nodes. */
export function sliceOf(text: string, nodes: readonly Node[]): Markdown {
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) return "";
  // From the start of the line, so that indented code keeps its indentation.
  const { start } = spanOfNode(first);
  const lineStart = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const from = text.slice(lineStart, start).trim() === "" ? lineStart : start;
  return unified(text.slice(from, spanOfNode(last).end))
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}

/** A node's text without marks, on one line. */
export function plainText(node: Node): string {
  return collectText(node).replace(/\s+/g, " ").trim();
}

export function spanOfNode(node: Node): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** With `\n` as the only line end. */
export function unified(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Without recursion: emphasis can be nested as deep as the file is long. */
function collectText(node: Node): string {
  const texts: string[] = [];
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ("value" in next && typeof next.value === "string") texts.push(next.value);
    else if ("alt" in next && typeof next.alt === "string") texts.push(next.alt);
    else if (next.type === "break") texts.push(" ");
    else if ("children" in next) waiting.push(...(next.children as readonly Node[]).toReversed());
  }
  return texts.join("");
}

function isStructural(depth: Heading["depth"]): depth is 1 | 2 | 3 {
  return depth <= 3;
}

function isComment(node: RootContent): boolean {
  return node.type === "html" && /^<!--[\s\S]*-->\s*$/.test(node.value);
}

/** Marks of emphasis in one block. The parser holds each against all others: tens of thousands cost it minutes. */
const EMPHASIS_LIMIT = 500;

/** Where a line opens more quotes and lists than the limit, or a block has too many marks; undefined where none does. */
function firstTooDeep(text: string): number | undefined {
  let marks = 0;
  for (const { 0: found, index } of text.matchAll(/\*+|_+|\n[ \t\r]*\n/g)) {
    marks = found.startsWith("\n") ? 0 : marks + 1;
    if (marks > EMPHASIS_LIMIT) return index;
  }
  const opening = `(?:>[ \\t]*|(?:[-+*]|\\d{1,9}[.)])[ \\t]+)`;
  return new RegExp(`^[ \\t]*${opening}{${MARKDOWN_DEPTH_LIMIT + 1}}`, "m").exec(text)?.index;
}
