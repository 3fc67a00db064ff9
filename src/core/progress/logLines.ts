/** The log as text: one JSON object a line, so that a crash in the middle of a write spoils one line at most. */
import * as z from "zod/mini";
import type { ProgressEvent } from "./model.ts";

const base = { pack: z.string(), item: z.string(), at: z.number() };

const eventSchema = z.discriminatedUnion("type", [
  z.object({ ...base, type: z.literal("started") }),
  z.object({
    ...base,
    type: z.literal("checked"),
    answer: z.string(),
    verdict: z.enum(["right", "worse", "wrong", "error"]),
  }),
  z.object({
    ...base,
    type: z.literal("hint"),
    number: z.int().check(z.positive()),
  }),
  z.object({ ...base, type: z.literal("solution") }),
  z.object({ ...base, type: z.literal("reset") }),
  z.object({
    ...base,
    type: z.literal("answered"),
    chosen: z.array(z.int()),
    right: z.boolean(),
  }),
]);

/**
 * The text to append for one event. It begins with a line end: should an earlier write have been cut off, what is left
 * of it stays a line of its own and this event is whole.
 */
export function logLine(event: ProgressEvent): string {
  return `\n${JSON.stringify(event)}`;
}

export interface LogReading {
  readonly events: readonly ProgressEvent[];
  /** Lines that are no event: cut off, damaged, or written by a later version. They are left where they are. */
  readonly skipped: number;
}

/** Reads a log, whatever is in it. */
export function readLog(text: string): LogReading {
  const events: ProgressEvent[] = [];
  let skipped = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const event = readLine(line);
    if (event === undefined) skipped++;
    else events.push(event);
  }
  return { events, skipped };
}

function readLine(line: string): ProgressEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = eventSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
