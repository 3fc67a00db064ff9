/** Wraps what VS Code calls, so that every failure reaches the person or the log, and none is lost. */
import * as vscode from "vscode";
import { commandIds } from "./commandIds.ts";
import { describeError, isUserError } from "./userError.ts";

/** The handler, with its errors shown (`UserError`) or logged and shown as one plain message. */
export function guarded<A extends unknown[], R>(
  log: vscode.LogOutputChannel,
  handler: (...args: A) => R | Promise<R>,
): (...args: A) => Promise<R | undefined> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      reportError(log, error);
      return undefined;
    }
  };
}

/** Shows an error without waiting for the message to be dismissed. */
export function reportError(log: vscode.LogOutputChannel, error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  if (isUserError(error)) {
    if (error.cause !== undefined) log.warn(`${error.message}\n${describeError(error.cause)}`);
    void vscode.window.showErrorMessage(error.message);
    return;
  }
  log.error(describeError(error));
  const showLog = vscode.l10n.t("Show Log");
  const text = vscode.l10n.t("Something in Eventually went wrong. The details are in the log.");
  void vscode.window.showErrorMessage(text, showLog).then((choice) => {
    if (choice === showLog) void vscode.commands.executeCommand(commandIds.showLog);
  });
}

/** Starts work that nobody waits for; its failure goes to the log. */
export function inBackground(log: vscode.LogOutputChannel, work: Promise<unknown> | Thenable<unknown>): void {
  Promise.resolve(work).catch((error: unknown) => log.error(describeError(error)));
}
