/** Lights up the line of the learner's file that the current step belongs to. */
import * as vscode from "vscode";
import type { SteppedFile } from "./steppedFile.ts";

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
  #at: { readonly file: SteppedFile; readonly line: number } | undefined;

  constructor() {
    this.#changes = vscode.window.onDidChangeVisibleTextEditors(() => this.#draw());
  }

  /** `line` starts at 1. Nothing to show: no line. Nor is one lit up in a text that is not the one that runs. */
  show(file: SteppedFile, line: number | undefined): void {
    const moved = line !== undefined && line !== this.#at?.line;
    this.#at = line === undefined ? undefined : { file, line };
    this.#draw();
    if (moved) this.#reveal();
  }

  dispose(): void {
    this.#changes.dispose();
    this.#look.dispose();
  }

  #draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const range = this.#rangeIn(editor);
      editor.setDecorations(this.#look, range === undefined ? [] : [range]);
    }
  }

  /** Scrolls to the line where it is out of sight. The cursor stays. */
  #reveal(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const range = this.#rangeIn(editor);
      if (range !== undefined) editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  #rangeIn({ document }: vscode.TextEditor): vscode.Range | undefined {
    if (this.#at?.file.isRunFrom(document) !== true) return undefined;
    const line = Math.min(this.#at.line, document.lineCount) - 1;
    return new vscode.Range(line, 0, line, 0);
  }
}
