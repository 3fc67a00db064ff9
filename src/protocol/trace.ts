/** A run as a file or a link: the choices by their labels, and what they are about. Everything is checked when read. */
import * as z from "zod/mini";
import type { SteppingHistory } from "../core/check/history.ts";
import { parseLabel } from "../core/simulation/label.ts";
import type { ItemKey } from "../core/progress/model.ts";

/** More than the longest run that a person steps through. */
export const mostSteps = 2000;

const TraceSchema = z.object({
  format: z.literal(1),
  pack: z.string().check(z.minLength(1), z.maxLength(200)),
  /** The pack's version when the trace was made. */
  version: z.string().check(z.maxLength(100)),
  item: z.string().check(z.minLength(1), z.maxLength(200)),
  steps: z.array(z.string().check(z.maxLength(500))).check(z.maxLength(mostSteps)),
  /** Operations of each client at most, where something breaks with fewer than the scenario has. */
  updates: z.optional(z.int().check(z.nonnegative())),
});
export type Trace = z.infer<typeof TraceSchema>;

/** What a window that is reloaded has to know of the stepper. */
export const KeptRunSchema = z.object({
  /** The whole line. */
  trace: TraceSchema,
  /** The moment that is shown. */
  at: z.int().check(z.nonnegative()),
  /** The step after which nothing can be made good, counted from 1. */
  noReturn: z.optional(z.int()),
});
export type KeptRun = z.infer<typeof KeptRunSchema>;

export type TraceReading =
  | { readonly kind: "trace"; readonly trace: Trace }
  /** `where` is a path into the trace, such as `steps.3`. */
  | { readonly kind: "bad"; readonly where: string };

/** The line up to the current moment, or to another one. */
export function traceOf(
  { pack, item }: ItemKey,
  version: string,
  history: SteppingHistory,
  depth = history.depth,
  updates?: number,
): Trace {
  const steps = history
    .line()
    .slice(1, depth + 1)
    .flatMap(({ step }) => (step === undefined ? [] : [step.label]));
  return { format: 1, pack, version, item, steps, ...(updates === undefined ? {} : { updates }) };
}

function readTrace(data: unknown): TraceReading {
  const parsed = TraceSchema.safeParse(data);
  if (!parsed.success) return { kind: "bad", where: parsed.error.issues[0]?.path.join(".") ?? "" };
  const bad = parsed.data.steps.findIndex((label) => parseLabel(label) === undefined);
  return bad < 0 ? { kind: "trace", trace: parsed.data } : { kind: "bad", where: `steps.${bad}` };
}

export function readTraceFile(text: string): TraceReading {
  try {
    return readTrace(JSON.parse(text));
  } catch {
    return { kind: "bad", where: "" };
  }
}

/** The query of a link; the steps are one parameter each, so that every label survives. */
export function traceQuery({ pack, version, item, steps, updates }: Trace): string {
  const query = new URLSearchParams({ pack, version, item });
  if (updates !== undefined) query.append("updates", String(updates));
  for (const step of steps) query.append("step", step);
  return String(query);
}

export function readTraceQuery(text: string): TraceReading {
  const query = new URLSearchParams(text);
  const one = (name: string): string | undefined => query.get(name) ?? undefined;
  const updates = one("updates");
  return readTrace({
    format: 1,
    pack: one("pack"),
    version: one("version"),
    item: one("item"),
    steps: query.getAll("step"),
    ...(updates === undefined ? {} : { updates: Number(updates) }),
  });
}
