/** The small part of progress that settings sync carries between machines, and how two of them become one. */
import * as z from "zod/mini";
import type { ItemProgress } from "./model.ts";

const itemSchema = z.object({
  s: z.enum(["started", "passed", "again"]),
  h: z.int().check(z.nonnegative()),
  t: z.number(),
});

const summarySchema = z.object({
  v: z.literal(1),
  items: z.record(z.string(), itemSchema),
});

/** Item id to state (`s`), hints opened (`h`) and when it last changed (`t`). */
export type Summary = z.infer<typeof summarySchema>;

export const emptySummary: Summary = { v: 1, items: {} };

/** What sync brought, or the empty summary where it is nothing that this version understands. */
export function readSummary(value: unknown): Summary {
  const parsed = summarySchema.safeParse(value);
  return parsed.success ? parsed.data : emptySummary;
}

/** What this machine's log amounts to. */
export function summarize(items: ReadonlyMap<string, ItemProgress>): Summary {
  const entries = [...items].flatMap(([id, progress]) =>
    progress.state === "new" ? [] : [[id, { s: progress.state, h: progress.hintsOpened, t: progress.at }] as const],
  );
  return { v: 1, items: Object.fromEntries(entries) };
}

/**
 * Two summaries as one: for each item the later entry's state, and the larger number of hints. Commutative, associative
 * and idempotent, so machines that sync in any order end up the same.
 */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  const items: Record<string, Summary["items"][string]> = { ...a.items };
  for (const [id, theirs] of Object.entries(b.items)) {
    const ours = Object.hasOwn(items, id) ? items[id] : undefined;
    if (ours === undefined) {
      items[id] = theirs;
      continue;
    }
    const later = theirs.t > ours.t || (theirs.t === ours.t && rank[theirs.s] > rank[ours.s]) ? theirs : ours;
    items[id] = { ...later, h: Math.max(ours.h, theirs.h) };
  }
  return { v: 1, items };
}

const rank = { started: 0, again: 1, passed: 2 } as const;

/** What is known of an item from here and from other machines together; the later state wins. */
export function withSummary(local: ItemProgress, elsewhere: Summary["items"][string] | undefined): ItemProgress {
  if (elsewhere === undefined) return local;
  const hintsOpened = Math.max(local.hintsOpened, elsewhere.h);
  return elsewhere.t > local.at
    ? { ...local, state: elsewhere.s, hintsOpened, at: elsewhere.t }
    : { ...local, hintsOpened };
}
