/** What the editor features share: the exercise behind a document, and the blank at a place in it. */
import type * as vscode from "vscode";
import type { LocatedBlank } from "../../core/exercise/model.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { ExerciseState, Practice } from "../platform/practice.ts";

export type FoundBlank = Extract<LocatedBlank, { state: "found" }>;

export interface ExerciseDocument {
  readonly key: ItemKey;
  readonly document: vscode.TextDocument;
  readonly state: ExerciseState & { readonly located: NonNullable<ExerciseState["located"]> };
}

/** Undefined for any other document, and while its pack cannot be used. */
export function exerciseIn(practice: Practice, document: vscode.TextDocument): ExerciseDocument | undefined {
  const key = practice.exerciseAt(document.uri);
  const state = key === undefined ? undefined : practice.exercise(key);
  const located = practice.locate(document);
  if (key === undefined || state === undefined || located === undefined) return undefined;
  return { key, document, state: { ...state, located } };
}

/** The blank whose text the offset is in or touches. */
export function blankAt(exercise: ExerciseDocument, offset: number): FoundBlank | undefined {
  return foundBlanks(exercise).find(({ span }) => span.start <= offset && offset <= span.end);
}

export function foundBlanks({ state }: ExerciseDocument): FoundBlank[] {
  return state.located.blanks.filter((blank) => blank.state === "found");
}
