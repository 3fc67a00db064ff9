// Every state that the Practice panel can be in, made from the sample exercise and questions.
import type { ExerciseState } from "../../../src/extension/platform/practice.ts";
import { exerciseView } from "../../../src/extension/webviews/exerciseViewModel.ts";
import { quizView } from "../../../src/extension/webviews/quizViewModel.ts";
import type { ExerciseView, PracticeView } from "../../../src/protocol/practice.ts";
import { english } from "../../../src/text/translate.ts";
import * as sample from "../../unit/extension/webviews/sample.ts";

export const next = { key: { pack: "sample", item: "both" }, title: "Which of these hold?" };
export const key = { pack: "sample", item: "compare" };

export function view(change: Partial<ExerciseState> = {}, trusted = true): ExerciseView {
  return exerciseView(english, sample.stateWith(change), { trusted, next });
}

export const filled = sample.locatedWith("local !== source", '"inconsistent"');
export const passed = {
  located: sample.locatedWith("local === source", '"inconsistent"'),
  checked: sample.checkedWith(sample.right),
  progress: { ...sample.untouched, state: "passed" as const },
};

/** Every state the panel can be in, by the name of its picture. */
export const states: Readonly<Record<string, PracticeView>> = {
  empty: { kind: "empty", text: "Open an exercise, and its blanks and options appear here." },
  unopened: view({ located: undefined as never }),
  untouched: view(),
  filled: view({ located: filled }),
  wrong: view({
    located: filled,
    checked: sample.checkedWith(sample.wrong),
    attemptsLeft: 2,
    progress: { ...sample.untouched, hintsOpened: 1 },
  }),
  stale: view({ located: filled, checked: sample.checkedWith(sample.wrong, false) }),
  worse: view({ ...passed, checked: sample.checkedWith(sample.worse) }),
  incomplete: view({
    located: sample.locatedWith("local === source", undefined),
    checked: sample.checkedWith(sample.incomplete),
  }),
  error: view({ located: filled, checked: sample.checkedWith(sample.tooSlow) }),
  "used-up": view({
    located: { ...filled, outside: [{ span: { start: 0, end: 0 }, original: "" }] },
    attemptsLeft: 0,
    outdated: true,
  }),
  restricted: exerciseView(english, sample.stateWith({ found: sample.found(sample.exercise, "workspace") }), {
    trusted: false,
    next,
  }),
  right: view(passed),
  question: quizView(english, sample.found(sample.question), undefined),
  "question-several": quizView(english, sample.found(sample.secondQuestion), undefined),
  "question-wrong": quizView(english, sample.found(sample.question), [0]),
  "question-right": quizView(english, sample.found(sample.question), [1]),
};
