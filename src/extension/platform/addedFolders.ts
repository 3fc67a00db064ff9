/** The pack folders that were added by hand, remembered for this profile. */
import * as vscode from "vscode";
import { UserError } from "./userError.ts";
import { readText } from "./workspacePackFiles.ts";

const memory = "addedPackFolders";

export class AddedFolders {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** In the order in which they were added. */
  get folders(): readonly vscode.Uri[] {
    return this.#state.get<readonly string[]>(memory, []).flatMap(parsed);
  }

  /** Asks for a folder where none is given, and for consent where one is. False where nothing was chosen. Throws a `UserError` where it is no pack. */
  async add(given?: vscode.Uri): Promise<boolean> {
    const folder = given ?? (await askForFolder());
    if (folder === undefined) return false;
    if ((await readText(vscode.Uri.joinPath(folder, "pack.json"))) === undefined) {
      throw new UserError(
        vscode.l10n.t("There is no readable pack.json in {0}. Choose the folder of a pack.", folder.fsPath),
      );
    }
    if (given !== undefined && !(await allows(given))) return false;
    const known = this.folders.map(String).filter((text) => text !== folder.toString());
    await this.#state.update(memory, [...known, folder.toString()]);
    return true;
  }

  async remove(folder: vscode.Uri): Promise<void> {
    const kept = this.folders.map(String).filter((text) => text !== folder.toString());
    await this.#state.update(memory, kept);
  }
}

/** One address that cannot be read must not hide the others. */
function parsed(text: string): vscode.Uri[] {
  try {
    return [vscode.Uri.parse(text, true)];
  } catch {
    return [];
  }
}

/** Nobody has chosen a folder that a caller names: its code is trusted from here on, in every window. */
async function allows(folder: vscode.Uri): Promise<boolean> {
  const add = vscode.l10n.t("Add Pack");
  const question = vscode.l10n.t("Add the pack in {0}?", folder.fsPath);
  const detail = vscode.l10n.t("Its code runs in a sandbox when you check an answer. Add only packs you trust.");
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, add)) === add;
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t("Add Pack"),
    title: vscode.l10n.t("Choose a folder with a pack.json. Its code runs in a sandbox when you check an answer."),
  });
  return chosen?.[0];
}
