/**
 * A run as a space-time diagram: a lane for each client, service and queue, a column for each choice, time to the right.
 * Column 0 is the start; column n is step n.
 */
import * as z from "zod/mini";

export const LaneSchema = z.object({
  /** "PriceChanged → search". */
  name: z.string(),
  /** Short, since the lane lies above its consumer's: "PriceChanged". */
  label: z.string(),
  kind: z.enum(["client", "service", "queue"]),
});
export type Lane = z.infer<typeof LaneSchema>;

export const ColumnSchema = z.object({
  /** What happened, for the eye and the ear. */
  text: z.string(),
  /** Where it happened, an index into the lanes. */
  lane: z.int(),
  /** A shape each: a client's operation, the beginning of a delivery, an operation of a handler, its end, a fault. */
  mark: z.enum(["client", "deliver", "operation", "end", "fault", "crash"]),
  /** A store changed. */
  stored: z.boolean(),
  broke: z.boolean(),
  /** After this no schedule can make up for it. */
  noReturn: z.boolean(),
});
export type Column = z.infer<typeof ColumnSchema>;

export const LegSchema = z.object({
  /** "#2". */
  short: z.string(),
  /** "PriceChanged#2, waiting". */
  text: z.string(),
  from: z.object({ column: z.int(), lane: z.int() }),
  /** The queue's lane, where the message waits; absent for a request, which goes straight. */
  via: z.optional(z.int()),
  /** Absent while it is still on its way. */
  to: z.optional(z.object({ column: z.int(), lane: z.int() })),
  end: z.enum(["delivered", "waiting", "lost", "parked"]),
  /** Not the first time that this message is on its way. */
  again: z.boolean(),
});
export type Leg = z.infer<typeof LegSchema>;

/** A stretch of one lane: a handler in progress, or a link that is cut. */
export const SpanSchema = z.object({
  lane: z.int(),
  from: z.int(),
  /** Absent while it goes on. */
  to: z.optional(z.int()),
  kind: z.enum(["handling", "cut"]),
  text: z.string(),
});
export type Span = z.infer<typeof SpanSchema>;

/** Operations of one task that follow each other; drawn as one column until somebody unfolds them. */
export const FoldSchema = z.object({
  /** Stays the same while the fold grows. */
  id: z.string(),
  /** Columns, two at least. */
  first: z.int(),
  last: z.int(),
  /** "3 steps of PriceChanged#2 in search", and what they did. */
  text: z.string(),
});
export type Fold = z.infer<typeof FoldSchema>;

export const DiagramSchema = z.object({
  lanes: z.array(LaneSchema),
  columns: z.array(ColumnSchema),
  /** In the order of the columns. */
  folds: z.array(FoldSchema),
  legs: z.array(LegSchema),
  spans: z.array(SpanSchema),
});
export type Diagram = z.infer<typeof DiagramSchema>;
