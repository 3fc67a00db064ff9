/** Where code that ran stands in the author's `exercise.ts`, whose marks and hidden regions no run has. */
import { LineMap, type Position, type Span } from "../../base/span.ts";
import { locate } from "./locate.ts";
import { findMarks } from "./marks.ts";
import type { ExerciseSource } from "./model.ts";
import { starterOf } from "./starter.ts";
import { type Token, tokenize } from "./tokens.ts";

/**
 * `ran` is the solution, or the starter with something else in its blanks; `written` is the file that `source` was read
 * from. What stands in a blank otherwise than there is at the blank. Undefined where the two cannot be held against
 * each other.
 */
export function writtenPosition(
  written: string,
  source: ExerciseSource,
  ran: string,
  position: Position,
): Position | undefined {
  const offset = new LineMap(ran).offsetAt(position);
  const at = writtenOffset(written, source, ran, offset);
  return at === undefined ? undefined : new LineMap(written).positionAt(at);
}

function writtenOffset(written: string, source: ExerciseSource, ran: string, offset: number): number | undefined {
  const { blanks } = locate(starterOf(source), ran);
  const filled = blanks.map((blank) => (blank.state === "found" ? blank.span : undefined));
  const inBlank = filled.findIndex((span) => span !== undefined && span.start <= offset && offset < span.end);
  const blank = source.blanks[inBlank];
  const here = tokenize(ran).tokens;
  const there = writtenTokens(written);
  if (blank === undefined) {
    const spans = filled.filter((span) => span !== undefined);
    const answers = source.blanks.map(({ sourceSpan }) => sourceSpan);
    return counterpart(here.filter(outside(spans)), there.filter(outside(answers)), offset);
  }
  const own = here.filter((token) => !outside([filled[inBlank] ?? blank.sourceSpan])(token));
  const answer = there.filter((token) => !outside([blank.sourceSpan])(token));
  const same = own.length === answer.length && own.every(({ text }, index) => text === answer[index]?.text);
  return same ? counterpart(own, answer, offset) : blank.sourceSpan.start;
}

function writtenTokens(written: string): readonly Token[] {
  const tokens = tokenize(written);
  const hidden = findMarks(tokens).regions.filter(({ kind }) => kind === "hidden");
  return tokens.tokens.filter(outside(hidden.map(({ open, close }) => ({ start: open.start, end: close.end }))));
}

function outside(spans: readonly Span[]): (token: Token) => boolean {
  return ({ start }) => !spans.some((span) => span.start <= start && start < span.end);
}

/** The offset in the token of the other text that has the same number. */
function counterpart(here: readonly Token[], there: readonly Token[], offset: number): number | undefined {
  if (here.length !== there.length) return undefined;
  const index = here.findLastIndex(({ start }) => start <= offset);
  const [token, other] = [here[Math.max(0, index)], there[Math.max(0, index)]];
  if (token === undefined || token.text !== other?.text) return undefined;
  return other.start + Math.min(Math.max(0, offset - token.start), token.text.length);
}
