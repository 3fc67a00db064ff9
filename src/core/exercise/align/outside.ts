/** What the learner changed outside the blanks, token by token; what a formatter does is no change. */
import type { Span } from "../../../base/span.ts";
import { isSoft, type Side, type Sides } from "./sides.ts";
import type { Matching } from "./table.ts";

/** A difference between starter and learner's text outside the blanks. */
export interface Hunk {
  /** In the learner's text; empty where something is gone. */
  readonly span: Span;
  /** In the starter's text; empty where something was added. */
  readonly originalSpan: Span;
}

export function findHunks(
  sides: Sides,
  matching: Matching,
  supported: readonly boolean[],
  moved: ReadonlySet<number>,
): readonly Hunk[] {
  const consumed = new Uint8Array(sides.learner.tokens.length);
  for (const i of moved) if (matching.partner[i]! >= 0) consumed[matching.partner[i]!] = 1;
  sides.gaps.forEach((_, index) => {
    if (supported[index] === true) consumed.fill(1, matching.contentStart[index], matching.contentEnd[index]);
  });
  const hunks: Hunk[] = [];
  let removed: number[] = [];
  let lost: Span | undefined;
  let at = 0;
  let gap = 0;
  const flush = (to: number): void => {
    const place = at;
    let added: number[] = [];
    const push = (): void => {
      const hunk = hunkOf(sides, removed, lost, added, place);
      if (hunk !== undefined) hunks.push(hunk);
      // What is gone is reported once, together with the first thing that stands in its place.
      removed = [];
      lost = undefined;
      added = [];
    };
    for (; at < to; at++) {
      if (consumed[at] === 0) added.push(at);
      else if (added.length > 0) push();
    }
    push();
  };
  const { length } = sides.fixed.tokens;
  for (let i = 0; i <= length; i++) {
    for (; gap < sides.gaps.length && sides.gaps[gap]!.at === i; gap++) {
      if (supported[gap] !== true) lost = join(lost, sides.gaps[gap]!.blank.span);
      else if (matching.contentStart[gap]! >= at && !isMovedGap(sides, gap, moved)) {
        flush(matching.contentStart[gap]!);
        at = matching.contentEnd[gap]!;
      }
    }
    if (i === length) break;
    const partner = matching.partner[i]!;
    if (partner >= at && !moved.has(i)) {
      flush(partner);
      at = partner + 1;
    } else if (partner < 0) removed.push(i);
  }
  flush(sides.learner.tokens.length);
  return hunks;
}

/** True for a gap that was found together with moved code. */
function isMovedGap(sides: Sides, gap: number, moved: ReadonlySet<number>): boolean {
  const { at } = sides.gaps[gap]!;
  return moved.has(at - 1) || moved.has(at);
}

function join(a: Span | undefined, b: Span): Span {
  return a === undefined ? b : { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function hunkOf(
  sides: Sides,
  removed: readonly number[],
  lost: Span | undefined,
  added: readonly number[],
  after: number,
): Hunk | undefined {
  const counts = (side: Side, indexes: readonly number[]): boolean =>
    indexes.some(
      (i, n) => !isSoft(side, i) || (side.tokens[i]!.text === "(" && side.tokens[indexes[n + 1] ?? -1]?.text === ")"),
    );
  if (!counts(sides.fixed, removed) && !counts(sides.learner, added)) return undefined;
  const fixed = spanOf(sides.fixed, removed);
  const originalSpan = fixed === undefined ? lost : lost === undefined ? fixed : join(lost, fixed);
  const place = sides.learner.tokens[after - 1]?.end ?? 0;
  return {
    span: spanOf(sides.learner, added) ?? { start: place, end: place },
    originalSpan: originalSpan ?? { start: 0, end: 0 },
  };
}

function spanOf(side: Side, indexes: readonly number[]): Span | undefined {
  const first = side.tokens[indexes[0] ?? -1];
  const last = side.tokens[indexes.at(-1) ?? -1];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}
