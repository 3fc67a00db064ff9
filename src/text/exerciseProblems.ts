/** Sentences for what is wrong with the marks in an `exercise.ts`. */
import { assertNever } from "../base/assertNever.ts";
import type { ExerciseProblem } from "../core/exercise/model.ts";
import type { PackProblemDetail } from "../core/pack/model.ts";
import type { Translate } from "./translate.ts";

type ExerciseDetail = Extract<PackProblemDetail, { readonly code: ExerciseProblem["code"] }>;

export function exerciseProblemText(detail: ExerciseDetail, t: Translate): string {
  switch (detail.code) {
    case "exercise-no-blank":
      return t("There is no blank. Put `/*@blank name*/` directly before the code that the learner should find.");
    case "exercise-duplicate-blank":
      return t("Another blank is named `{0}` already. Give this one a name of its own.", detail.blank);
    case "exercise-bad-mark":
      return t(
        "The mark `{0}` cannot be used here. Marks are `/*@blank name*/`, `//#region @blank name`, `//#region @hidden` and `//@starter text`; a blank cannot stand in a hidden region.",
        detail.mark,
      );
    case "exercise-blank-without-code":
      return t(
        "No code follows the mark of the blank `{0}`. Put the mark directly before the code it is about.",
        detail.blank,
      );
    case "exercise-blank-extent-unclear":
      return t(
        "It is not clear where the blank `{0}` ends. Put brackets around its code, or use `//#region @blank {0}` around whole statements.",
        detail.blank,
      );
    case "exercise-blanks-touch":
      return t(
        "Nothing stands between the blanks `{0}` and `{1}`, so a learner's answers could not be told apart. Keep some code between them, or make them one blank.",
        detail.first,
        detail.second,
      );
    case "exercise-blank-inside-blank":
      return t("The blank `{0}` lies inside the blank `{1}`. Mark only one of the two.", detail.blank, detail.outer);
    case "exercise-region-not-closed":
      return t("`{0}` is not closed. Add `//#endregion` after its last line.", detail.mark);
    case "exercise-region-end-without-start":
      return t("This `//#endregion` closes nothing. Remove it, or add the `//#region` that it belongs to.");
    case "exercise-starter-without-blank":
      return t("No blank follows this `//@starter`. Put it on the line above a blank.");
    case "exercise-bad-starter":
      return t(
        "This text of the blank `{0}` would change how the code around it is read. Close the brackets, texts and comments that it opens, and leave out `//` where more code follows in the line.",
        detail.blank,
      );
    case "exercise-noisy-hole":
      return noisyText(detail.blank, detail.where, t);
    default:
      return assertNever(detail);
  }
}

type NoisyPlace = Extract<ExerciseProblem, { readonly code: "exercise-noisy-hole" }>["where"];

function noisyText(blank: string, where: NoisyPlace, t: Translate): string {
  switch (where) {
    case "property-name":
      return t(
        "The empty blank `{0}` is a property's name, which TypeScript reports as missing. Mark the whole expression instead.",
        blank,
      );
    case "object-key":
      return t(
        "The empty blank `{0}` is a key of an object, which TypeScript may report as unknown. Mark the value or the whole object instead.",
        blank,
      );
    case "operator":
      return t(
        "The empty blank `{0}` is an operator, which TypeScript reports as a syntax error. Mark the whole expression, or add `//@starter`.",
        blank,
      );
    case "string":
      return t("The mark of `{0}` stands inside a text, where it is not a mark. Put it before the text.", blank);
    case "binding":
      return t(
        "The empty blank `{0}` declares a name, so every use of that name is reported. Mark what is assigned instead.",
        blank,
      );
    default:
      return assertNever(where);
  }
}
