/** "Take me to a state where…": what is asked, and what the answer means. */
import * as vscode from "vscode";
import type { RunReply } from "../../../core/check/model.ts";
import type { SteppingSession } from "../../../core/check/steppingSession.ts";
import { triedText } from "../../../text/coverage.ts";
import { runFailureText } from "../../../text/runFailures.ts";
import type { Blocked } from "../../platform/practice.ts";
import { UserError } from "../../platform/userError.ts";
import { exampleGoal } from "./exampleGoal.ts";

const t = vscode.l10n.t;

/** The expression that the person types; undefined where they gave up. */
export function askGoal({ history }: SteppingSession, before: string | undefined): Thenable<string | undefined> {
  const services = Object.keys(history.current.moment.snapshot.services);
  return vscode.window.showInputBox({
    title: t("Take me to a state where…"),
    value: before ?? exampleGoal(history.current.moment),
    prompt: t(
      "An expression over the stores of {0}, and over inFlight and drained. Stores are compared by what they hold.",
      services.join(", "),
    ),
    validateInput: (text) =>
      /[^=!<>]=[^=>]/.test(text)
        ? {
            message: t("Two or three “=” compare; one alone would change the store."),
            severity: vscode.InputBoxValidationSeverity.Warning,
          }
        : undefined,
  });
}

/** The way there; undefined where there is none, which is said. Throws a `UserError` where there is no answer. */
export function labelsTo(reply: RunReply | Blocked, goal: string): readonly string[] | undefined {
  if (reply === "restricted") return undefined;
  if (reply.kind === "failed") {
    const { failure } = reply;
    if (failure.code === "cancelled") return undefined;
    // The search looks for a step that makes it true; here it was true before any.
    if (failure.code === "scenario-invalid" && failure.reason.kind === "broken-at-start") return [];
    throw new UserError(runFailureText(failure, t));
  }
  const [found] = reply.broken;
  if (found !== undefined) return reply.run.steps.slice(0, found.step + 1).map(({ label }) => label);
  const tried = triedText(reply.coverage, (message, ...args) => t(message, ...args));
  const answer = t("No schedule leads to a state where {0}. {1}", goal, tried);
  if (reply.absent !== undefined) {
    const names = reply.absent.map((name) => `“${name}”`).join(", ");
    void vscode.window.showWarningMessage(t("{0} No store ever holds anything called {1}.", answer, names));
    return undefined;
  }
  // An answer, and no error: there is nothing to be mended.
  void vscode.window.showInformationMessage(answer);
  return undefined;
}
