/** Evaluates one module, alone, in a compartment of its own without ambient power. Needs lockdown to have happened. */
import "ses";
import { isIdentifier } from "../../base/identifier.ts";
import type { Compiled } from "./compile.ts";

/** Powers that `ses` leaves in a compartment and that no exercise needs. */
const removed = [
  "ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics",
  "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
  "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array",
  "eval", "Function", "Compartment", "ModuleSource", "lockdown", "harden", "assert", "WeakRef", "FinalizationRegistry",
  "HandledPromise", "Proxy.revocable",
]; // biome-ignore format: one list

/** Names people try: that they are not defined says less than these do. */
const unavailable: Readonly<Record<string, string>> = {
  console: "console is not available in an exercise; put what you want to see into ctx.db.",
  setTimeout: "setTimeout is not available in an exercise; use await ctx.sleep(milliseconds).",
  setInterval: "setInterval is not available in an exercise; use await ctx.sleep(milliseconds) in a loop.",
  setImmediate: "setImmediate is not available in an exercise.",
  queueMicrotask: "queueMicrotask is not available in an exercise.",
  structuredClone: "structuredClone is not available in an exercise; data from ctx is already a copy.",
  process: "process is not available in an exercise.",
  global: "global is not available in an exercise.",
  window: "window is not available in an exercise.",
  self: "self is not available in an exercise.",
  document: "document is not available in an exercise.",
  fetch: "fetch is not available in an exercise; reach other services with ctx.call.",
  performance: "The real clock is not available in an exercise; use ctx.now().",
  crypto: "crypto is not available in an exercise; use ctx.id() or ctx.random().",
  Buffer: "Buffer is not available in an exercise.",
  eval: "eval is not available in an exercise.",
  Function: "The Function constructor is not available in an exercise.",
};

export interface ModulePowers {
  readonly require: (name: unknown) => unknown;
  /** Called when a hole is read or written. Throws. */
  readonly hole: () => never;
}

/** Runs the module and returns its `exports`. Passes on whatever it throws. */
export function evaluateModule(compiled: Compiled, powers: ModulePowers): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  const module = { exports };
  const compartment = new Compartment({
    __options__: true,
    id: compiled.file,
    globals: { exports, module, require: harden(powers.require) },
  });
  const global = compartment.globalThis as Record<string, unknown>;
  for (const name of removed) delete global[name];
  for (const [name, message] of Object.entries(unavailable)) {
    defineReader(global, name, () => {
      throw new ReferenceError(message);
    });
  }
  defineReader(global, "____", powers.hole);
  refuseUnknown(global, compiled);
  // Nothing may be kept on globalThis either: that would be state outside ctx.
  Object.freeze(global);
  compartment.evaluate(compiled.code);
  return module.exports;
}

/**
 * A compartment takes an unknown name for `undefined`; JavaScript does not. Whatever the text calls by a name of its own
 * is nearer than what is defined here, so that this is found only where nothing else has the name.
 */
function refuseUnknown(global: Record<string, unknown>, { tokens }: Compiled): void {
  const textAt = (index: number): string => tokens[index]?.text ?? "";
  // Of a name that nothing has, `typeof` says so and does not throw.
  const asked = new Set(tokens.flatMap(({ text }, index) => (text === "typeof" ? [textAt(index + 1)] : [])));
  for (const [index, { kind, isType, text: name }] of tokens.entries()) {
    if (kind !== "other" || isType || !isIdentifier(name) || name in global || asked.has(name)) continue;
    const [before, after] = [textAt(index - 1), textAt(index + 1)];
    const isMember = before === "." || before === "?." || (after === ":" && (before === "{" || before === ","));
    if (isMember) continue;
    defineReader(global, name, () => {
      throw new ReferenceError(`${name} is not defined.`);
    });
  }
}

function defineReader(global: object, name: string, read: () => never): void {
  // As good as hardened, for there are hundreds: an arrow function has no members of its own to go on to.
  const get = Object.freeze(() => read());
  Object.defineProperty(global, name, { get, set: get, enumerable: false, configurable: false });
}
