/** What the panel shows for an item at this moment: an exercise, a question, or why there is nothing to show. */
import type { QuizItem } from "../../core/pack/model.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import type { PracticeView } from "../../protocol/practice.ts";
import type { Translate } from "../../text/translate.ts";
import type { FoundItem, Practice } from "../platform/practice.ts";
import { exerciseView } from "./exerciseViewModel.ts";
import { neighbours } from "./navigation.ts";
import { quizView } from "./quizViewModel.ts";

export interface Shown {
  readonly key: ItemKey | undefined;
  /** What was answered, when the item is a question and it was. */
  readonly answer: readonly number[] | undefined;
}

export function practiceView(
  t: Translate,
  practice: Pick<Practice, "library" | "exercise">,
  { key, answer }: Shown,
  trusted: boolean,
): PracticeView {
  if (key === undefined) return { kind: "empty", text: t("Open an exercise, and its blanks and options appear here.") };
  const found = practice.library.find(key);
  if (found === undefined) {
    return {
      kind: "empty",
      text: t(
        "“{0}” is not there any more, or its pack has problems. They are listed in the Eventually view.",
        key.item,
      ),
    };
  }
  if (isQuiz(found)) return quizView(t, found, answer);
  const state = practice.exercise(key);
  if (state === undefined) return { kind: "empty", text: t("“{0}” could not be read.", found.item.title) };
  return exerciseView(t, state, { trusted, next: neighbours(found).next });
}

export function isQuiz(found: FoundItem): found is FoundItem<QuizItem> {
  return found.item.kind === "quiz";
}
