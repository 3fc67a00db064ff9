/** A verdict that is not the one the pack states, as a problem with its place. */
import { LineMap, type Position } from "../base/span.ts";
import type { CheckedRow, Mismatch } from "../core/check/checkPack.ts";
import type { IdleHandler, Verdict } from "../core/check/model.ts";
import { writtenPosition } from "../core/exercise/writtenPosition.ts";
import type { ExerciseItem } from "../core/pack/model.ts";
import type { SourcePlace } from "../core/simulation/model.ts";
import { english as t } from "../text/translate.ts";
import { verdictText } from "../text/verdicts.ts";
import { failureText } from "./failureText.ts";
import type { ReportedProblem } from "./packReport.ts";

const start: Position = { line: 1, column: 1 };

/** Empty where the row is as it should be. `code` is the text of `exercise.ts`, `folder` where it lies. */
export function mismatchProblems(
  row: CheckedRow,
  item: ExerciseItem,
  code: string,
  folder: string,
): readonly ReportedProblem[] {
  const { mismatch } = row;
  if (mismatch === undefined) return [];
  const problem = ({ file, position: { line, column } }: Place, what: Described): ReportedProblem => ({
    file: `${folder}/${file}`,
    line,
    column,
    severity: "error",
    ...what,
  });
  if (mismatch.kind === "idle-handlers")
    return mismatch.handlers.map((handler) => problem(fromRun(handler.at, item, code), idleText(handler)));
  return [problem(placeOf(row, item, code), described(row, mismatch))];
}

interface Place {
  readonly file: string;
  readonly position: Position;
}

interface Described {
  readonly code: string;
  readonly message: string;
}

function idleText({ service, message, case: of }: IdleHandler): Described {
  const why = t(
    "There is no use for the handler of `{0}` in `{1}`: no queue brings it there, no client asks for it, and no code called it in any schedule. Remove it, or declare who sends it.",
    message,
    service,
  );
  return { code: "handler-for-nothing", message: of === undefined ? why : t("In the case “{0}”: {1}", of, why) };
}

function described(
  { blank, option, expected, got, verdict, variant }: CheckedRow,
  mismatch: Exclude<Mismatch, { kind: "idle-handlers" }>,
): Described {
  if (mismatch.kind === "breaks") {
    const broken = mismatch.broken.map((check) => `“${check}”`).join(", ");
    const message = t("`{0}` is said to break “{1}”. In the run it breaks {2}.", option, mismatch.named, broken);
    return { code: "breaks-other-check", message };
  }
  const what = verdict.kind === "error" ? failureText(verdict.failure, "check") : verdictText(verdict, t);
  if (variant === undefined && option === "solution") {
    // What is wrong with the scenario itself says nothing about the solution.
    const ofScenario = verdict.kind === "error" && shownPlace(verdict)?.file === "scenario.ts";
    return { code: "solution-fails", message: ofScenario ? what : t("The solution does not pass. {0}", what) };
  }
  if (got === "error") {
    const name = variant === undefined ? t("the starter") : `\`${option}\``;
    return { code: "not-judged", message: t("There is no verdict about {0}. {1}", name, what) };
  }
  if (variant === undefined) {
    return blank === null
      ? { code: "starter-passes", message: t("The starter passes, although nothing is filled in.") }
      : { code: "blank-not-needed", message: t("The code passes with the blank `{0}` left empty.", blank) };
  }
  if (expected === "wrong") {
    return { code: "wrong-passes", message: t("`{0}` is listed as wrong, but every check holds with it.", option) };
  }
  return { code: "accepted-fails", message: t("`{0}` is listed as holding, but it does not. {1}", option, what) };
}

function placeOf({ blank, option, variant, verdict }: CheckedRow, item: ExerciseItem, code: string): Place {
  if (variant !== undefined) return { file: "exercise.md", position: variant.position };
  const marked = item.source.blanks.find(({ id }) => id === blank);
  if (marked !== undefined)
    return { file: "exercise.ts", position: new LineMap(code).positionAt(marked.sourceSpan.start) };
  return fromRun(option === "solution" ? shownPlace(verdict) : undefined, item, code);
}

/** A place in what ran, in the author's files. */
function fromRun(at: SourcePlace | undefined, item: ExerciseItem, code: string): Place {
  if (at?.file === "scenario.ts") return { file: at.file, position: { line: at.line, column: at.column } };
  const written = at === undefined ? undefined : writtenPosition(code, item.source, item.source.solution, at);
  return { file: "exercise.ts", position: written ?? start };
}

function shownPlace(verdict: Verdict): SourcePlace | undefined {
  if (verdict.kind === "wrong") return verdict.broken[0]?.at;
  return verdict.kind === "error" && "at" in verdict.failure ? verdict.failure.at : undefined;
}
