/** Where the blanks are in a document, remembered for as long as the document and its starter stay the same. */
import type * as vscode from "vscode";
import { locate } from "../../core/exercise/locate.ts";
import type { Located } from "../../core/exercise/model.ts";
import { answerDigest } from "../../core/exercise/sameCode.ts";
import type { Starter } from "../../core/exercise/starter.ts";

export interface Answers {
  readonly located: Located;
  /** The same for the same code in the blanks and the same changes outside them, however formatted. */
  readonly digest: string;
}

interface Remembered extends Answers {
  readonly version: number;
  readonly starter: Starter;
}

export class AnswerFinder {
  readonly #remembered = new WeakMap<vscode.TextDocument, Remembered>();

  find(document: vscode.TextDocument, starter: Starter): Answers {
    const known = this.#remembered.get(document);
    if (known !== undefined && known.version === document.version && known.starter === starter) return known;
    const text = document.getText();
    const located = locate(starter, text);
    const found = { version: document.version, starter, located, digest: digestOf(located, text) };
    this.#remembered.set(document, found);
    return found;
  }
}

function digestOf({ blanks, outside }: Located, text: string): string {
  const answers = blanks.map((blank) => (blank.state === "found" ? blank.text : ""));
  const changes = outside.flatMap(({ span, original }) => [original, text.slice(span.start, span.end)]);
  return answerDigest([...answers, ...changes]);
}
