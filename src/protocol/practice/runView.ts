/** A run of the learner's code as a list of entries, each with what it did and the state after it. */
import * as z from "zod/mini";

/** How a value differs from the entry before. Drawn as a shape and said as a word, not by colour alone. */
const ChangeSchema = z.enum(["same", "new", "changed", "removed"]);
export type Change = z.infer<typeof ChangeSchema>;

const CellSchema = z.object({
  key: z.string(),
  /** Short text of the value now; empty when removed. */
  value: z.string(),
  /** Short text of the value before; present when changed or removed. */
  before: z.optional(z.string()),
  change: ChangeSchema,
});
export type Cell = z.infer<typeof CellSchema>;

export const ServiceStateSchema = z.object({
  name: z.string(),
  cells: z.array(CellSchema),
  /** Volatile data, lost in a crash. */
  memory: z.array(CellSchema),
  /** "handles PriceChanged#2"; absent when idle. */
  busy: z.optional(z.string()),
});

/** A key that several services hold, and whether they hold the same. */
const CopySchema = z.object({ key: z.string(), agree: z.boolean(), text: z.string() });

export const QueueStateSchema = z.object({ name: z.string(), text: z.string(), change: ChangeSchema });

const EntrySchema = z.object({
  /** "deliver PriceChanged#2 to search". */
  title: z.string(),
  /** A step inside a task: shown indented below the delivery that began it. */
  inner: z.boolean(),
  /** What it did, in order, one sentence each. */
  effects: z.array(z.string()),
  /** The learner's lines it ran through. */
  links: z.array(z.object({ label: z.string(), line: z.int(), column: z.int() })),
  /** Names of checks that broke after this entry. */
  broke: z.array(z.string()),
  services: z.array(ServiceStateSchema),
  copies: z.array(CopySchema),
  queues: z.array(QueueStateSchema),
});
export type Entry = z.infer<typeof EntrySchema>;

export const RunViewSchema = z.object({
  /** "Watch it converge" after a pass, "Step through the run" otherwise. */
  title: z.string(),
  /** The first entry is the state before anything happened. */
  entries: z.array(EntrySchema),
  /** What the end of the run means, in one sentence. */
  ending: z.string(),
});
export type RunView = z.infer<typeof RunViewSchema>;
