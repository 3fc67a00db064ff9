/**
 * Data that can be hashed, stored, compared, sent to another process and stepped backwards: what JSON can hold, plus
 * `undefined` (a missing entry) as a value of its own. No functions, class instances, cycles, NaN or infinities.
 */
export type Plain = null | undefined | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A text that is equal for two values exactly when they are equal as {@link Plain} data (key order does not matter). */
export function canonicalKey(value: Plain): string {
  if (value === undefined) return "u";
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return String(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const one of value as readonly Plain[]) text += text === "" ? canonicalKey(one) : `,${canonicalKey(one)}`;
    return `[${text}]`;
  }
  const record = value as { readonly [key: string]: Plain };
  for (const key of Object.keys(record).sort()) {
    text += `${text === "" ? "" : ","}${quoted(key)}:${canonicalKey(record[key])}`;
  }
  return `{${text}}`;
}

/** As JSON writes it, which most texts do not need to be asked for. */
function quoted(text: string): string {
  return plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

const plainText = /^[ !#-[\]-~]*$/;
