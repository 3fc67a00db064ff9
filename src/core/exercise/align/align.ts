/** The whole alignment of a starter and a learner's text: in order, then what has moved, then what else differs. */
import type { Span } from "../../../base/span.ts";
import type { LocatedBlank } from "../model.ts";
import type { Starter } from "../starter.ts";
import { isSupported } from "./evidence.ts";
import { alignMoved } from "./moved.ts";
import { findHunks, type Hunk } from "./outside.ts";
import { alignAll } from "./regions.ts";
import { type Gap, prepareSides, type Sides } from "./sides.ts";
import type { Matching } from "./table.ts";

export interface Alignment {
  readonly blanks: readonly LocatedBlank[];
  readonly hunks: readonly Hunk[];
}

export function align(starter: Starter, learnerText: string): Alignment {
  const sides = prepareSides(starter, learnerText);
  const matching = alignAll(sides);
  const supported = sides.gaps.map((_, gap) => isSupported(sides, matching, gap));
  const moved = alignMoved(sides, matching, supported);
  return {
    blanks: sides.gaps.map((gap, index) => locatedBlank(sides, matching, gap, index, supported[index] === true)),
    hunks: findHunks(sides, matching, supported, moved),
  };
}

function locatedBlank(sides: Sides, matching: Matching, gap: Gap, index: number, supported: boolean): LocatedBlank {
  const { id, number } = gap.blank;
  if (!supported) return { state: "missing", id, number, near: nearestPlace(sides, matching, gap) };
  const { tokens, text } = sides.learner;
  const content = trimmed(sides, gap, matching.contentStart[index]!, matching.contentEnd[index]!);
  const first = tokens[content.start];
  const last = tokens[content.end - 1];
  const span: Span =
    content.start < content.end && first !== undefined && last !== undefined
      ? { start: first.start, end: last.end }
      : emptyPlace(sides, gap, content.start);
  return {
    state: "found",
    id,
    number,
    span,
    text: text.slice(span.start, span.end),
    filled: isFilled(sides, gap, content),
  };
}

/** Content without what a formatter puts around it: a trailing comma or semicolon that belongs to the code outside. */
function trimmed(sides: Sides, gap: Gap, from: number, to: number): Span {
  const { tokens } = sides.learner;
  let start = from;
  let end = to;
  while (start < end && tokens[start]?.text === ";") start++;
  if (gap.blank.kind !== "statements") {
    while (
      end > start &&
      (tokens[end - 1]?.text === ";" || (tokens[end - 1]?.text === "," && sides.learner.optional[end - 1]))
    )
      end--;
  }
  return { start, end };
}

function isFilled(sides: Sides, gap: Gap, content: Span): boolean {
  const own: number[] = [];
  for (let i = content.start; i < content.end; i++) {
    if (sides.learner.keys[i] === sides.holeKey) return false;
    if (sides.learner.tokens[i]?.text !== ";") own.push(sides.learner.keys[i]!);
  }
  if (content.start === content.end) return false;
  return own.length !== gap.hole.length || own.some((key, i) => key !== gap.hole[i]);
}

/** Where an emptied blank would be filled: right behind the token before it, on the empty line that it left, if any. */
function emptyPlace(sides: Sides, gap: Gap, index: number): Span {
  const { tokens, text } = sides.learner;
  const before = tokens[index - 1];
  const limit = tokens[index]?.start ?? text.length;
  let at = before === undefined ? limit : before.end;
  if (before !== undefined && gap.blank.kind === "statements") {
    const emptyLine = /^(?:[ \t]*\/\/[^\n\r]*|[ \t]*)(?:\r\n|\n|\r)[ \t]*(?=\r|\n)/.exec(text.slice(at, limit));
    const comment = /^[ \t]*\/\/[^\n\r]*/.exec(text.slice(at, limit));
    at += (emptyLine ?? comment)?.[0].length ?? 0;
  } else if (before !== undefined) {
    // One space of `return ;` belongs before the blank, as it did in the starter.
    const spaced = /[ \t]/.test(sides.fixed.text[gap.blank.span.start - 1] ?? "");
    if (spaced && at < limit && (text[at] === " " || text[at] === "\t")) at++;
  }
  return { start: at, end: at };
}

/** After the last fixed token before the gap that was found, or before the first one behind it. */
function nearestPlace(sides: Sides, matching: Matching, gap: Gap): number {
  for (let i = gap.at - 1; i >= 0; i--) {
    const partner = matching.partner[i]!;
    if (partner >= 0) return sides.learner.tokens[partner]!.end;
  }
  for (let i = gap.at; i < sides.fixed.tokens.length; i++) {
    const partner = matching.partner[i]!;
    if (partner >= 0) return sides.learner.tokens[partner]!.start;
  }
  return sides.learner.text.length;
}
