/** Stored data as a short text: what JSON would say, cut where it gets long. */
import type { Plain } from "../../base/plain.ts";

const longest = 200;

export function plainText(value: Plain): string {
  const text = value === undefined ? "undefined" : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
