/** Blanks whose code has moved: their declaration, or else their statement, is looked for in what nothing else claims. */
import { isSupported, statementAround, statementShare } from "./evidence.ts";
import { alignAll } from "./regions.ts";
import { type Sides, withoutMatched } from "./sides.ts";
import { alignRegion, emptyMatching, type Matching, type Region, sizeOf } from "./table.ts";

/** Two places that fit almost equally well are no answer. */
const CLEARLY_BETTER = 1.15;
/** The search for moved code stops after this many cells, however much is displaced. */
const BUDGET = 600_000;
/** Code that weighs less than this is too common to be recognised in another place. */
const LEAST_WEIGHT = 4;
/** A declaration of which less than this share was found in its place may have moved. */
const IN_PLACE = 0.85;
/** Below this share, what was matched in a declaration is chance. */
const BY_CHANCE = 0.6;

type Range = readonly [start: number, end: number];

/** Corrects `matching` and `supported` by what has moved. Returns the fixed tokens found in another place. */
export function alignMoved(sides: Sides, matching: Matching, supported: boolean[]): ReadonlySet<number> {
  const moved = new Set<number>();
  const displaced = declarations(sides)
    .filter((range) => foundShare(sides, matching, range) < IN_PLACE)
    .sort((a, b) => gapsIn(sides, b).length - gapsIn(sides, a).length);
  const budget = { left: BUDGET };
  const before = { ...matching, partner: matching.partner.slice(), supported: [...supported] };
  // What was matched here and there in a declaration that is not in its place may be chance, and would claim others' code.
  for (const range of displaced) forget(sides, matching, supported, range);
  for (const range of displaced) {
    const found = findUnit(
      sides,
      matching,
      supported,
      budget,
      range,
      gapsIn(sides, range).length > 0 ? 0.4 : BY_CHANCE,
    );
    const inOrder = foundWeight(sides, before.partner, range);
    if (found !== undefined && foundWeight(sides, found.partner, range) > inOrder * 1.05) {
      adopt(sides, matching, found, supported, range, moved);
    } else if (gapsIn(sides, range).length > 0 || inOrder >= BY_CHANCE * wholeWeight(sides, range)) {
      restore(sides, matching, supported, before, range);
    }
  }
  if (moved.size > 0) alignRest(sides, matching, supported, moved);
  sides.gaps.forEach((gap, index) => {
    if (supported[index] === true) return;
    const range = statementAround(sides, gap.at);
    const found = findUnit(sides, matching, supported, budget, range, 0.6);
    if (found !== undefined) adopt(sides, matching, found, supported, range, moved);
  });
  return moved;
}

/** Aligns everything that has not moved once more, now that what has moved is out of its way. */
function alignRest(sides: Sides, matching: Matching, supported: boolean[], moved: ReadonlySet<number>): void {
  const settled = sides.gaps.map((gap) => moved.has(gap.at - 1) || moved.has(gap.at));
  const taken = [...moved].map((i) => matching.partner[i]!);
  settled.forEach((is, gap) => {
    if (!is) return;
    for (let i = matching.contentStart[gap]!; i < matching.contentEnd[gap]!; i++) taken.push(i);
  });
  const rest = alignAll(withoutMatched(sides, moved, taken));
  for (let i = 0; i < rest.partner.length; i++) if (!moved.has(i)) matching.partner[i] = rest.partner[i]!;
  settled.forEach((is, gap) => {
    if (is) return;
    matching.contentStart[gap] = rest.contentStart[gap]!;
    matching.contentEnd[gap] = rest.contentEnd[gap]!;
    supported[gap] = isSupported(sides, matching, gap);
  });
}

/** The starter's top-level declarations and statements, by their fixed tokens. */
function declarations(sides: Sides): readonly Range[] {
  const { tokens, brackets } = sides.fixed;
  const ranges: Range[] = [];
  let start = 0;
  for (let i = 0; i < tokens.length; i++) {
    const text = tokens[i]!.text;
    const next = tokens[i + 1];
    const ends = next === undefined || text === ";" || (text === "}" && next.afterLineBreak);
    if (!ends || brackets.depth[i + 1] !== 0) continue;
    ranges.push([start, i + 1]);
    start = i + 1;
  }
  if (start < tokens.length) ranges.push([start, tokens.length]);
  return ranges;
}

function foundWeight(sides: Sides, partner: Int32Array, [start, end]: Range): number {
  let weight = 0;
  for (let i = start; i < end; i++) if (partner[i]! >= 0) weight += sides.weights[i]!;
  return weight;
}

function wholeWeight(sides: Sides, [start, end]: Range): number {
  return sides.weights.subarray(start, end).reduce((sum, weight) => sum + weight, 0);
}

