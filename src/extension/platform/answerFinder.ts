/** Where the blanks are in a document, remembered for as long as the document and its starter stay the same. */
import type * as vscode from "vscode";
import { locate } from "../../core/exercise/locate.ts";
import type { Located } from "../../core/exercise/model.ts";
import type { Starter } from "../../core/exercise/starter.ts";

interface Remembered {
  readonly version: number;
  readonly starter: Starter;
  readonly located: Located;
}

export class AnswerFinder {
  readonly #remembered = new WeakMap<vscode.TextDocument, Remembered>();

  locate(document: vscode.TextDocument, starter: Starter): Located {
    const known = this.#remembered.get(document);
    if (known !== undefined && known.version === document.version && known.starter === starter) return known.located;
    const located = locate(starter, document.getText());
    this.#remembered.set(document, { version: document.version, starter, located });
    return located;
  }
}
