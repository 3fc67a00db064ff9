/** What a verdict says, in words. */
import type { BrokenCheck, Verdict } from "../core/check/model.ts";
import type { LocatedBlank } from "../core/exercise/model.ts";
import { markdownText } from "../core/pack/markdownText.ts";
import { coverageText } from "./coverage.ts";
import { runFailureText } from "./runFailures.ts";
import type { Translate } from "./translate.ts";

/** One sentence or two for a status line: what came out, and for a wrong answer what broke. */
export function verdictText(verdict: Verdict, t: Translate): string {
  switch (verdict.kind) {
    case "right":
      return coverageText(verdict.coverage, t);
    case "worse":
      return t(
        "{0} There is a better answer, though: {1}",
        coverageText(verdict.coverage, t),
        markdownText(verdict.listed.why),
      );
    case "wrong": {
      const [first] = verdict.broken;
      return first === undefined ? t("Does not hold.") : brokenText(first, t);
    }
    case "incomplete":
      return incompleteText(verdict.unfilled.length, verdict.missing.length, t);
    case "error":
      return runFailureText(verdict.failure, t);
  }
}

/** Which check was broken, when, and the check's own words where it has some. */
export function brokenText(broken: BrokenCheck, t: Translate): string {
  const sentence = brokenSentence(broken, t);
  // Of a step that is not possible, it is the step.
  if (broken.detail === undefined || broken.detail === "" || broken.kind === "impossible") return sentence;
  return t("{0} The check says: “{1}”", sentence, ended(broken.detail));
}

function brokenSentence(broken: BrokenCheck, t: Translate): string {
  const sentence = whatBroke(broken, t);
  if (broken.case === undefined || broken.kind === "silent") return sentence;
  return t("Raises the alarm on “{0}”, which is right. {1}", broken.case, sentence);
}

function whatBroke(broken: BrokenCheck, t: Translate): string {
  switch (broken.kind) {
    case "always":
      return t("Breaks “{0}” after step {1} of the run.", broken.check, broken.step + 1);
    case "session":
    case "bounded":
      return t("Breaks “{0}” after step {1} of the run.", broken.check, broken.step + 1);
    case "atDrain":
      return broken.pointOfNoReturn === undefined
        ? t("Breaks “{0}” when nothing more can happen.", broken.check)
        : t(
            "Breaks “{0}” when nothing more can happen. After step {1} no schedule can make up for it without another fault.",
            broken.check,
            broken.pointOfNoReturn + 1,
          );
    case "reachable":
      return broken.reason === "schedule"
        ? t("This schedule does not reach “{0}”.", broken.check)
        : t("No schedule reaches “{0}”.", broken.check);
    case "impossible":
      return t("Step {0} of the schedule, “{1}”, is not possible there.", broken.step + 1, broken.detail ?? "");
    case "silent":
      return t("Never raises the alarm on “{0}”, which is wrong.", broken.case ?? broken.check);
    case "no-exception":
      return broken.thrown === undefined
        ? t("A handler throws in step {0} of the run.", broken.step + 1)
        : t("A handler throws in step {0} of the run: {1}", broken.step + 1, ended(thrownText(broken.thrown)));
    case "drains":
      if (broken.reason === "loop") return loopText(broken, t);
      return broken.reason === "stuck"
        ? t("Comes to rest with a handler still waiting for a reply that can no longer come.")
        : t("Never comes to rest: after {0} steps there is still work in the queues.", broken.step);
  }
}

function loopText({ step, loopFrom }: BrokenCheck, t: Translate): string {
  if (loopFrom === undefined) {
    return t("Never comes to rest: from step {0} on the run goes round for ever.", step + 1);
  }
  return step === loopFrom
    ? t("Never comes to rest: step {0} of the run comes round again and again.", step + 1)
    : t("Never comes to rest: steps {0} to {1} of the run come round again and again.", loopFrom + 1, step + 1);
}

function incompleteText(unfilled: number, missing: number, t: Translate): string {
  const parts: string[] = [];
  if (unfilled === 1) parts.push(t("One blank is still empty."));
  if (unfilled > 1) parts.push(t("{0} blanks are still empty.", unfilled));
  if (missing === 1) parts.push(t("One blank is missing from the file; it can be restored."));
  if (missing > 1) parts.push(t("{0} blanks are missing from the file; they can be restored.", missing));
  return parts.join(" ");
}

/** The one message about a blank that holds nothing yet. */
export function emptyBlankText(blank: LocatedBlank, question: string | undefined, t: Translate): string {
  return question === undefined
    ? t("Blank {0} is empty.", blank.number)
    : t("Blank {0} is empty. {1}", blank.number, markdownText(question));
}

export function missingBlankText(blank: LocatedBlank, t: Translate): string {
  return t("Blank {0} is no longer in the file. Restore it to go on.", blank.number);
}

export function outsideText(original: string, t: Translate): string {
  return original.trim() === ""
    ? t("This was added outside the blanks. It is judged like the rest of the code.")
    : t("This differs from the exercise outside the blanks. It is judged like the rest of the code.");
}

export function outdatedText(t: Translate): string {
  return t(
    "The pack has a newer version of this exercise. Reset it to begin from the new one; your text is kept as a copy.",
  );
}

function thrownText(thrown: { readonly name: string; readonly message: string }): string {
  return thrown.message === "" ? thrown.name : `${thrown.name}: ${thrown.message}`;
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
