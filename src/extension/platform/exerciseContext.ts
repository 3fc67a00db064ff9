/** Keeps the context keys that the manifest's `when` clauses use. */
import * as vscode from "vscode";
import { contextKeys } from "./commandIds.ts";
import type { Practice } from "./practice.ts";

export function registerExerciseContext(practice: Practice): vscode.Disposable {
  const known = new Map<string, string>();
  const set = (key: string, value: boolean | readonly string[]): void => {
    const text = JSON.stringify(value);
    if (known.get(key) === text) return;
    known.set(key, text);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  const update = (): void => {
    const state = practice.active === undefined ? undefined : practice.exercise(practice.active);
    const { packs } = practice.library;
    set(contextKeys.exerciseActive, practice.active !== undefined);
    set(contextKeys.checking, state?.checking === true);
    set(contextKeys.hintsLeft, state !== undefined && state.progress.hintsOpened < state.found.item.hints.length);
    set(contextKeys.canWatch, state?.checked?.current === true && "run" in state.checked.verdict);
    const { blanks = [], outside = [] } = state?.located ?? {};
    set(
      contextKeys.blankMissing,
      blanks.some((blank) => blank.state === "missing"),
    );
    set(contextKeys.outsideChanged, outside.length > 0);
    if (blanks.some((blank) => blank.state === "found" && blank.filled)) set(contextKeys.hasFilled, true);
    if (state?.checked !== undefined) set(contextKeys.hasChecked, true);
    set(contextKeys.exercisePaths, openExercisePaths(practice));
    set(contextKeys.hasPacks, packs.length > 0);
    set(
      contextKeys.hasAddedPacks,
      packs.some(({ origin }) => origin === "added"),
    );
  };
  update();
  return vscode.Disposable.from(
    practice.onDidChange(update),
    practice.onDidChangeActive(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidCloseTextDocument(update),
    practice.library.onDidChange(() => {
      set(contextKeys.loaded, true);
      update();
    }),
  );
}

/** As `resourcePath` has them: the file system's path, and in a remote window the address's. */
function openExercisePaths(practice: Practice): string[] {
  const uris = vscode.workspace.textDocuments.map(({ uri }) => uri);
  const paths = uris.filter((uri) => practice.exerciseAt(uri) !== undefined).flatMap((uri) => [uri.fsPath, uri.path]);
  return [...new Set(paths)].sort();
}
