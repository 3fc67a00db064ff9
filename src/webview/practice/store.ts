/** What the panel shows now. Filled by the host's messages, read by the components. */
import { signal } from "@preact/signals";
import type { Part, PracticeView, Strings } from "../../protocol/practice.ts";
import { saidNothing, setWords } from "../shared/words.ts";

export const view = signal<PracticeView | undefined>(undefined);

/** A part the host asks to bring into sight; counted, so that asking twice is two requests. */
export const revealed = signal<{ readonly part: Part; readonly count: number } | undefined>(undefined);

export function showView(next: PracticeView, words: Strings): void {
  setWords(words);
  if (itemOf(view.peek()) !== itemOf(next)) saidNothing();
  view.value = next;
}

function itemOf(shown: PracticeView | undefined): string | undefined {
  return shown === undefined || shown.kind === "empty" ? undefined : `${shown.key.pack}/${shown.key.item}`;
}

export function reveal(part: Part): void {
  revealed.value = { part, count: (revealed.peek()?.count ?? 0) + 1 };
}
