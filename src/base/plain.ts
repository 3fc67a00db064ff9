/**
 * Data that can be hashed, stored, compared, sent to another process and stepped backwards: what JSON can hold, plus
 * `undefined` (a missing entry) as a value of its own. No functions, class instances, cycles, NaN or infinities.
 */
export type Plain = null | undefined | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A text that is equal for two values exactly when they are equal as {@link Plain} data (key order does not matter). */
export function canonicalKey(value: Plain): string {
  if (value === undefined) return "u";
  if (value === null || typeof value !== "object") return Object.is(value, -0) ? "0" : JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(canonicalKey).join(",")}]`;
  const record = value as { readonly [key: string]: Plain };
  const entries = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalKey(record[key])}`);
  return `{${entries.join(",")}}`;
}
