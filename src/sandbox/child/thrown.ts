/** Turns whatever learner code threw into plain data, without trusting it. */
import type { Thrown } from "../../core/simulation/model.ts";
import { placeInStack, type Sources } from "./place.ts";

const maxText = 1000;

/** `Error`, a text, a proxy that throws when looked at: all of them become a name, a message and a line. */
export function toThrown(value: unknown, sources: Sources): Thrown {
  const object = typeof value === "object" || typeof value === "function" ? value : null;
  if (object === null) return { name: "Error", message: `Thrown: ${cut(primitiveText(value))}` };
  const stack = textOf(object, "stack");
  const at = stack === undefined ? undefined : placeInStack(stack, sources);
  return {
    name: cut(textOf(object, "name") ?? "Error"),
    message: plainWords(cut(textOf(object, "message") ?? "Thrown: an object that is no error")),
    ...(at === undefined ? {} : { at }),
  };
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
