/** Markdown as plain text, for places that show nothing else: diagnostics, notifications, comments. */

/** Inline marks are taken away, paragraphs and list items stay on lines of their own. Code keeps its characters. */
export function plainMarkdown(markdown: string): string {
  return markdown
    .replace(/\r\n?/g, "\n")
    .replace(/^(```|~~~).*$/gm, "")
    .split(/(`[^`\n]+`)/)
    .map((part) => (/^`[^`\n]+`$/.test(part) ? part.slice(1, -1) : withoutMarks(part)))
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The same on one line. */
export function oneLine(markdown: string): string {
  return plainMarkdown(markdown).replace(/\s+/g, " ");
}

function withoutMarks(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\w*])/g, "$1")
    .replace(/^#{1,6} +/gm, "")
    .replace(/\\([\\`*_{}[\]()#+.!<>-])/g, "$1");
}
