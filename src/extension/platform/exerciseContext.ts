/** Keeps the context keys that the manifest's `when` clauses use. */
import * as vscode from "vscode";
import { contextKeys } from "./commandIds.ts";
import type { Practice } from "./practice.ts";

export function registerExerciseContext(practice: Practice): vscode.Disposable {
  const known = new Map<string, boolean>();
  const set = (key: string, value: boolean): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  const update = (): void => {
    const state = practice.active === undefined ? undefined : practice.exercise(practice.active);
    const { packs } = practice.library;
    set(contextKeys.exerciseActive, practice.active !== undefined);
    set(contextKeys.checking, state?.checking === true);
    set(contextKeys.hintsLeft, state !== undefined && state.progress.hintsOpened < state.found.item.hints.length);
    set(contextKeys.canWatch, state?.checked?.current === true && "run" in state.checked.verdict);
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
    practice.library.onDidChange(() => {
      set(contextKeys.loaded, true);
      update();
    }),
  );
}
