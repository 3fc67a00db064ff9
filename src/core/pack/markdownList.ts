/** The items of a Markdown list, each as Markdown of its own. */
import type { List, ListItem, RootContent } from "mdast";
import type { FileProblems } from "./fileProblems.ts";
import { type Section, spanOfNode, unified } from "./markdownSections.ts";
import type { Markdown } from "./model.ts";

/**
 * The items of a section that must be one list and nothing else, in order; `numbered` asks for `1.` instead of `-`.
 * `heading` is the section's heading as the author should write it, for the problems.
 */
export function readList(
  text: string,
  section: Section,
  heading: string,
  options: { readonly numbered: boolean },
  problems: FileProblems,
): readonly Markdown[] {
  if (section.content.length === 0) {
    problems.add(section.heading, { code: "section-empty", heading });
    return [];
  }
  const items: Markdown[] = [];
  for (const node of section.content) {
    if (node.type !== "list" || (options.numbered && node.ordered !== true)) {
      problems.add(spanOfNode(node), { code: "list-expected", heading });
      continue;
    }
    for (const item of node.children) {
      const markdown = itemMarkdown(text, item);
      if (markdown === "") problems.add(spanOfNode(item), { code: "section-empty", heading });
      items.push(markdown);
    }
  }
  return items;
}

/** An item without its mark, its lines moved left by the mark's width, so that code and lists inside it stay what they are. */
export function itemMarkdown(text: string, item: ListItem): Markdown {
  const { start, end } = spanOfNode(item);
  const source = text.slice(start, end);
  const mark = /^(?:[-+*]|\d{1,9}[.)])([ \t]*)/.exec(source);
  if (mark === null) return unified(source).trim();
  const gap = mark[1]?.length ?? 0;
  // More than four spaces are one space and indented code.
  const width = mark[0].length - gap + (gap >= 1 && gap <= 4 ? gap : 1);
  const column = (item.position?.start.column ?? 1) - 1 + width;
  const [first = "", ...rest] = unified(source.slice(width)).split("\n");
  return [first, ...rest.map((line) => outdent(line, column))]
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}

export function listsOf(content: readonly RootContent[]): readonly List[] {
  return content.filter((node) => node.type === "list");
}

/** Takes up to `columns` columns of leading white space away; a tab reaches to the next multiple of four. */
function outdent(line: string, columns: number): string {
  let column = 0;
  let at = 0;
  while (column < columns && (line[at] === " " || line[at] === "\t")) {
    column += line[at] === "\t" ? 4 - (column % 4) : 1;
    at++;
  }
  return " ".repeat(Math.max(0, column - columns)) + line.slice(at);
}
