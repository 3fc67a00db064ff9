/** Turns whatever learner code threw into plain data, without trusting it. */
import type { SourcePlace, Thrown } from "../../core/simulation/model.ts";
import { placeInStack, type Sources } from "./place.ts";

const maxText = 1000;

/** What is known about an error from elsewhere than the error. */
const known = new WeakMap<object, Pick<Thrown, "at" | "by" | "returned">>();

/** What a function of the scenario threw, to be reported as coming from it; `at` is where it is named. */
export function attributed(by: Thrown["by"] & string, value: unknown, at: SourcePlace): object {
  if (isObject(value)) {
    known.set(value, { by });
    return value;
  }
  const error = new Error(thrownText(value));
  known.set(error, { by, at });
  return error;
}

/** An error for a function of the scenario that returned something else than it has to. */
export function wrongResult(by: Thrown["by"] & string, what: string, at: SourcePlace): Error {
  const error = new TypeError(what);
  known.set(error, { by, at, returned: true });
  return error;
}

/** `Error`, a text, a proxy that throws when looked at: all of them become a name, a message and a line. */
export function toThrown(value: unknown, sources: Sources): Thrown {
  if (!isObject(value)) return { name: "Error", message: thrownText(value) };
  if (typeof value === "function") return { name: "Error", message: "Thrown: a function", ...known.get(value) };
  const stack = textOf(value, "stack");
  const at = stack === undefined ? undefined : placeInStack(stack, sources);
  return {
    name: cut(textOf(value, "name") || "Error"),
    message: plainWords(cut(textOf(value, "message") ?? "Thrown: an object that is no error")),
    ...(at === undefined ? {} : { at }),
    ...known.get(value),
  };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function thrownText(value: unknown): string {
  return `Thrown: ${cut(primitiveText(value))}`;
}

function textOf(value: object, key: "name" | "message" | "stack"): string | undefined {
  try {
    const text: unknown = (value as Record<string, unknown>)[key];
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

function primitiveText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, maxText));
  return typeof value === "bigint" ? "a bigint" : String(value);
}

function cut(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}

/** The evaluator's own words for chance and clock name internals; say what to use. */
function plainWords(message: string): string {
  if (/^secure mode .*Math/.test(message)) return "Math.random is not available in an exercise; use ctx.random().";
  if (/^secure mode .*Date/.test(message)) return "The real clock is not available in an exercise; use ctx.now().";
  return message;
}
