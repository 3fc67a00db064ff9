/** What is known of the exercise, on the lines it is about. Follows every edit: what no longer holds goes. */
import * as vscode from "vscode";
import { markdownText } from "../../core/pack/markdownText.ts";
import { runFailureText } from "../../text/runFailures.ts";
import * as texts from "../../text/verdicts.ts";
import type { BrokenCheck } from "../../core/check/model.ts";
import type { SourcePlace } from "../../core/simulation/model.ts";
import { rangeOf } from "../platform/documentEdits.ts";
import type { Practice } from "../platform/practice.ts";
import { virtualUri } from "../platform/virtualDocuments.ts";
import { type ExerciseDocument, exerciseIn } from "./exerciseEditor.ts";
import { type Finding, isLearners, standingFindings, verdictFindings } from "./findings.ts";

export const diagnosticSource = "Eventually";

export function registerDiagnostics(practice: Practice): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("eventually");
  const update = (document: vscode.TextDocument): void => {
    const exercise = exerciseIn(practice, document);
    if (exercise === undefined) collection.delete(document.uri);
    else collection.set(document.uri, diagnosticsOf(exercise));
  };
  const updateAll = (): void => {
    for (const document of vscode.workspace.textDocuments) if (isCandidate(document)) update(document);
  };
  updateAll();
  return vscode.Disposable.from(
    collection,
    practice.onDidChange((key) => {
      const uri = key === undefined ? undefined : practice.exercise(key)?.uri;
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri?.toString());
      // The exercise's file may be another one now.
      collection.forEach((known) => {
        if (practice.exerciseAt(known) === undefined) collection.delete(known);
      });
      if (document === undefined) updateAll();
      else update(document);
    }),
    vscode.workspace.onDidOpenTextDocument((document) => isCandidate(document) && update(document)),
    vscode.workspace.onDidCloseTextDocument((document) => collection.delete(document.uri)),
  );
}

function isCandidate(document: vscode.TextDocument): boolean {
  return document.languageId === "typescript";
}

function diagnosticsOf(exercise: ExerciseDocument): vscode.Diagnostic[] {
  const { document, state } = exercise;
  const at = (place: SourcePlace): number => document.offsetAt(positionOf(place));
  const { checked } = state;
  const ofVerdict = checked?.current === true ? verdictFindings(checked.verdict, state.located, at) : [];
  return [...standingFindings(state.located, state.outdated), ...ofVerdict].map((finding) => {
    const range = "start" in finding.where ? rangeOf(document, finding.where) : lineRange(document, finding.where);
    const diagnostic = new vscode.Diagnostic(range, messageOf(exercise, finding), severityOf(finding));
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: codeOf(finding), target: virtualUri("explanation", exercise.key) };
    if (finding.kind === "wrong") diagnostic.relatedInformation = related(exercise, finding.broken);
    return diagnostic;
  });
}

/** A stable name for each kind of message; quick fixes and tests go by it. */
function codeOf(finding: Finding): string {
  switch (finding.kind) {
    case "empty":
      return "blank-empty";
    case "missing":
      return "blank-missing";
    case "outside":
      return "outside-changed";
    case "outdated":
      return "exercise-outdated";
    case "failed":
      return finding.verdict.failure.code;
    default:
      return finding.kind;
  }
}

function severityOf(finding: Finding): vscode.DiagnosticSeverity {
  switch (finding.kind) {
    case "wrong":
    case "failed":
      return vscode.DiagnosticSeverity.Error;
    case "worse":
    case "missing":
      return vscode.DiagnosticSeverity.Warning;
    default:
      return vscode.DiagnosticSeverity.Information;
  }
}

function messageOf({ state }: ExerciseDocument, finding: Finding): string {
  const t = vscode.l10n.t;
  switch (finding.kind) {
    case "empty": {
      const prose = state.found.item.blanks.find(({ id }) => id === finding.blank.id);
      return texts.emptyBlankText(finding.blank, prose?.question, t);
    }
    case "missing":
      return texts.missingBlankText(finding.blank, t);
    case "outside":
      return texts.outsideText(finding.original, t);
    case "outdated":
      return texts.outdatedText(t);
    case "worse":
      return t("This holds, but there is a better answer. {0}", markdownText(finding.why));
    case "failed":
      return runFailureText(finding.verdict.failure, t);
    case "wrong": {
      const broke = finding.broken.map((broken) => texts.brokenText(broken, t)).join("\n");
      return finding.why === undefined ? broke : `${broke}\n${markdownText(finding.why)}`;
    }
  }
}

/** The lines that show it, in the learner's own file. */
function related(
  { document }: ExerciseDocument,
  broken: readonly BrokenCheck[],
): vscode.DiagnosticRelatedInformation[] {
  return broken.flatMap((check) => {
    if (check.at === undefined || !isLearners(check.at)) return [];
    const location = new vscode.Location(document.uri, lineRange(document, check.at));
    const text = vscode.l10n.t("The run shows it at this line: {0}", texts.brokenText(check, vscode.l10n.t));
    return [new vscode.DiagnosticRelatedInformation(location, text)];
  });
}

/** From the place to the end of its line. */
function lineRange(document: vscode.TextDocument, place: SourcePlace): vscode.Range {
  const start = document.validatePosition(positionOf(place));
  return new vscode.Range(start, document.lineAt(start.line).range.end);
}

function positionOf({ line, column }: SourcePlace): vscode.Position {
  return new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
}
