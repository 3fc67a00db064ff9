/** What passes between the host and its child process: one JSON text a line, in both directions. */
import type { During, Moment, RunFailure, RunReply, RunRequest, TakenStep } from "../core/check/model.ts";
import type { SearchTold } from "../core/exploration/model.ts";
import type { SourcePlace } from "../core/simulation/model.ts";

export interface RunMessage {
  readonly kind: "run";
  readonly id: number;
  readonly request: RunRequest;
}

/** What a stepping session is asked. */
export type SteppingMessage =
  | { readonly kind: "open"; readonly request: RunRequest }
  | { readonly kind: "take"; readonly from: number; readonly label: string }
  | { readonly kind: "run-on"; readonly from: number; readonly goal: "drained" | "shared"; readonly limit: number };

export type SteppingResult =
  | { readonly kind: "opened"; readonly start: Moment }
  | { readonly kind: "taken"; readonly taken: readonly TakenStep[] }
  | { readonly kind: "failed"; readonly failure: RunFailure };

export interface StepMessage {
  readonly kind: "stepping";
  readonly id: number;
  readonly message: SteppingMessage;
}

export type HostMessage = RunMessage | StepMessage;

/**
 * What a run cost the child: processor time, of all its threads, from the compiled program to the reply, and the most
 * memory that it ever had, so far.
 */
export interface RunCost {
  readonly cpuMs: number;
  readonly peakMb: number;
}

export type ChildMessage =
  | { readonly kind: "ready" }
  /** How far a search has got: a sign of life. */
  | { readonly kind: "searching"; readonly id: number; readonly tally: SearchTold }
  | { readonly kind: "stepped"; readonly id: number; readonly result: SteppingResult; readonly heapMb: number }
  | { readonly kind: "progress"; readonly id: number; readonly during: During; readonly at: SourcePlace }
  | {
      readonly kind: "reply";
      readonly id: number;
      readonly reply: RunReply;
      readonly heapMb: number;
      readonly cost: RunCost;
    }
  /** What the run left behind is more than can be sent. */
  | { readonly kind: "too-large"; readonly id: number }
  | { readonly kind: "broken"; readonly id: number; readonly reason: string };

/** Characters of a reply; the host gives up a child that sends much more than that in one message. */
export const maxReply = 8_000_000;

const mark = "\u0000";

/** JSON that keeps `undefined`, which is data of its own in a store. */
export function encode(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) => {
    if (value === undefined) return `${mark}u`;
    return typeof value === "string" && value.startsWith(mark) ? `${mark}${value}` : value;
  });
}

/** The value that {@link encode} was given. Throws a SyntaxError for what is no JSON. */
export function decode(line: string): unknown {
  return restore(JSON.parse(line) as unknown);
}

function restore(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith(mark)) return value === `${mark}u` ? undefined : value.slice(1);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(restore);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, restore(member)]));
}
