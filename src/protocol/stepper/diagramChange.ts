/** What changed in a diagram: a step adds a column and moves a few ends, so that is all that is sent. */
import * as z from "zod/mini";
import { ColumnSchema, type Diagram, FoldSchema, LaneSchema, LegSchema, SpanSchema } from "./diagram.ts";

/** A list's new length, and its members that are new or different, with their places. */
const listChange = <T extends z.core.$ZodType>(member: T) =>
  z.object({ length: z.int().check(z.nonnegative()), set: z.array(z.tuple([z.int(), member])) });

export const DiagramChangeSchema = z.object({
  lanes: listChange(LaneSchema),
  columns: listChange(ColumnSchema),
  folds: listChange(FoldSchema),
  legs: listChange(LegSchema),
  spans: listChange(SpanSchema),
});
export type DiagramChange = z.infer<typeof DiagramChangeSchema>;

interface ListChange<T> {
  readonly length: number;
  readonly set: readonly (readonly [number, T])[];
}

export function changeOf(before: Diagram, after: Diagram): DiagramChange {
  return {
    lanes: listChangeOf(before.lanes, after.lanes),
    columns: listChangeOf(before.columns, after.columns),
    folds: listChangeOf(before.folds, after.folds),
    legs: listChangeOf(before.legs, after.legs),
    spans: listChangeOf(before.spans, after.spans),
  };
}

/** The diagram after the change; `changed(before, changeOf(before, after))` is `after`. */
export function changed(before: Diagram, change: DiagramChange): Diagram {
  return {
    lanes: changedList(before.lanes, change.lanes),
    columns: changedList(before.columns, change.columns),
    folds: changedList(before.folds, change.folds),
    legs: changedList(before.legs, change.legs),
    spans: changedList(before.spans, change.spans),
  };
}

function listChangeOf<T>(before: readonly T[], after: readonly T[]): { length: number; set: [number, T][] } {
  const set = after.flatMap((member, index): [number, T][] =>
    index < before.length && isSame(before[index], member) ? [] : [[index, member]],
  );
  return { length: after.length, set };
}

function changedList<T>(before: readonly T[], { length, set }: ListChange<T>): T[] {
  const list = before.slice(0, length);
  for (const [index, member] of set) list[index] = member;
  return list;
}

/** Members of a diagram are plain data: texts, numbers, flags, and places made of those. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
