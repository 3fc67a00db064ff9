/** A verdict that is not the one the pack states, as a problem with its place. */
import { LineMap, type Position } from "../base/span.ts";
import type { CheckedRow } from "../core/check/checkPack.ts";
import type { Verdict } from "../core/check/model.ts";
import type { ExerciseItem } from "../core/pack/model.ts";
import type { SourcePlace } from "../core/simulation/model.ts";
import { english as t } from "../text/translate.ts";
import { verdictText } from "../text/verdicts.ts";
import type { ReportedProblem } from "./packReport.ts";

const start: Position = { line: 1, column: 1 };

/** Undefined where the row is as it should be. `code` is the text of `exercise.ts`, `folder` where it lies. */
export function mismatchProblem(
  row: CheckedRow,
  item: ExerciseItem,
  code: string,
  folder: string,
): ReportedProblem | undefined {
  if (row.mismatch === undefined) return undefined;
  const { file, position } = placeOf(row, item, code);
  const { line, column } = position;
  return { file: `${folder}/${file}`, line, column, severity: "error", ...described(row) };
}

function described({ mismatch, blank, option, expected, got, verdict, variant }: CheckedRow): {
  readonly code: string;
  readonly message: string;
} {
  if (mismatch?.kind === "breaks") {
    const broken = mismatch.broken.map((check) => `“${check}”`).join(", ");
    const message = t("`{0}` is said to break “{1}”. In the run it breaks {2}.", option, mismatch.named, broken);
    return { code: "breaks-other-check", message };
  }
  const what = verdictText(verdict, t);
  if (variant === undefined && option === "solution") {
    return { code: "solution-fails", message: t("The solution does not pass. {0}", what) };
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

function placeOf(
  { blank, option, variant, verdict }: CheckedRow,
  item: ExerciseItem,
  code: string,
): { readonly file: string; readonly position: Position } {
  if (variant !== undefined) return { file: "exercise.md", position: variant.position };
  const marked = item.source.blanks.find(({ id }) => id === blank);
  if (marked !== undefined)
    return { file: "exercise.ts", position: new LineMap(code).positionAt(marked.sourceSpan.start) };
  const at = option === "solution" ? shownPlace(verdict) : undefined;
  if (at?.file === "scenario.ts") return { file: at.file, position: { line: at.line, column: at.column } };
  // What ran has no marks: the same lines unless whole ones were left out, but not the same columns.
  const sameLines = code.split("\n").length === item.source.solution.split("\n").length;
  return { file: "exercise.ts", position: at !== undefined && sameLines ? { line: at.line, column: 1 } : start };
}

function shownPlace(verdict: Verdict): SourcePlace | undefined {
  if (verdict.kind === "wrong") return verdict.broken[0]?.at;
  return verdict.kind === "error" && "at" in verdict.failure ? verdict.failure.at : undefined;
}
