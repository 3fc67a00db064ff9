/** Which exercise a command is about: what it was given, else the active one, else the learner's choice. */
import * as vscode from "vscode";
import type { ExerciseItem } from "../../core/pack/model.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { levelText, stateText } from "../../text/levels.ts";
import type { FoundItem, LoadedPack, Practice } from "./practice.ts";
import { UserError } from "./userError.ts";

/** An `ItemKey`, anything with a `key` that is one (a tree element), or the address of an exercise's file. */
export function givenKey(practice: Practice, argument: unknown): ItemKey | undefined {
  if (argument instanceof vscode.Uri) return practice.exerciseAt(argument);
  if (isKey(argument)) return { pack: argument.pack, item: argument.item };
  const inner = typeof argument === "object" && argument !== null && "key" in argument ? argument.key : undefined;
  return isKey(inner) ? { pack: inner.pack, item: inner.item } : undefined;
}

/**
 * The given exercise, else the active one, else one from a quick pick; undefined where that was closed. Throws a
 * `UserError` for a file that is no exercise: a button on one editor must not act on another. What is in a pack that
 * is still being looked for is waited for; nothing else is.
 */
export async function targetOf(practice: Practice, argument: unknown): Promise<ItemKey | undefined> {
  const given = givenKey(practice, argument);
  if (given === undefined && argument instanceof vscode.Uri) throw notAnExercise();
  const key = given ?? practice.active;
  if (key === undefined) return chooseExercise(practice);
  await practice.library.whenFound(key);
  return key;
}

export function notAnExercise(): UserError {
  return new UserError(vscode.l10n.t("This file is not an exercise. Open one from the Eventually view."));
}

interface ExercisePick extends vscode.QuickPickItem {
  readonly key?: ItemKey;
}

/** How long somebody who chooses waits for packs of the workspace, in milliseconds. */
const longestWait = 2000;

/** The packs to choose from: all of them, but for those of a workspace that takes long to search. */
export async function packsToChooseFrom({ library }: Practice): Promise<readonly LoadedPack[]> {
  await library.ready;
  await Promise.race([library.complete, new Promise((resolve) => setTimeout(resolve, longestWait))]);
  return library.packs;
}

/** All exercises of all packs, by pack and module. Throws a `UserError` where there is none. */
export async function chooseExercise(practice: Practice): Promise<ItemKey | undefined> {
  const packs = await packsToChooseFrom(practice);
  const picks = packs.flatMap(({ reading }) =>
    (reading.pack?.modules ?? []).flatMap((module): ExercisePick[] => {
      const separator = { label: `${reading.title}: ${module.title}`, kind: vscode.QuickPickItemKind.Separator };
      const items = module.items.flatMap((item): ExercisePick[] => {
        const found = reading.pack && practice.library.find({ pack: reading.pack.id, item: item.id });
        return found?.item.kind === "exercise" ? [pickOf(practice, found as FoundItem<ExerciseItem>)] : [];
      });
      return items.length === 0 ? [] : [separator, ...items];
    }),
  );
  if (picks.length === 0) {
    throw new UserError(
      vscode.l10n.t("No pack here has exercises that can be used. Add one by “Eventually: Add Pack Folder…”."),
    );
  }
  const chosen = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t("Exercises"),
    placeHolder: vscode.l10n.t("Choose an exercise"),
    matchOnDescription: true,
  });
  return chosen?.key;
}

function pickOf(practice: Practice, { key, item }: FoundItem<ExerciseItem>): ExercisePick {
  const level = levelText(item.level, vscode.l10n.t);
  const state = stateText(practice.progress(key).state, vscode.l10n.t);
  return { label: item.title, description: `${level} · ${state}`, key };
}

function isKey(value: unknown): value is ItemKey {
  if (typeof value !== "object" || value === null || !("pack" in value) || !("item" in value)) return false;
  return typeof value.pack === "string" && typeof value.item === "string";
}
