/**
 * The learner's file that a session runs. Its document is looked for each time: renaming the file, or closing it for some
 * minutes, ends the document that the session began with.
 */
import * as vscode from "vscode";
import type { ItemKey } from "../../../core/progress/model.ts";
import { sameKey } from "../../../protocol/itemKey.ts";
import type { OpenedStepping, Practice } from "../../platform/practice.ts";

export class SteppedFile {
  readonly #practice: Pick<Practice, "exercise" | "exerciseAt">;
  readonly #key: ItemKey;
  /** What the session runs. */
  readonly #text: string;
  /** Asked with every step; a document's text is the same while its version is. */
  #compared: { readonly document: vscode.TextDocument; readonly version: number; readonly same: boolean } | undefined;

  constructor(
    practice: Pick<Practice, "exercise" | "exerciseAt">,
    key: ItemKey,
    { text }: Pick<OpenedStepping, "text">,
  ) {
    this.#practice = practice;
    this.#key = key;
    this.#text = text;
  }

  /** Where it is now, open or not. */
  get uri(): vscode.Uri | undefined {
    return this.#practice.exercise(this.#key)?.uri;
  }

  /** The editor in which the person works, where it shows the file; else one that does. */
  get editor(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const all = activeTextEditor === undefined ? visibleTextEditors : [activeTextEditor, ...visibleTextEditors];
    return all.find(({ document }) => this.isShownBy(document));
  }

  isShownBy({ uri }: vscode.TextDocument): boolean {
    const key = this.#practice.exerciseAt(uri);
    return key !== undefined && sameKey(key, this.#key);
  }

  /** Whether this is the file, with the very text that the session runs. */
  isRunFrom(document: vscode.TextDocument): boolean {
    return this.isShownBy(document) && this.#isSame(document);
  }

  /** Whether the file still holds what the session runs. Undefined while it is not open: nothing is known then. */
  isCurrent(): boolean | undefined {
    const document = vscode.workspace.textDocuments.find((one) => !one.isClosed && this.isShownBy(one));
    return document && this.#isSame(document);
  }

  #isSame(document: vscode.TextDocument): boolean {
    const { version } = document;
    if (this.#compared?.document !== document || this.#compared.version !== version) {
      this.#compared = { document, version, same: document.getText() === this.#text };
    }
    return this.#compared.same;
  }
}
