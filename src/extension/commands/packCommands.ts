/** Commands about packs, and the log. */
import * as vscode from "vscode";
import { commandIds } from "../platform/commandIds.ts";
import type { LoadedPack, Practice } from "../platform/practice.ts";
import { UserError } from "../platform/userError.ts";
import type { Handlers } from "./register.ts";

export function packCommands(practice: Practice, log: vscode.LogOutputChannel): Handlers {
  return {
    [commandIds.addPackFolder]: (given) => practice.library.addFolder(given instanceof vscode.Uri ? given : undefined),
    [commandIds.removePackFolder]: async (given) => {
      const folder = folderOf(given) ?? (await chooseAdded(practice));
      if (folder !== undefined) await practice.library.removeFolder(folder);
    },
    [commandIds.refresh]: () => practice.library.reload(),
    [commandIds.showLog]: () => log.show(),
  };
}

/** The folder of a tree element, or the one given. */
function folderOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given !== "object" || given === null || !("loaded" in given)) return undefined;
  return (given.loaded as LoadedPack).folder;
}

async function chooseAdded(practice: Practice): Promise<vscode.Uri | undefined> {
  await practice.library.complete;
  const added = practice.library.packs.filter(({ origin }) => origin === "added");
  if (added.length === 0) throw new UserError(vscode.l10n.t("No pack folder was added by hand."));
  const picks = added.map(({ reading, folder }) => ({ label: reading.title, description: folder.fsPath, folder }));
  const chosen = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t("Remove Pack Folder"),
    placeHolder: vscode.l10n.t("The folder leaves the list; its files stay where they are"),
  });
  return chosen?.folder;
}
