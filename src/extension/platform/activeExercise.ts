/** Which exercise the learner is at: that of the active editor. */
import * as vscode from "vscode";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";

export class ActiveExercise implements vscode.Disposable {
  readonly #keyAt: (uri: vscode.Uri) => ItemKey | undefined;
  readonly #changed = new vscode.EventEmitter<ItemKey | undefined>();
  readonly #subscriptions: vscode.Disposable;
  #editor: vscode.TextEditor | undefined;
  #key: ItemKey | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(keyAt: (uri: vscode.Uri) => ItemKey | undefined) {
    this.#keyAt = keyAt;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.update()),
    );
    this.update();
  }

  get key(): ItemKey | undefined {
    return this.#key;
  }

  /** Looks again: the editor changed, or it became known that its document is an exercise. */
  update(): void {
    const editor = vscode.window.activeTextEditor ?? this.#stillShown();
    const key = editor === undefined ? undefined : this.#keyAt(editor.document.uri);
    const same = idOf(key) === idOf(this.#key) && (key === undefined || editor === this.#editor);
    this.#editor = editor;
    this.#key = key;
    if (!same) this.#changed.fire(key);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** With the focus in a panel no editor is active; the exercise beside it is still the one being worked on. */
  #stillShown(): vscode.TextEditor | undefined {
    const editor = this.#editor;
    return editor !== undefined && vscode.window.visibleTextEditors.includes(editor) ? editor : undefined;
  }
}

function idOf(key: ItemKey | undefined): string | undefined {
  return key === undefined ? undefined : itemId(key);
}
