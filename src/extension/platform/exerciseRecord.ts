/** What is written beside a learner's file: which exercise it is, and the starter that it began from. */
import type { BlankKind } from "../../core/exercise/model.ts";
import type { Starter, StarterBlank } from "../../core/exercise/starter.ts";
import type { ItemKey } from "../../core/progress/model.ts";

export const recordName = ".eventually.json";

export interface ExerciseRecord {
  readonly key: ItemKey;
  /** Name of the learner's file in the same folder. */
  readonly file: string;
  /** The pack's version when the starter was written, as its author wrote it. */
  readonly packVersion: string;
  readonly starter: Starter;
  /** The starter before the last reset, where that was another: Undo brings text back that began from it. */
  readonly earlier?: Starter;
}

const format = 1;
const kinds: ReadonlySet<unknown> = new Set<BlankKind>(["expression", "type", "operator", "statements"]);
/** In UTF-16 code units. Far more than any exercise has; a longer one would make every keystroke slow. */
const longestStarter = 200_000;

export function writeRecord(record: ExerciseRecord): string {
  const { key, file, packVersion, starter, earlier } = record;
  const { pack, item } = key;
  return `${JSON.stringify({ format, pack, item, file, packVersion, starter, earlier }, null, 2)}\n`;
}

/** The record in a text, or undefined where it is damaged or written by a later version. */
export function readRecord(text: string): ExerciseRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value["format"] !== format) return undefined;
  const { pack, item, file, packVersion, starter, earlier } = value;
  if (typeof pack !== "string" || typeof item !== "string" || typeof packVersion !== "string") return undefined;
  if (typeof file !== "string" || file === "" || /[\\/]/.test(file)) return undefined;
  if (!isStarter(starter)) return undefined;
  return { key: { pack, item }, file, packVersion, starter, ...(isStarter(earlier) ? { earlier } : {}) };
}

/** Whether it is what `starterOf` makes: blanks of a known kind, each with an id of its own, one after the other. */
function isStarter(value: unknown): value is Starter {
  if (!isRecord(value) || typeof value["text"] !== "string" || !Array.isArray(value["blanks"])) return false;
  if (value["text"].length > longestStarter) return false;
  const ids = new Set<string>();
  let end = 0;
  for (const blank of value["blanks"] as unknown[]) {
    if (!isBlank(blank) || blank.span.start < end || ids.has(blank.id)) return false;
    ids.add(blank.id);
    end = blank.span.end;
  }
  return end <= value["text"].length;
}

function isBlank(value: unknown): value is StarterBlank {
  return (
    isRecord(value) &&
    typeof value["id"] === "string" &&
    Number.isInteger(value["number"]) &&
    kinds.has(value["kind"]) &&
    typeof value["hole"] === "string" &&
    isRecord(value["span"]) &&
    isOffset(value["span"]["start"]) &&
    isOffset(value["span"]["end"]) &&
    value["span"]["start"] <= value["span"]["end"]
  );
}

function isOffset(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
