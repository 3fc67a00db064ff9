/** Cuts a large alignment into small ones at runs of tokens that occur once on each side. */
import type { Sides } from "./sides.ts";
import { alignRegion, emptyMatching, type Matching, type Region, sizeOf } from "./table.ts";

/** Up to this size a region is aligned as it is; above, it is cut as long as something unique is found. */
const SMALL = 60_000;
/** Above this size, with nothing unique in it, a region has nothing in common worth the time. */
const LARGEST = 1_500_000;
const RUNS = [12, 8, 5, 3];

export function alignAll(sides: Sides): Matching {
  const matching = emptyMatching(sides);
  const whole: Region = {
    fixedStart: 0,
    fixedEnd: sides.fixed.tokens.length,
    learnerStart: 0,
    learnerEnd: sides.learner.tokens.length,
    gapStart: 0,
    gapEnd: sides.gaps.length,
  };
  alignCut(sides, whole, 0, matching);
  return matching;
}

function alignCut(sides: Sides, region: Region, level: number, matching: Matching): void {
  const size = sizeOf(region);
  if (size <= SMALL) return alignRegion(sides, region, matching);
  const run = RUNS[level];
  if (run === undefined) {
    if (size <= LARGEST) alignRegion(sides, region, matching);
    return;
  }
  const anchors = uniqueRuns(sides, region, run);
  if (anchors.length === 0) return alignCut(sides, region, level + 1, matching);
  let { fixedStart, learnerStart, gapStart } = region;
  for (const [fixedEnd, learnerEnd] of [...anchors, [region.fixedEnd, region.learnerEnd] as const]) {
    let gapEnd = gapStart;
    while (gapEnd < region.gapEnd && (sides.gaps[gapEnd]!.at < fixedEnd || fixedEnd === region.fixedEnd)) gapEnd++;
    alignCut(sides, { fixedStart, fixedEnd, learnerStart, learnerEnd, gapStart, gapEnd }, level + 1, matching);
    fixedStart = fixedEnd;
    learnerStart = learnerEnd;
    gapStart = gapEnd;
  }
}

/** Places in the middle of runs of this many tokens that occur once on each side, the longest chain in the same order. */
function uniqueRuns(sides: Sides, region: Region, run: number): readonly (readonly [number, number])[] {
  const gapsAt = new Set(sides.gaps.slice(region.gapStart, region.gapEnd).map((gap) => gap.at));
  const fixed = runsOf(sides.fixed.keys, region.fixedStart, region.fixedEnd, run);
  const learner = runsOf(sides.learner.keys, region.learnerStart, region.learnerEnd, run);
  const middle = Math.ceil(run / 2);
  const pairs: (readonly [number, number])[] = [];
  for (const [key, at] of fixed) {
    const other = learner.get(key);
    if (at < 0 || other === undefined || other < 0) continue;
    let same = true;
    for (let i = 0; i < run; i++) if (sides.fixed.keys[at + i] !== sides.learner.keys[other + i]) same = false;
    if (!same) continue;
    let acrossGap = false;
    for (let i = at; i <= at + run; i++) if (gapsAt.has(i)) acrossGap = true;
    if (!acrossGap) pairs.push([at + middle, other + middle]);
  }
  return longestRising(pairs.sort((a, b) => a[0] - b[0]));
}

/** Where each run starts, or -1 for one that occurs more than once. Named by a hash: compare before you believe it. */
function runsOf(keys: Int32Array, start: number, end: number, run: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let i = start; i + run <= end; i++) {
    let high = 0;
    let low = 0;
    for (let j = i; j < i + run; j++) {
      high = Math.imul(high ^ keys[j]!, 0x01000193) + 0x9e37;
      low = Math.imul(low, 31) + keys[j]!;
    }
    const name = (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
    found.set(name, found.has(name) ? -1 : i);
  }
  return found;
}

function longestRising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, value], index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const half = (low + high) >> 1;
      if (pairs[ends[half]!]![1] < value) low = half + 1;
      else high = half;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const chain: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) chain.push(pairs[at]!);
  return chain.reverse();
}
