/** What the panel shows now, and what it says aloud. Filled by the host's messages, read by the components. */
import { signal } from "@preact/signals";
import { fillIn } from "../../protocol/template.ts";
import type { Part, PracticeView, Strings } from "../../protocol/practice.ts";
import type { StringName } from "../../protocol/practice/strings.ts";

export const view = signal<PracticeView | undefined>(undefined);

const strings = signal<Strings | undefined>(undefined);

/** The text of the live region. */
export const said = signal("");

/** A part the host asks to bring into sight; counted, so that asking twice is two requests. */
export const revealed = signal<{ readonly part: Part; readonly count: number } | undefined>(undefined);

export function showView(next: PracticeView, words: Strings): void {
  strings.value = words;
  view.value = next;
}

/** A word of the panel in the person's language, with its placeholders filled in. Empty before the first message. */
export function text(name: StringName, ...args: readonly (string | number)[]): string {
  return fillIn(strings.value?.[name] ?? "", ...args);
}

/** Announces a text to screen readers without moving the focus. The same text twice is announced twice. */
export function say(message: string): void {
  said.value = said.peek() === message ? `${message}\u00a0` : message;
}

export function reveal(part: Part): void {
  revealed.value = { part, count: (revealed.peek()?.count ?? 0) + 1 };
}
