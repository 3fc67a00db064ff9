/** Which columns of a diagram are drawn as one: the places on the page, and the way from a column to its place. */
import type { Column, Diagram, Fold, Leg, Span } from "./diagram.ts";

/** One place. It holds one column, or all columns of a fold that is closed. */
export interface Slot {
  readonly first: number;
  readonly last: number;
  readonly column: Column;
  /** Set where the fold is closed. */
  readonly fold?: Fold;
}

/** The places from left to right, and for each column the index of its place. */
export interface Slots {
  readonly slots: readonly Slot[];
  readonly of: readonly number[];
}

/** `open` holds the ids of folds whose columns stand for themselves. */
export function slotsOf({ columns, folds }: Pick<Diagram, "columns" | "folds">, open: ReadonlySet<string>): Slots {
  const closed = new Map(folds.filter(({ id }) => !open.has(id)).map((fold) => [fold.first, fold]));
  const slots: Slot[] = [];
  const of: number[] = [];
  for (let first = 0; first < columns.length; ) {
    const fold = closed.get(first);
    const last = fold?.last ?? first;
    const held = columns.slice(first, last + 1);
    const [column] = held;
    if (column === undefined) break;
    for (let index = first; index <= last; index++) of.push(slots.length);
    slots.push(
      fold === undefined ? { first, last, column } : { first, last, fold, column: together(column, held, fold.text) },
    );
    first = last + 1;
  }
  return { slots, of };
}

/** What one of several columns has, their place has. */
function together(column: Column, all: readonly Column[], text: string): Column {
  const any = (has: (one: Column) => boolean): boolean => all.some(has);
  return {
    ...column,
    text,
    stored: any(({ stored }) => stored),
    broke: any(({ broke }) => broke),
    noReturn: any(({ noReturn }) => noReturn),
  };
}

/** A leg with places instead of columns. */
export function legInSlots(leg: Leg, { of }: Slots): Leg {
  const { from, to } = leg;
  const placed = { ...leg, from: { ...from, column: of[from.column] ?? 0 } };
  return to === undefined ? placed : { ...placed, to: { ...to, column: of[to.column] ?? 0 } };
}

export function spanInSlots(span: Span, { of }: Slots): Span {
  const placed = { ...span, from: of[span.from] ?? 0 };
  return span.to === undefined ? placed : { ...placed, to: of[span.to] ?? 0 };
}
