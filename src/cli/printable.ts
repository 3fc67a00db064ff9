/** Makes text from a pack safe to print: a terminal obeys control characters, and a line should stay one. */

// Controls (C0 and C1), line separators, and the marks that turn the direction of what follows.
const unsafe = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const longest = 2000;

/** On one line, controls shown as `\\u{1b}`, cut where it is longer than anybody reads. */
export function printable(text: string): string {
  const line = text
    .slice(0, longest)
    .replace(/\s*[\r\n\u2028\u2029]\s*/g, " ")
    .replace(/\t/g, " ");
  return `${escapeControls(line)}${text.length > longest ? "…" : ""}`;
}

/** Only the escapes, in the form that JSON has too, for text that is JSON already. */
export function escapeInJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function escapeControls(text: string): string {
  return text.replace(unsafe, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);
}