function foundShare(sides: Sides, matching: Pick<Matching, "partner">, range: Range): number {
  return foundWeight(sides, matching.partner, range) / Math.max(1e-6, wholeWeight(sides, range));
}

/** Gaps between the first and the last token of a range, by index. */
function gapsIn(sides: Sides, [start, end]: Range): readonly number[] {
  return sides.gaps.flatMap((gap, index) => (gap.at > start && gap.at < end ? [index] : []));
}

function forget(sides: Sides, matching: Matching, supported: boolean[], range: Range): void {
  matching.partner.fill(-1, ...range);
  for (const gap of gapsIn(sides, range)) supported[gap] = false;
}

interface Before {
  readonly partner: Int32Array;
  readonly supported: readonly boolean[];
}

function restore(sides: Sides, matching: Matching, supported: boolean[], before: Before, range: Range): void {
  const taken = new Set(matching.partner);
  for (let i = range[0]; i < range[1]; i++) {
    const partner = before.partner[i]!;
    matching.partner[i] = taken.has(partner) ? -1 : partner;
  }
  for (const gap of gapsIn(sides, range)) {
    supported[gap] = before.supported[gap] === true && isSupported(sides, matching, gap);
  }
}

function adopt(
  sides: Sides,
  matching: Matching,
  found: Matching,
  supported: boolean[],
  range: Range,
  moved: Set<number>,
): void {
  for (let i = range[0]; i < range[1]; i++) {
    matching.partner[i] = found.partner[i]!;
    if (found.partner[i]! >= 0) moved.add(i);
  }
  sides.gaps.forEach((gap, index) => {
    if (gap.at < range[0] || gap.at > range[1] || supported[index] === true || found.contentStart[index]! < 0) return;
    matching.contentStart[index] = found.contentStart[index]!;
    matching.contentEnd[index] = found.contentEnd[index]!;
    supported[index] = isSupported(sides, found, index, true) && statementShare(sides, found, index) >= 0.5;
  });
}

/** The best place for a stretch of fixed tokens among the learner's tokens that are free, if one stands out. */
function findUnit(
  sides: Sides,
  matching: Matching,
  supported: readonly boolean[],
  budget: { left: number },
  [start, end]: Range,
  least: number,
): Matching | undefined {
  const total = wholeWeight(sides, [start, end]);
  if (total < LEAST_WEIGHT) return undefined;
  const gaps = sides.gaps
    .map((gap, index) => ({ gap, index }))
    .filter(({ gap, index }) => gap.at >= start && gap.at <= end && supported[index] !== true);
  const gapStart = gaps[0]?.index ?? 0;
  const candidates: { readonly found: Matching; readonly weight: number }[] = [];
  for (const [learnerStart, learnerEnd] of freeRuns(sides, matching, supported, start, end)) {
    const region: Region = {
      fixedStart: start,
      fixedEnd: end,
      learnerStart,
      learnerEnd,
      gapStart,
      gapEnd: gapStart + gaps.length,
      floating: true,
    };
    const size = sizeOf(region);
    // An incomplete search could take the second best place for the best.
    if (size > budget.left) return undefined;
    budget.left -= size;
    const found = emptyMatching(sides);
    alignRegion(sides, region, found);
    candidates.push({ found, weight: foundWeight(sides, found.partner, [start, end]) });
  }
  candidates.sort((a, b) => b.weight - a.weight);
  const [best, second] = candidates;
  if (best === undefined || best.weight < least * total || best.weight < LEAST_WEIGHT) return undefined;
  return best.weight >= CLEARLY_BETTER * (second?.weight ?? 0) ? best.found : undefined;
}

/** Stretches of the learner's tokens that belong to nothing yet, or to the unit that is being looked for. */
function freeRuns(
  sides: Sides,
  matching: Matching,
  supported: readonly boolean[],
  start: number,
  end: number,
): readonly (readonly [number, number])[] {
  const taken = new Uint8Array(sides.learner.tokens.length);
  matching.partner.forEach((partner, i) => {
    if (partner >= 0 && (i < start || i >= end)) taken[partner] = 1;
  });
  sides.gaps.forEach((_, index) => {
    if (supported[index] === true) taken.fill(1, matching.contentStart[index], matching.contentEnd[index]);
  });
  const runs: [number, number][] = [];
  for (let at = 0; at < taken.length; at++) {
    if (taken[at] === 1) continue;
    let after = at;
    while (after < taken.length && taken[after] === 0) after++;
    // A bracket or two that the first pass gave to somebody else do not end a stretch.
    const last = runs.at(-1);
    if (last !== undefined && at - last[1] <= 3) last[1] = after;
    else runs.push([at, after]);
    at = after;
  }
  return runs.filter(([from, to]) => to - from >= 3);
}
