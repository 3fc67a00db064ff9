/** Finds the line of learner or pack code in a stack trace. */
import type { SourcePlace } from "../../core/simulation/model.ts";
import type { Compiled } from "./compile.ts";

/** The two modules of a run, by the name that stack traces know them under. */
export type Sources = ReadonlyMap<string, Compiled>;

const frames = 40;
const frameEnd = /(?:^|[\s(])(exercise|scenario)\.ts:(\d+):(\d+)\)?$/;

/** The innermost frame of a trace that lies in `exercise.ts` or `scenario.ts`, in columns of the source as written. */
export function placeInStack(stack: string, sources: Sources): SourcePlace | undefined {
  return placesInStack(stack, sources, 1)[0];
}

/** At most `most` such frames, the innermost first. */
export function placesInStack(stack: string, sources: Sources, most: number): readonly SourcePlace[] {
  const places: SourcePlace[] = [];
  for (const line of stack.slice(0, 20_000).split("\n")) {
    const match = frameEnd.exec(line);
    if (match === null) continue;
    const file = `${match[1]}.ts`;
    const [at, column] = [Number(match[2]), Number(match[3])];
    // A trace can be made up.
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(column)) continue;
    const place = sources.get(file)?.placeOf(at, column);
    if (place !== undefined) places.push({ file, ...place });
    if (places.length === most) break;
  }
  return places;
}

/** Takes a trace now, to be looked at later if at all: reading it is what costs time. */
export function traceHere(): { readonly stack?: string } {
  // Learner code may have lowered the limit, which the whole process shares.
  Error.stackTraceLimit = frames;
  return new Error("trace");
}

export function placeHere(sources: Sources): SourcePlace | undefined {
  return placeInStack(traceHere().stack ?? "", sources);
}
