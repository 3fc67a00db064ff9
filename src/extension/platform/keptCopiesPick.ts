/** The list of kept copies as a quick pick, to compare or to take back. */
import * as vscode from "vscode";
import { columnBesideWebview } from "./exerciseOpener.ts";
import { type KeptCopy, keptCopies } from "./keptCopies.ts";
import { UserError } from "./userError.ts";
import type { Sheet } from "./workbook.ts";

interface CopyItem extends vscode.QuickPickItem {
  readonly copy: KeptCopy;
}

/** Resolves with the copy to take back, or undefined where it was closed or a copy was only compared. */
export async function chooseKeptCopy(sheet: Sheet, title: string): Promise<KeptCopy | undefined> {
  const copies = await keptCopies(sheet);
  if (copies.length === 0) {
    throw new UserError(vscode.l10n.t("No copies of “{0}” were kept yet. Each reset keeps one.", title));
  }
  const items = copies.map(itemOf);
  const chosen = await vscode.window.showQuickPick<CopyItem>(items, {
    title: vscode.l10n.t("Kept copies: {0}", title),
    placeHolder: vscode.l10n.t("Choose a copy to compare with your file, or to take back"),
  });
  if (chosen === undefined) return undefined;
  const compare: vscode.QuickPickItem = { label: vscode.l10n.t("Compare with my file") };
  const takeBack: vscode.QuickPickItem = {
    label: vscode.l10n.t("Take back"),
    detail: vscode.l10n.t("Replaces the text of your file; the present text is kept as a copy, and Undo works."),
  };
  const action = await vscode.window.showQuickPick([compare, takeBack], { title: chosen.label });
  if (action === takeBack) return chosen.copy;
  if (action === compare) {
    const names = vscode.l10n.t("{0}: kept copy ↔ yours", title);
    const where = { viewColumn: columnBesideWebview(), preview: true };
    await vscode.commands.executeCommand("vscode.diff", chosen.copy.uri, sheet.uri, names, where);
  }
  return undefined;
}

function itemOf(copy: KeptCopy): CopyItem {
  const name = copy.uri.path.slice(copy.uri.path.lastIndexOf("/") + 1);
  return { label: new Date(copy.at).toLocaleString(vscode.env.language), description: name, copy };
}
