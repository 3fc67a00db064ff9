/** A verdict as the panel draws it: what came out, what broke and where, what to do next. */
import { assertNever } from "../../base/assertNever.ts";
import type { BrokenCheck, Verdict } from "../../core/check/model.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";
import type { LinkToLine } from "../../protocol/linkToLine.ts";
import type { ResultView } from "../../protocol/practice/exerciseView.ts";
import { runFailureText } from "../../text/runFailures.ts";
import type { Translate } from "../../text/translate.ts";
import { coverageText } from "../../text/coverage.ts";
import { brokenText, verdictText } from "../../text/verdicts.ts";
import type { Checked } from "../platform/practice.ts";

export function resultView(t: Translate, { verdict, current }: Checked, attemptsLeft: number): ResultView {
  return { ...said(t, verdict, attemptsLeft), stale: !current };
}

function said(t: Translate, verdict: Verdict, attemptsLeft: number): Omit<ResultView, "stale"> {
  switch (verdict.kind) {
    case "right":
      return { tone: "right", title: t("Right"), text: coverageText(verdict.coverage, t), findings: [] };
    case "worse":
      return {
        tone: "worse",
        title: t("Right, at a higher cost than needed"),
        text: coverageText(verdict.coverage, t),
        findings: [],
      };
    case "wrong":
      return {
        tone: "wrong",
        title: t("Does not hold"),
        findings: verdict.broken.map((broken) => finding(t, broken, verdict.run.steps.length)),
        ...(attemptsLeft > 0 && {
          text: t("Change the code and check again. Checking the same code again costs nothing."),
        }),
      };
    case "incomplete":
      return { tone: "incomplete", title: t("Not complete"), text: verdictText(verdict, t), findings: [] };
    case "error": {
      const { failure } = verdict;
      const link = "at" in failure ? linkTo(t, failure.at) : undefined;
      const title = runFailureText(failure, t);
      return {
        tone: "error",
        title: t("The code could not be judged"),
        findings: [{ title, ...(link !== undefined && { link }) }],
      };
    }
    default:
      return assertNever(verdict);
  }
}

function finding(t: Translate, broken: BrokenCheck, steps: number): ResultView["findings"][number] {
  const link = broken.at === undefined ? undefined : linkTo(t, broken.at);
  return {
    title: brokenText(broken, t),
    entry: entryAfter(broken, steps),
    ...(link !== undefined && { link }),
  };
}

/** The entry of the run's view that shows a broken check: entry 0 is the start, entry n the state after step n. */
export function entryAfter(broken: BrokenCheck, steps: number): number {
  return Math.min(broken.step + 1, steps);
}

/** A link to a line of the learner's file; nothing for lines of the scenario, which a learner does not see. */
export function linkTo(t: Translate, at: SourcePlace): LinkToLine | undefined {
  if (at.file !== "exercise.ts") return undefined;
  return { label: t("line {0}", at.line), line: at.line, column: at.column };
}
