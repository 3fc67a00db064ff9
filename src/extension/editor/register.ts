/** Everything an exercise shows and offers in the text editor. */
import * as vscode from "vscode";
import type { Practice } from "../platform/practice.ts";
import { registerBlankNavigation } from "./blankNavigation.ts";
import { registerCodeActions } from "./codeActions.ts";
import { registerCompletions } from "./completions.ts";
import { registerDecorations } from "./decorations.ts";
import { registerDiagnostics } from "./diagnostics.ts";
import { registerHovers } from "./hovers.ts";
import { registerLenses } from "./lenses.ts";

export function registerEditor(services: {
  readonly practice: Practice;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { practice, log } = services;
  const selector: vscode.DocumentSelector = [
    { language: "typescript", scheme: "file" },
    { language: "typescript", scheme: "untitled" },
  ];
  return vscode.Disposable.from(
    registerBlankNavigation(practice, log),
    registerCodeActions(practice, selector),
    registerCompletions(practice, selector),
    registerDecorations(practice),
    registerDiagnostics(practice),
    registerHovers(practice, selector),
    registerLenses(practice, selector),
  );
}
