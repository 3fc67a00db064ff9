/** Edits of a learner's file: fill a blank, put a hole back, restore what was changed outside. Pure; nothing is applied. */
import type { TextEdit } from "../../base/span.ts";
import { align } from "./align/align.ts";
import type { Hunk } from "./align/outside.ts";
import { aloneOnLines, dedent, indent, indentationAt, lineBreakOf, lineEnd, lineStart, nextLine } from "./lines.ts";
import type { LocatedBlank } from "./model.ts";
import type { Starter, StarterBlank } from "./starter.ts";

export type FoundBlank = Extract<LocatedBlank, { readonly state: "found" }>;

/** Puts code into a blank that was found in `text`. Several lines take over the indentation of the place. */
export function fillBlank(text: string, blank: StarterBlank, found: FoundBlank, code: string): TextEdit {
  const { span } = found;
  const own = dedent(code.trim(), indentationAt(code, code.length - code.trimStart().length));
  if (span.start < span.end) {
    return { span, text: indent(own, indentationAt(text, span.start), lineBreakOf(text)) };
  }
  return blank.kind === "statements" ? insertLines(text, span.start, own) : insertInLine(text, span.start, own);
}

/** Puts the hole back into a blank that was found. */
export function resetBlank(text: string, blank: StarterBlank, found: FoundBlank): TextEdit {
  return fillBlank(text, blank, found, blank.hole);
}

/**
 * Brings a blank that is missing back, with the code around it that went with it. For a blank that is there after all,
 * the same as a reset. Undefined for an id that the starter does not have.
 */
export function restoreBlank(starter: Starter, text: string, id: string): TextEdit | undefined {
  const blank = starter.blanks.find((candidate) => candidate.id === id);
  const { blanks, hunks } = align(starter, text);
  const located = blanks.find((candidate) => candidate.id === id);
  if (blank === undefined || located === undefined) return undefined;
  if (located.state === "found") return resetBlank(text, blank, located);
  const hunk = hunks.find(
    ({ originalSpan }) => originalSpan.start <= blank.span.start && blank.span.end <= originalSpan.end,
  );
  if (hunk !== undefined) return restoreHunk(starter, text, hunk);
  return restoreHunk(starter, text, { span: { start: located.near, end: located.near }, originalSpan: blank.span });
}

/** Takes back what was changed outside the blanks. The blanks keep what is in them; a missing one comes back empty. */
export function restoreOutside(starter: Starter, text: string): readonly TextEdit[] {
  return align(starter, text).hunks.map((hunk) => restoreHunk(starter, text, hunk));
}

function restoreHunk(starter: Starter, text: string, hunk: Hunk): TextEdit {
  const { span, originalSpan } = hunk;
  const cut = starter.text.slice(originalSpan.start, originalSpan.end);
  if (cut === "") return remove(text, span);
  const original = dedent(cut, indentationAt(starter.text, originalSpan.start));
  if (span.start < span.end) {
    return { span, text: indent(original, indentationAt(text, span.start), lineBreakOf(text)) };
  }
  const opensLine = starter.text.slice(lineStart(starter.text, originalSpan.start), originalSpan.start).trim() === "";
  const closesLine = starter.text.slice(originalSpan.end, lineEnd(starter.text, originalSpan.end)).trim() === "";
  return opensLine && closesLine ? insertLines(text, span.start, original) : insertInLine(text, span.start, original);
}

function remove(text: string, span: { readonly start: number; readonly end: number }): TextEdit {
  if (!aloneOnLines(text, span)) return { span, text: "" };
  return { span: { start: lineStart(text, span.start), end: nextLine(text, span.end) }, text: "" };
}

/** Lines of their own at a place: on its line where that is empty, otherwise on new lines behind it. */
function insertLines(text: string, at: number, code: string): TextEdit {
  const lineBreak = lineBreakOf(text);
  const before = text.slice(lineStart(text, at), at);
  const after = text.slice(at, lineEnd(text, at));
  const outer = indentationAt(text, lineStart(text, at) > 0 && before.trim() === "" ? previousCode(text, at) : at);
  const opener = text
    .slice(0, at)
    .trimEnd()
    .replace(/\/\/[^\n\r]*$/, "")
    .trimEnd()
    .endsWith("{");
  const inner = opener ? outer + unitOf(text) : outer;
  if (before.trim() === "") {
    const own = before === "" ? (at === 0 ? "" : inner) : "";
    const rest = after.trim() === "" ? "" : lineBreak + (before === "" ? outer : before);
    return { span: { start: at, end: at }, text: own + indent(code, before === "" ? own : before, lineBreak) + rest };
  }
  const end = after.trim() === "" ? "" : lineBreak + outer;
  const spaces = after.length - after.trimStart().length;
  return {
    span: { start: at, end: after.trim() === "" ? at : at + spaces },
    text: lineBreak + inner + indent(code, inner, lineBreak) + end,
  };
}

/** An offset in the nearest line before this one that holds anything. */
function previousCode(text: string, at: number): number {
  let line = lineStart(text, at);
  while (line > 0) {
    line = lineStart(text, text[line - 1] === "\n" && text[line - 2] === "\r" ? line - 2 : line - 1);
    if (text.slice(line, lineEnd(text, line)).trim() !== "") break;
  }
  return line;
}

/** One step of indentation as this file has it. */
function unitOf(text: string): string {
  return /(?:^|[\n\r])(\t| {2,8})(?=\S)/.exec(text)?.[1] ?? "  ";
}

const TIGHT_BEFORE = /[\s([.!~`]|^$/;
const TIGHT_AFTER = /[\s)\];,.`]|^$/;

function insertInLine(text: string, at: number, code: string): TextEdit {
  const before = TIGHT_BEFORE.test(text[at - 1] ?? "") ? "" : " ";
  const after = TIGHT_AFTER.test(text[at] ?? "") ? "" : " ";
  return {
    span: { start: at, end: at },
    text: before + indent(code, indentationAt(text, at), lineBreakOf(text)) + after,
  };
}
