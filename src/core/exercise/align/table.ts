/** The alignment itself: dynamic programming over fixed tokens and gaps on one side, learner's tokens on the other. */
import { contentsFrom } from "./gapCost.ts";
import { isSoft, type Sides, TAKEN } from "./sides.ts";

/** Starting to agree again after a difference costs this much, so that stray punctuation does not match by itself. */
const REJOIN = 0.7;
const INSERTED = 0.12;
const INSERTED_SOFT = 0.03;
/** Where leaving off early is free, going on must be cheap. */
const INSERTED_FLOATING = 0.02;
const DEPTH = 0.05;
/** Content beside a fixed token that is gone is less sure. */
const LOOSE = 0.6;

/** A part of both sides, to be aligned by itself. Ends are exclusive. */
export interface Region {
  readonly fixedStart: number;
  readonly fixedEnd: number;
  readonly learnerStart: number;
  readonly learnerEnd: number;
  /** Gaps by index, first and after the last. */
  readonly gapStart: number;
  readonly gapEnd: number;
  /** True where the part may lie anywhere among the learner's tokens: what stands before and after it costs nothing. */
  readonly floating?: boolean;
}

/** What was found out so far. Everything starts as -1. */
export interface Matching {
  /** For each fixed token its partner among the learner's tokens, or -1. */
  readonly partner: Int32Array;
  /** For each gap where its content starts and ends, in learner's tokens, or -1. */
  readonly contentStart: Int32Array;
  readonly contentEnd: Int32Array;
}

export function emptyMatching(sides: Sides): Matching {
  return {
    partner: new Int32Array(sides.fixed.tokens.length).fill(-1),
    contentStart: new Int32Array(sides.gaps.length).fill(-1),
    contentEnd: new Int32Array(sides.gaps.length).fill(-1),
  };
}

/** The number of cells that a region needs: what its time and memory grow with. */
export function sizeOf(region: Region): number {
  return (
    (region.fixedEnd - region.fixedStart + region.gapEnd - region.gapStart) *
    (region.learnerEnd - region.learnerStart + 1)
  );
}

/** How a match came about: right after a match, after a difference, or the last one still counts over a soft token. */
const STRAIGHT = 0;
const REJOINED = 1;
const SOFT_REMOVED = 2;
const SOFT_ADDED = 3;

interface Row {
  /** A fixed token's index, or -1 - index of a gap. */
  readonly item: number;
  /** Token rows: how a match came about in the low bits, and where a difference comes from in the bits above. */
  readonly from?: Uint8Array;
  /** Gap rows: where the content starts for each end, or -1 / -2 for an insertion after a match / a difference. */
  readonly afterMatch?: Int32Array;
  readonly afterDifference?: Int32Array;
}

/**
 * Aligns a region and writes what it finds into `matching`. Two costs are kept for each pair of positions: one where
 * the last thing seen was a match, one where it was a difference.
 */
export function alignRegion(sides: Sides, region: Region, matching: Matching): void {
  const width = region.learnerEnd - region.learnerStart;
  let match = new Float32Array(width + 1).fill(Infinity);
  let differ = new Float32Array(width + 1).fill(Infinity);
  match[0] = 0;
  const inserted = insertionCosts(sides, region);
  for (let j = 1; j <= width; j++) {
    if (region.floating === true) differ[j] = 0;
    else differ[j] = Math.min(match[j - 1]!, differ[j - 1]!) + inserted.each[j - 1]!;
  }
  const rows: Row[] = [];
  let gap = region.gapStart;
  for (let i = region.fixedStart; i <= region.fixedEnd; i++) {
    while (gap < region.gapEnd && sides.gaps[gap]!.at === i) {
      const next = gapRow(sides, region, gap, match, differ, inserted);
      rows.push(next.row);
      match = next.match;
      differ = next.differ;
      gap++;
    }
    if (i === region.fixedEnd) break;
    const next = tokenRow(sides, region, i, match, differ, inserted);
    rows.push(next.row);
    match = next.match;
    differ = next.differ;
  }
  let end = width;
  if (region.floating === true) {
    for (let j = 0; j <= width; j++) if (Math.min(match[j]!, differ[j]!) < Math.min(match[end]!, differ[end]!)) end = j;
  }
  traceBack(region, rows, end, match[end]! <= differ[end]!, matching);
}

/** What each of the learner's tokens costs as an addition, and how much more where additions start, or end before it. */
interface Inserted {
  readonly each: Float32Array;
  readonly soft: Uint8Array;
  readonly beginning: Float32Array;
}

function insertionCosts(sides: Sides, region: Region): Inserted {
  const width = region.learnerEnd - region.learnerStart;
  const each = new Float32Array(width);
  const beginning = new Float32Array(width);
  const soft = new Uint8Array(width);
  for (let j = 0; j < width; j++) {
    const at = region.learnerStart + j;
    if (sides.learner.keys[at] === TAKEN) continue;
    if (isSoft(sides.learner, at)) soft[j] = 1;
    each[j] = region.floating === true ? INSERTED_FLOATING : soft[j] === 1 ? INSERTED_SOFT : INSERTED;
    // Of several ways to tell what was added, the one that starts a line, and the outermost one, is what people did.
    const onLine = sides.learner.tokens[at]!.afterLineBreak;
    beginning[j] = onLine ? Math.min(0.24, 0.08 * sides.learner.brackets.depth[at]!) : 0.3;
  }
  return { each, soft, beginning };
}

interface Step {
  readonly row: Row;
  readonly match: Float32Array<ArrayBuffer>;
  readonly differ: Float32Array<ArrayBuffer>;
}

