/** The learner's file as it would be with given answers in its blanks. */
import { applyEdits } from "../../base/span.ts";
import { fillBlank } from "../exercise/edits.ts";
import { locate } from "../exercise/locate.ts";
import type { ExerciseSource, Located } from "../exercise/model.ts";
import { starterOf } from "../exercise/starter.ts";

export interface AnsweredText {
  readonly text: string;
  readonly located: Located;
}

/** Fills every blank that `answers` names; the others keep their hole. */
export function answerText(source: ExerciseSource, answers: ReadonlyMap<string, string>): AnsweredText {
  const starter = starterOf(source);
  const { blanks } = locate(starter, starter.text);
  const edits = starter.blanks.flatMap((blank, index) => {
    const code = answers.get(blank.id);
    const found = blanks[index];
    return code === undefined || found?.state !== "found" ? [] : [fillBlank(starter.text, blank, found, code)];
  });
  const text = applyEdits(starter.text, edits);
  return { text, located: locate(starter, text) };
}
