/** Where the blanks are in a document, remembered for as long as the document and its starter stay the same. */
import type * as vscode from "vscode";
import { locate } from "../../core/exercise/locate.ts";
import type { Located } from "../../core/exercise/model.ts";
import { answerDigest } from "../../core/exercise/sameCode.ts";
import type { Starter } from "../../core/exercise/starter.ts";

export interface Answers {
  readonly located: Located;
  /** The one that the text was held against. */
  readonly starter: Starter;
  /** The same for the same code in the blanks and the same changes outside them, however formatted. */
  readonly digest: string;
}

/** What a text may have begun from. */
export interface Origins {
  readonly starter: Starter;
  /** The starter before the last reset, which Undo brings back. */
  readonly earlier?: Starter;
}

interface Remembered {
  readonly version: number;
  readonly origins: Origins;
  readonly answers: Answers;
}

export class AnswerFinder {
  readonly #remembered = new WeakMap<vscode.TextDocument, Remembered>();

  find(document: vscode.TextDocument, origins: Origins): Answers {
    const { version } = document;
    const known = this.#remembered.get(document);
    if (known !== undefined && known.version === version && known.origins === origins) return known.answers;
    const answers = answersIn(document.getText(), origins);
    this.#remembered.set(document, { version, origins, answers });
    return answers;
  }
}

/** Held against the present starter, or against the earlier one where the text fits that better. */
export function answersIn(text: string, { starter, earlier }: Origins): Answers {
  const now = heldAgainst(starter, text);
  if (earlier === undefined || fits(now)) return now;
  const before = heldAgainst(earlier, text);
  return misfit(before, now) < 0 ? before : now;
}

function heldAgainst(starter: Starter, text: string): Answers {
  const located = locate(starter, text);
  return { starter, located, digest: digestOf(located, text) };
}

function fits({ located }: Answers): boolean {
  return located.outside.length === 0 && located.blanks.every(({ state }) => state === "found");
}

/** Negative where `a` fits better: fewer missing blanks, then less code changed outside. */
function misfit(a: Answers, b: Answers): number {
  const missing = ({ located }: Answers): number => located.blanks.filter(({ state }) => state === "missing").length;
  const changed = ({ located }: Answers): number =>
    located.outside.reduce((sum, { span, original }) => sum + span.end - span.start + original.length, 0);
  return missing(a) - missing(b) || changed(a) - changed(b);
}

function digestOf({ blanks, outside }: Located, text: string): string {
  const answers = blanks.map((blank) => (blank.state === "found" ? blank.text : ""));
  const changes = outside.flatMap(({ span, original }) => [original, text.slice(span.start, span.end)]);
  return answerDigest([...answers, ...changes]);
}
