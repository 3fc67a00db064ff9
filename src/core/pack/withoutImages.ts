/** Markdown for VS Code's own renderers, which would fetch images from anywhere and, in a preview, take raw HTML. */
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes } from "mdast";
import type { Markdown } from "./model.ts";

/** The same Markdown with the words of each image in its place, and raw HTML as text. */
export function withoutImages(markdown: Markdown): Markdown {
  let result = markdown;
  for (const node of harmful(fromMarkdown(markdown)).reverse()) {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if (start === undefined || end === undefined) continue;
    const text = node.type === "html" ? markdown.slice(start, end).replaceAll("<", "&lt;") : escaped(node.alt ?? "");
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}

type Harmful = Extract<Nodes, { type: "image" | "imageReference" | "html" }>;

/** In the order of the text; none lies in another. */
function harmful(node: Nodes): Harmful[] {
  if (node.type === "image" || node.type === "imageReference" || node.type === "html") return [node];
  return "children" in node ? node.children.flatMap(harmful) : [];
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~&-]/g, "\\$&");
}
