/** What is written beside a learner's file: which exercise it is, and the starter that it began from. */
import type { Starter } from "../../core/exercise/starter.ts";
import type { ItemKey } from "../../core/progress/model.ts";

export const recordName = ".eventually.json";

export interface ExerciseRecord {
  readonly key: ItemKey;
  /** Name of the learner's file in the same folder. */
  readonly file: string;
  /** The pack's version when the starter was written, as its author wrote it. */
  readonly packVersion: string;
  readonly starter: Starter;
}

const format = 1;

export function writeRecord(record: ExerciseRecord): string {
  const { key, file, packVersion, starter } = record;
  return `${JSON.stringify({ format, pack: key.pack, item: key.item, file, packVersion, starter }, null, 2)}\n`;
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
  const { pack, item, file, packVersion, starter } = value;
  if (typeof pack !== "string" || typeof item !== "string" || typeof packVersion !== "string") return undefined;
  if (typeof file !== "string" || file === "" || /[\\/]/.test(file)) return undefined;
  if (!isStarter(starter)) return undefined;
  return { key: { pack, item }, file, packVersion, starter };
}

function isStarter(value: unknown): value is Starter {
  if (!isRecord(value) || typeof value["text"] !== "string" || !Array.isArray(value["blanks"])) return false;
  const { length } = value["text"];
  return value["blanks"].every(
    (blank: unknown) =>
      isRecord(blank) &&
      typeof blank["id"] === "string" &&
      typeof blank["number"] === "number" &&
      typeof blank["kind"] === "string" &&
      typeof blank["hole"] === "string" &&
      isRecord(blank["span"]) &&
      isOffset(blank["span"]["start"], length) &&
      isOffset(blank["span"]["end"], length),
  );
}

function isOffset(value: unknown, length: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
