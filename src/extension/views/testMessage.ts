/** A verdict as the message of a failed test: the text, where it belongs, and the run's steps as its stack. */
import * as vscode from "vscode";
import type { Verdict } from "../../core/check/model.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";
import { choiceText } from "../../text/choices.ts";
import { verdictText } from "../../text/verdicts.ts";
import type { ExerciseState } from "../platform/practice.ts";

/** Steps shown as the stack of a failure; the last ones, which led to it. */
const stackLength = 20;

export function messageOf(
  state: ExerciseState,
  verdict: Exclude<Verdict, { kind: "right" | "worse" }>,
): vscode.TestMessage {
  const message = new vscode.TestMessage(verdictText(verdict, vscode.l10n.t));
  const { uri } = state;
  if (uri === undefined) return message;
  message.location = new vscode.Location(uri, positionOf(placeOf(verdict)) ?? new vscode.Position(0, 0));
  if (verdict.kind === "wrong") message.stackTrace = stackOf(verdict, uri);
  return message;
}

function placeOf(verdict: Verdict): SourcePlace | undefined {
  if (verdict.kind === "wrong") return verdict.broken[0]?.at;
  return verdict.kind === "error" && "at" in verdict.failure ? verdict.failure.at : undefined;
}

/** Only lines of the learner's own file can be shown there. */
function positionOf(place: SourcePlace | undefined): vscode.Position | undefined {
  return place?.file === "exercise.ts" ? new vscode.Position(place.line - 1, place.column - 1) : undefined;
}

function stackOf(verdict: Extract<Verdict, { kind: "wrong" }>, uri: vscode.Uri): vscode.TestMessageStackFrame[] {
  const steps = verdict.run.steps.slice(0, (verdict.broken[0]?.step ?? verdict.run.steps.length) + 1);
  return steps
    .map((step, index) => {
      const position = positionOf(step.at);
      return new vscode.TestMessageStackFrame(
        `${index + 1}. ${choiceText(step.choice, vscode.l10n.t)}`,
        position && uri,
        position,
      );
    })
    .slice(-stackLength)
    .reverse();
}
