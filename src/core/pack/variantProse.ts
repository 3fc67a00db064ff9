/** One fragment that an author lists for a blank: `### Wrong: name`, `### Accept: name` or `### Worse: name`. */
import type { RootContent } from "mdast";
import type { FileProblems } from "./fileProblems.ts";
import { headingParts, headingText } from "./headings.ts";
import { type Section, sliceOf, spanOfNode, unified } from "./markdownSections.ts";
import type { Markdown, Variant } from "./model.ts";

const BREAKS = /^[ \t]*Breaks:[ \t]*(.*?)[ \t]*$/i;

/** "unknown" where the heading is none of the three; undefined, with a problem, where the fragment cannot be used. */
export function readVariant(text: string, section: Section, problems: FileProblems): Variant | "unknown" | undefined {
  const { kind: verdict, name } = headingParts(section);
  if ((verdict !== "wrong" && verdict !== "accept" && verdict !== "worse") || name === undefined) return "unknown";
  if (name === "") {
    problems.add(section.heading, { code: "section-empty", heading: headingText(section) });
    return undefined;
  }
  const fence = section.content.find((node) => node.type === "code" && isFenced(text, node));
  const code = fence?.type === "code" ? unindented(unified(fence.value)) : "";
  if (code === "") problems.add(section.heading, { code: "variant-without-code", name });

  const { why, breaks } = readWhy(text, section, fence, verdict === "wrong", problems);
  if (why === "") problems.add(section.heading, { code: "variant-without-why", name });
  if (code === "" || why === "") return undefined;
  const position = problems.positionAt(section.heading.start);
  return { verdict, name, code, why, ...(breaks === undefined ? {} : { breaks }), position };
}

/** Everything but the fragment and the `Breaks:` line. */
function readWhy(
  text: string,
  section: Section,
  fence: RootContent | undefined,
  mayBreak: boolean,
  problems: FileProblems,
): { readonly why: Markdown; readonly breaks?: string } {
  const parts: Markdown[] = [];
  let breaks: string | undefined;
  for (const node of section.content) {
    if (node === fence) continue;
    const slice = sliceOf(text, [node]);
    if (node.type !== "paragraph") {
      parts.push(slice);
      continue;
    }
    const kept: string[] = [];
    for (const line of slice.split("\n")) {
      const named = BREAKS.exec(line)?.[1]?.replace(/^`(.*)`$/, "$1");
      if (named === undefined) kept.push(line);
      else if (!mayBreak) problems.add(spanOfNode(node), { code: "heading-unknown", heading: "Breaks:", known: [] });
      else if (named === "") problems.add(spanOfNode(node), { code: "section-empty", heading: "Breaks:" });
      else if (breaks !== undefined) problems.add(spanOfNode(node), { code: "heading-repeated", heading: "Breaks:" });
      else breaks = named;
    }
    if (kept.length > 0) parts.push(kept.join("\n"));
  }
  const why = parts.join("\n\n").trim();
  return breaks === undefined ? { why } : { why, breaks };
}

function isFenced(text: string, node: RootContent): boolean {
  return /^(?:`{3}|~{3})/.test(text.slice(spanOfNode(node).start));
}

/** Without the indentation that all lines share and without empty lines around. */
function unindented(code: string): string {
  const lines = code
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd()
    .split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents, code.length);
  return lines.map((line) => line.slice(shared)).join("\n");
}
