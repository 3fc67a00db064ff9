/** Where things lie in the diagram, in CSS pixels. Only what is near the part in sight is drawn. */
import type { Lane, Leg } from "./diagram.ts";

export const columnWidth = 40;
const heights: Readonly<Record<Lane["kind"], number>> = { client: 28, service: 40, queue: 28 };
/** Room above the first lane for the marks of broken checks. */
export const headHeight = 20;
/** Room to the right of the last column, for the name of what it sends. */
const nameWidth = 24;
/** Room below the last lane for the buttons that fold and unfold. */
export const footHeight = 24;

export interface Layout {
  /** The middle of each lane. */
  readonly middles: readonly number[];
  readonly height: number;
  readonly width: number;
}

/** `slots` is how many columns are drawn: a closed fold is one. */
export function layoutOf(lanes: readonly Lane[], slots: number): Layout {
  let top = headHeight;
  const middles = lanes.map(({ kind }) => {
    const middle = top + heights[kind] / 2;
    top += heights[kind];
    return middle;
  });
  return { middles, height: top + 4, width: Math.max(1, slots) * columnWidth + nameWidth };
}

export function columnX(column: number): number {
  return column * columnWidth + columnWidth / 2;
}

export interface Range {
  readonly first: number;
  readonly last: number;
}

/** The columns in sight, and a few on either side. */
export function columnsInSight(scrolled: number, width: number, columns: number): Range {
  const margin = 4;
  const first = Math.max(0, Math.floor(scrolled / columnWidth) - margin);
  const last = Math.min(columns - 1, Math.ceil((scrolled + width) / columnWidth) + margin);
  return { first, last };
}

export function touches({ first, last }: Range, from: number, to: number | undefined): boolean {
  return from <= last && (to ?? Number.POSITIVE_INFINITY) >= first;
}

/** The way of a message: out of its service, along its queue's lane, into its consumer. */
export function legPath({ from, via, to }: Leg, middles: readonly number[]): string {
  const y = (lane: number): number => middles[lane] ?? 0;
  const start = { x: columnX(from.column), y: y(from.lane) };
  const end = to === undefined ? start : { x: columnX(to.column), y: y(to.lane) };
  if (via === undefined) return `M${start.x} ${start.y}L${end.x} ${end.y}`;
  const lead = columnWidth / 3;
  const turn = Math.min(start.x + lead, end.x);
  const leave = to !== undefined && to.lane !== via ? Math.max(end.x - lead, turn) : end.x;
  return `M${start.x} ${start.y}L${turn} ${y(via)}L${leave} ${y(via)}L${end.x} ${end.y}`;
}
