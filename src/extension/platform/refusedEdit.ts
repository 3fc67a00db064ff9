/** What is said when an edit of the learner's file was not made. */
import * as vscode from "vscode";
import { UserError } from "./userError.ts";

/** Throws a `UserError` where VS Code, or the state of the text, did not allow the change. */
export async function orSayRefused(edit: Promise<boolean>): Promise<void> {
  if (await edit) return;
  throw new UserError(vscode.l10n.t("The editor did not take the change. Nothing was lost; try again."));
}
