/** Lights up the line of the learner's file that the current step belongs to. */
import * as vscode from "vscode";

export class SteppedLine implements vscode.Disposable {
  readonly #look = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
    overviewRulerColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
    // High contrast has hardly any backgrounds: a bar says it there.
    borderColor: new vscode.ThemeColor("contrastActiveBorder"),
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
  });
  readonly #changes: vscode.Disposable;
  #at: { readonly document: vscode.TextDocument; readonly line: number } | undefined;

  constructor() {
    this.#changes = vscode.window.onDidChangeVisibleTextEditors(() => this.#draw());
  }

  /** `line` starts at 1. Nothing to show: no line. */
  show(document: vscode.TextDocument, line: number | undefined): void {
    this.#at = line === undefined ? undefined : { document, line };
    this.#draw();
  }

  dispose(): void {
    this.#changes.dispose();
    this.#look.dispose();
  }

  #draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const here = this.#at !== undefined && editor.document === this.#at.document;
      const line = here ? Math.min((this.#at?.line ?? 1) - 1, editor.document.lineCount - 1) : -1;
      editor.setDecorations(this.#look, line < 0 ? [] : [new vscode.Range(line, 0, line, 0)]);
    }
  }
}
