/** Says plainly what is wrong with an argument that learner code passes to `ctx` or to the module's functions. */

/** Throws a TypeError that says what was expected where the value is no text. */
export function requireText(value: unknown, what: string): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${what} must be a text, but it is ${kindOf(value)}.`);
}

export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
}

export function requireAmount(value: unknown, what: string): asserts value is number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new TypeError(`${what} must be a number, but it is ${kindOf(value)}.`);
  }
}
