/** How sure it is that a gap's content is what the learner put in that blank: how much around it was found again. */
import { isTorn } from "./gapCost.ts";
import { isSoft, type Sides } from "./sides.ts";
import type { Matching } from "./table.ts";

const AROUND = 8;
const FADE = 0.85;
/** A partner further away than this many tokens says nothing about the gap. */
const FAR = 40;
/** At most this many added tokens may stand between a gap and what is right beside it. */
const BESIDE = 3;

/**
 * True where the content of a gap may be attributed to its blank. Rather no than a wrong yes. For code found in another
 * place (`elsewhere`), what stands right before and right after the gap must both be there.
 */
export function isSupported(sides: Sides, matching: Matching, gap: number, elsewhere = false): boolean {
  const start = matching.contentStart[gap]!;
  const end = matching.contentEnd[gap]!;
  if (start < 0) return false;
  const { blank, at } = sides.gaps[gap]!;
  const before = around(sides, matching, at - 1, -1, start);
  const after = around(sides, matching, at, 1, end);
  const nearBoth = before.near && after.near;
  if (elsewhere && !nearBoth) return false;
  const sum = before.share + after.share;
  if (blank.kind === "statements") {
    return nearBoth
      ? sum >= 0.5
      : (before.near || after.near) && Math.min(before.share, after.share) >= 0.3 && sum >= 1.2;
  }
  const statement = statementShare(sides, matching, gap);
  if (nearBoth) return statement >= 0.22 && sum >= 0.5;
  // Nothing there, and a new line: what stood behind is gone, perhaps behind the start of a comment.
  const cutOff = start === end && sides.learner.tokens[end]?.afterLineBreak === true;
  if (!cutOff && isTorn(sides, sides.gaps[gap]!, end)) return false;
  return statement >= 0.55 && sum >= 0.9 && (before.near || after.near);
}

interface Around {
  /** The nearest token that a formatter leaves alone was found, and beside the content. */
  readonly near: boolean;
  /** The share of what stands around that was found, from 0 to 1; nearer and rarer tokens count for more. */
  readonly share: number;
}

function around(sides: Sides, matching: Matching, from: number, step: 1 | -1, content: number): Around {
  const { tokens } = sides.fixed;
  let found = 0;
  let total = 0;
  let factor = 1;
  let near: boolean | undefined;
  for (let i = from, seen = 0; seen < AROUND && i >= 0 && i < tokens.length; i += step) {
    const partner = matching.partner[i]!;
    const close = partner >= 0 && Math.abs(partner - content) <= FAR;
    const weight = sides.weights[i]! * factor;
    total += weight;
    if (close) found += weight;
    if (near === undefined && (close || !isSoft(sides.fixed, i))) {
      const between = step < 0 ? content - 1 - partner : partner - content;
      near = close && between <= BESIDE + Math.abs(i - from);
    }
    if (isSoft(sides.fixed, i)) continue;
    seen++;
    factor *= FADE;
  }
  return { near: near ?? true, share: total === 0 ? 1 : found / total };
}

/** First and after the last fixed token of the statement, property or argument list that holds the gap. */
export function statementAround(sides: Sides, at: number): readonly [number, number] {
  const { tokens, brackets } = sides.fixed;
  const depth = brackets.depth[at] ?? 0;
  let start = at;
  for (; start > 0; start--) {
    const text = tokens[start - 1]!.text;
    if ((text === ";" || text === "{" || text === "}") && brackets.depth[start]! <= depth) break;
  }
  let end = at;
  for (; end < tokens.length; end++) {
    const text = tokens[end]!.text;
    if (text === "}" || text === "{") break;
    if (text === ";" && brackets.depth[end]! <= depth) {
      end++;
      break;
    }
  }
  return [start, end];
}

/** The share of the gap's own statement that was found, by weight; 1 where the gap is all there is to it. */
export function statementShare(sides: Sides, matching: Matching, gap: number): number {
  const [start, end] = statementAround(sides, sides.gaps[gap]!.at);
  let found = 0;
  let total = 0;
  for (let i = start; i < end; i++) {
    if (sides.fixed.optional[i] === true) continue;
    total += sides.weights[i]!;
    if (matching.partner[i]! >= 0) found += sides.weights[i]!;
  }
  return total === 0 ? 1 : found / total;
}
