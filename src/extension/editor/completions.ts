/** Inside a blank: its options, as completions. TypeScript's own stay available while something else is typed. */
import * as vscode from "vscode";
import { rangeOf } from "../platform/documentEdits.ts";
import type { Practice } from "../platform/practice.ts";
import { blankAt, exerciseIn } from "./exerciseEditor.ts";
import { optionLabel, optionsFor } from "./options.ts";

export function registerCompletions(practice: Practice, selector: vscode.DocumentSelector): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems(document, position) {
      const exercise = exerciseIn(practice, document);
      const blank = exercise === undefined ? undefined : blankAt(exercise, document.offsetAt(position));
      if (exercise === undefined || blank === undefined) return undefined;
      const range = rangeOf(document, blank.span);
      // VS Code only replaces what is on the line of the cursor.
      if (!range.isSingleLine) return undefined;
      return optionsFor(exercise.state.found.item, blank.id).map((option) => {
        const label = { label: optionLabel(option.code), description: vscode.l10n.t("option {0}", option.letter) };
        const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.EnumMember);
        item.range = range;
        item.insertText = option.code;
        item.detail = vscode.l10n.t("Blank {0}", blank.number);
        // Everything in the blank is replaced, so all of its options fit whatever stands there now.
        item.filterText = blank.text === "" ? option.code : blank.text;
        item.sortText = `\u0000${option.letter}`;
        return item;
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider(selector, provider, "_");
}
