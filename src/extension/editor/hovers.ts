/** Hovering a blank: what is asked, what is known, and what can be done. */
import * as vscode from "vscode";
import { markdownText } from "../../core/pack/markdownText.ts";
import { withoutImages } from "../../core/pack/withoutImages.ts";
import { rangeOf } from "../platform/documentEdits.ts";
import type { Practice } from "../platform/practice.ts";
import { blankAt, type ExerciseDocument, exerciseIn, type FoundBlank } from "./exerciseEditor.ts";
import { lookOf } from "./blankLook.ts";

export function registerHovers(practice: Practice, selector: vscode.DocumentSelector): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    provideHover(document, position) {
      const exercise = exerciseIn(practice, document);
      const blank = exercise === undefined ? undefined : blankAt(exercise, document.offsetAt(position));
      if (exercise === undefined || blank === undefined) return undefined;
      return new vscode.Hover(contentsOf(exercise, blank), rangeOf(document, blank.span));
    },
  });
}

function contentsOf(exercise: ExerciseDocument, blank: FoundBlank): vscode.MarkdownString[] {
  const { state } = exercise;
  const { item } = state.found;
  const question = item.blanks.find(({ id }) => id === blank.id)?.question;
  // What packs say is not trusted: no command links, no HTML.
  const contents = [
    new vscode.MarkdownString().appendText(vscode.l10n.t("Blank {0}: {1}", blank.number, stateOf(exercise, blank))),
  ];
  if (question !== undefined) contents.push(new vscode.MarkdownString(withoutImages(question)));
  const why = whyOf(exercise, blank);
  if (why !== undefined) contents.push(new vscode.MarkdownString(withoutImages(why)));
  const opened = item.hints.slice(0, state.progress.hintsOpened);
  opened.forEach((hint, index) => {
    const heading = vscode.l10n.t("Hint {0} of {1}:", index + 1, item.hints.length);
    contents.push(new vscode.MarkdownString().appendText(`${heading} ${markdownText(hint)}`));
  });
  return contents;
}

function stateOf(exercise: ExerciseDocument, blank: FoundBlank): string {
  switch (lookOf(exercise, blank)) {
    case "empty":
      return vscode.l10n.t("empty");
    case "filled":
      return vscode.l10n.t("filled, not checked");
    case "right":
      return vscode.l10n.t("holds");
    case "wrong":
      return vscode.l10n.t("does not hold");
  }
}

function whyOf({ state }: ExerciseDocument, blank: FoundBlank): string | undefined {
  const verdict = state.checked?.current === true ? state.checked.verdict : undefined;
  if (verdict?.kind === "wrong") return verdict.listed.find((listed) => listed.blank === blank.id)?.why;
  return verdict?.kind === "worse" && verdict.listed.blank === blank.id ? verdict.listed.why : undefined;
}
