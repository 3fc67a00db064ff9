/** What is said when code may not run because the workspace is not trusted. */
import * as vscode from "vscode";

export function restrictedText(pack: string): string {
  return vscode.l10n.t(
    "The code of the pack “{0}” does not run, because this window is in Restricted Mode and the pack does not come with the extension. Trust the workspace to check answers.",
    pack,
  );
}

/** Does not wait for an answer. */
export function sayRestricted(pack: string): void {
  const manage = vscode.l10n.t("Manage Workspace Trust");
  void vscode.window.showWarningMessage(restrictedText(pack), manage).then((choice) => {
    if (choice === manage) void vscode.commands.executeCommand("workbench.trust.manage");
  });
}