function tokenRow(
  sides: Sides,
  region: Region,
  item: number,
  match: Float32Array,
  differ: Float32Array,
  inserted: Inserted,
): Step {
  const width = inserted.each.length;
  const nextMatch = new Float32Array(width + 1).fill(Infinity);
  const nextDiffer = new Float32Array(width + 1);
  const from = new Uint8Array(width + 1);
  const key = sides.fixed.keys[item]!;
  const depth = sides.fixed.brackets.depth[item]!;
  const removed = sides.weights[item]!;
  const { beginning } = inserted;
  const softRemoved = isSoft(sides.fixed, item);
  const { keys, brackets } = sides.learner;
  for (let j = 0; j <= width; j++) {
    let state = STRAIGHT;
    if (j > 0 && keys[region.learnerStart + j - 1] === key) {
      const straight = match[j - 1]!;
      const rejoined = differ[j - 1]! + REJOIN + beginning[j - 1]!;
      const away = Math.abs(brackets.depth[region.learnerStart + j - 1]! - depth);
      if (rejoined < straight) state = REJOINED;
      nextMatch[j] = Math.min(straight, rejoined) + DEPTH * Math.min(3, away);
    }
    // What formatters add and remove does not interrupt.
    if (softRemoved && match[j]! + removed < nextMatch[j]!) {
      nextMatch[j] = match[j]! + removed;
      state = SOFT_REMOVED;
    }
    if (j > 0 && inserted.soft[j - 1] === 1 && nextMatch[j - 1]! + inserted.each[j - 1]! < nextMatch[j]!) {
      nextMatch[j] = nextMatch[j - 1]! + inserted.each[j - 1]!;
      state = SOFT_ADDED;
    }
    let best = match[j]! + removed;
    let source = 0;
    if (differ[j]! + removed < best) {
      best = differ[j]! + removed;
      source = 1;
    }
    if (j > 0) {
      const cost = inserted.each[j - 1]!;
      const begun = nextMatch[j - 1]! + cost + beginning[j - 1]!;
      if (begun < best) {
        best = begun;
        source = 2;
      }
      if (nextDiffer[j - 1]! + cost < best) {
        best = nextDiffer[j - 1]! + cost;
        source = 3;
      }
    }
    nextDiffer[j] = best;
    from[j] = state | (source << 2);
  }
  return { row: { item, from }, match: nextMatch, differ: nextDiffer };
}

function gapRow(
  sides: Sides,
  region: Region,
  index: number,
  match: Float32Array,
  differ: Float32Array,
  inserted: Inserted,
): Step {
  const width = inserted.each.length;
  const nextMatch = new Float32Array(width + 1).fill(Infinity);
  const nextDiffer = new Float32Array(width + 1).fill(Infinity);
  const afterMatch = new Int32Array(width + 1);
  const afterDifference = new Int32Array(width + 1);
  const gap = sides.gaps[index]!;
  const sums = new Float32Array(width + 1);
  for (let j = 0; j < width; j++) sums[j + 1] = sums[j]! + inserted.each[j]!;
  const sum = (from: number, to: number): number => sums[to - region.learnerStart]! - sums[from - region.learnerStart]!;
  for (let a = 0; a <= width; a++) {
    contentsFrom(sides, gap, region.learnerStart + a, region.learnerEnd, sum, (end, cost) => {
      const b = end - region.learnerStart;
      if (match[a]! + cost < nextMatch[b]!) {
        nextMatch[b] = match[a]! + cost;
        afterMatch[b] = a;
      }
      const loose = differ[a]! + cost + (b > a ? LOOSE + DEPTH * Math.min(40, b - a) : 0);
      if (loose < nextDiffer[b]!) {
        nextDiffer[b] = loose;
        afterDifference[b] = a;
      }
    });
  }
  for (let b = 1; b <= width; b++) {
    const cost = inserted.each[b - 1]!;
    // A comma that a formatter puts behind the content is none of it, and no difference either.
    const trailing = gap.blank.kind !== "statements" && sides.learner.optional[region.learnerStart + b - 1] === true;
    if (trailing && nextMatch[b - 1]! + cost < nextMatch[b]!) {
      nextMatch[b] = nextMatch[b - 1]! + cost;
      afterMatch[b] = -1;
    }
    const begun = nextMatch[b - 1]! + cost + inserted.beginning[b - 1]!;
    if (begun < nextDiffer[b]!) {
      nextDiffer[b] = begun;
      afterDifference[b] = -1;
    }
    if (nextDiffer[b - 1]! + cost < nextDiffer[b]!) {
      nextDiffer[b] = nextDiffer[b - 1]! + cost;
      afterDifference[b] = -2;
    }
  }
  return { row: { item: -1 - index, afterMatch, afterDifference }, match: nextMatch, differ: nextDiffer };
}

function traceBack(region: Region, rows: readonly Row[], end: number, endsInMatch: boolean, matching: Matching): void {
  let j = end;
  let inMatch = endsInMatch;
  for (let r = rows.length - 1; r >= 0; ) {
    const { item, from, afterMatch, afterDifference } = rows[r]!;
    if (from === undefined) {
      const start = (inMatch ? afterMatch : afterDifference)?.[j] ?? 0;
      if (start < 0) {
        inMatch = start === -1;
        j--;
        continue;
      }
      matching.contentStart[-1 - item] = region.learnerStart + start;
      matching.contentEnd[-1 - item] = region.learnerStart + j;
      j = start;
      r--;
    } else if (inMatch) {
      const state = from[j]! & 3;
      if (state === STRAIGHT || state === REJOINED) matching.partner[item] = region.learnerStart + j - 1;
      inMatch = state !== REJOINED;
      if (state !== SOFT_REMOVED) j--;
      if (state !== SOFT_ADDED) r--;
    } else {
      const source = from[j]! >> 2;
      inMatch = source === 0 || source === 2;
      if (source < 2) r--;
      else j--;
    }
  }
}
