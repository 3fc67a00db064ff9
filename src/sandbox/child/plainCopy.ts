/** Copies values between learner code and ours: only plain data passes, and never the same object. */
import type { Plain } from "../../base/plain.ts";

/** What cannot be stored or sent; `class` says which one. */
export type NotPlain =
  | "function"
  | "symbol"
  | "bigint"
  | "not-a-number"
  | "infinity"
  | "promise"
  | "cycle"
  | "accessor"
  | "reserved-key"
  | "too-deep"
  | "too-large"
  | `class ${string}`;

/** Thrown by {@link plainCopy}. */
export class NotPlainData extends TypeError {
  readonly what: NotPlain;

  constructor(what: NotPlain) {
    super(`Only plain data can be stored or sent: ${what}`);
    this.what = what;
  }
}

const maxDepth = 64;
const maxNodes = 50_000;
const maxText = 1_000_000;

/**
 * A deep copy of plain data that shares nothing with `value`. Throws {@link NotPlainData} for anything else. Members come
 * in the order of their keys: in which order they were added is no part of a situation, so nobody may see it.
 */
export function plainCopy(value: unknown): Plain {
  const budget = { nodes: maxNodes, text: maxText };
  return copy(value, [], budget);
}

function copy(value: unknown, ancestors: object[], budget: { nodes: number; text: number }): Plain {
  budget.nodes -= 1;
  if (budget.nodes < 0) throw new NotPlainData("too-large");
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return value;
    case "string":
      budget.text -= value.length;
      if (budget.text < 0) throw new NotPlainData("too-large");
      return value;
    case "number":
      if (Number.isNaN(value)) throw new NotPlainData("not-a-number");
      if (!Number.isFinite(value)) throw new NotPlainData("infinity");
      return value === 0 ? 0 : value;
    case "object":
      return value === null ? null : copyObject(value, ancestors, budget);
    default:
      throw new NotPlainData(typeof value as "function" | "symbol" | "bigint");
  }
}

function copyObject(value: object, ancestors: object[], budget: { nodes: number; text: number }): Plain {
  if (ancestors.includes(value)) throw new NotPlainData("cycle");
  if (ancestors.length >= maxDepth) throw new NotPlainData("too-deep");
  ancestors.push(value);
  const result = Array.isArray(value) ? copyArray(value, ancestors, budget) : copyRecord(value, ancestors, budget);
  ancestors.pop();
  return result;
}

function copyArray(value: readonly unknown[], ancestors: object[], budget: { nodes: number; text: number }): Plain {
  const length = value.length;
  if (typeof length !== "number" || length > budget.nodes) throw new NotPlainData("too-large");
  const result: Plain[] = [];
  for (let i = 0; i < length; i++) result.push(copy(dataProperty(value, String(i)), ancestors, budget));
  return result;
}

function copyRecord(value: object, ancestors: object[], budget: { nodes: number; text: number }): Plain {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw new NotPlainData(classOf(value, prototype));
  const keys: string[] = [];
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key !== "string") throw new NotPlainData("symbol");
    if (key === "__proto__") throw new NotPlainData("reserved-key");
    budget.text -= key.length;
    keys.push(key);
  }
  const result: Record<string, Plain> = {};
  for (const key of keys.sort()) result[key] = copy(dataProperty(value, key), ancestors, budget);
  return result;
}

/** Reads a property without running a getter: what a getter gives may differ from one reading to the next. */
function dataProperty(value: object, key: string): unknown {
  const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
  if (descriptor === undefined) return undefined;
  if (!("value" in descriptor)) throw new NotPlainData("accessor");
  return descriptor.value;
}

function classOf(value: object, prototype: unknown): NotPlain {
  if (value instanceof Promise) return "promise";
  try {
    const { constructor } = prototype as { constructor?: { name?: unknown } };
    const name = constructor?.name;
    if (typeof name === "string" && /^[\w$]{1,60}$/.test(name)) return `class ${name}`;
  } catch {
    // A proxy or getter that throws: its class stays unnamed.
  }
  return "class Object";
}

/** A copy of data that is already known to be plain, in the same order as {@link plainCopy} gives. */
export function freshCopy<T extends Plain>(value: T): T {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return (value as readonly Plain[]).map(freshCopy) as unknown as T;
  const record = value as { readonly [key: string]: Plain };
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, freshCopy(record[key])])) as unknown as T;
}
