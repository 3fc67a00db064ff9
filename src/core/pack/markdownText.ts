/** Markdown as plain text, for quick picks and other places that show no formatting. */
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes } from "mdast";

/** Paragraphs, list items and code lines joined by single spaces; marks dropped, code kept between backticks. */
export function markdownText(markdown: string): string {
  return flatten(fromMarkdown(markdown)).replace(/\s+/g, " ").trim();
}

function flatten(node: Nodes): string {
  switch (node.type) {
    case "text":
      return node.value;
    case "inlineCode":
      return `\`${node.value}\``;
    case "code":
      return ` ${node.value} `;
    case "image":
      return node.alt ?? "";
    case "break":
      return " ";
    case "html":
      return "";
    default:
      if (!("children" in node)) return "";
      return node.children.map(flatten).join(isBlockParent(node.type) ? " " : "");
  }
}

function isBlockParent(type: Nodes["type"]): boolean {
  return type === "root" || type === "list" || type === "listItem" || type === "blockquote";
}
