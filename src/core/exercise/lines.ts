/** Lines and indentation of a text, whatever its line ends. */
import type { Span } from "../../base/span.ts";

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== "\n" && text[at - 1] !== "\r") at--;
  return at;
}

/** The end of the line's own text, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

/** The offset after the line break that ends this line. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text[end] === "\r" && text[end + 1] === "\n") return end + 2;
  return Math.min(end + 1, text.length);
}

/** The white space that the line of this offset starts with. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? "";
}

/** True where nothing but white space shares the lines of the span. */
export function aloneOnLines(text: string, span: Span): boolean {
  const before = text.slice(lineStart(text, span.start), span.start);
  const after = text.slice(span.end, lineEnd(text, span.end));
  return before.trim() === "" && after.trim() === "";
}

export function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}

/** The text without the indentation that all its lines but the first have in common; line ends become `\n`. */
export function dedent(text: string, firstIndentation: string): string {
  const [first = "", ...rest] = text.split(/\r\n|\n|\r/);
  let common: string | undefined = firstIndentation;
  for (const line of rest) {
    if (line.trim() === "") continue;
    const own = /^[ \t]*/.exec(line)?.[0] ?? "";
    while (common !== "" && !own.startsWith(common)) common = common.slice(0, -1);
  }
  return [first, ...rest.map((line) => (line.trim() === "" ? "" : line.slice(common.length)))].join("\n");
}

/** The text with every line but the first indented, and with the given line end. */
export function indent(text: string, indentation: string, lineBreak: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => (index === 0 || line === "" ? line : indentation + line))
    .join(lineBreak);
}
