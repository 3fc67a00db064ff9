/** Says plainly what is wrong with an argument that learner code passes to `ctx` or to the module's functions. */

/** Throws a TypeError that says what was expected where the value is no text that can name something. */
export function requireText(value: unknown, what: string): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${what} must be a text, but it is ${kindOf(value)}.`);
  // Stores are plain objects further on: assigned there, this name would give all their entries a prototype.
  if (value === "__proto__") throw new TypeError(`${what} cannot be __proto__.`);
}

export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Promise) return "a promise";
  if (typeof value === "object") return "an object";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
}

export function requireAmount(value: unknown, what: string): asserts value is number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new TypeError(`${what} must be a number, but it is ${kindOf(value)}.`);
  }
}
