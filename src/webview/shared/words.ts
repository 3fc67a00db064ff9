/** The words of a panel, and what it says aloud. The host sends them along with the first thing to show. */
import { signal } from "@preact/signals";
import type { StepperStringName, StepperStrings } from "../../protocol/stepper/strings.ts";
import type { StringName, Strings } from "../../protocol/strings.ts";
import { fillIn } from "../../protocol/template.ts";

const strings = signal<Readonly<Partial<Record<StringName | StepperStringName, string>>>>({});

/** The text of the live region. */
export const said = signal("");

export function setWords(words: Strings | StepperStrings): void {
  strings.value = words;
}

/** A word of the panel in the person's language, with its placeholders filled in. Empty before the first message. */
export function text(name: StringName | StepperStringName, ...args: readonly (string | number)[]): string {
  return fillIn(strings.value[name] ?? "", ...args);
}

/** Parts as sentences one after the other: each ends in one full stop, whether it came with one or not. */
export function sentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => (/[.!?…:]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

/** What was said of one item is not about the next. */
export function saidNothing(): void {
  said.value = "";
}

/** Announces a text to screen readers without moving the focus. The same text twice is announced twice. */
export function say(message: string): void {
  said.value = said.peek() === message ? `${message}\u00a0` : message;
}
