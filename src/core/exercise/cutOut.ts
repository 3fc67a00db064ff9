/** A text with stretches removed or replaced, and where the replacements came to stand. */
import type { Span } from "../../base/span.ts";

export interface Cut {
  readonly span: Span;
  readonly replacement?: { readonly key: number; readonly text: string };
}

/** Applies the cuts. Where two overlap, the later one loses what the earlier one has already taken. */
export function cutOut(
  text: string,
  cuts: readonly Cut[],
): { readonly text: string; readonly spans: ReadonlyMap<number, Span> } {
  const spans = new Map<number, Span>();
  let result = "";
  let at = 0;
  for (const { span, replacement } of [...cuts].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  )) {
    if (span.start > at) result += text.slice(at, span.start);
    if (replacement !== undefined) {
      spans.set(replacement.key, { start: result.length, end: result.length + replacement.text.length });
      result += replacement.text;
    }
    at = Math.max(at, span.end);
  }
  return { text: result + text.slice(at), spans };
}
