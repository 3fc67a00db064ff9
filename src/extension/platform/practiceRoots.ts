/** The folders in which learners' files are looked for. A record anywhere else is not believed. */
import * as vscode from "vscode";
import type { ItemKey } from "../../core/progress/model.ts";
import { isInside } from "./ourDocuments.ts";
import { safeName } from "./safeName.ts";

export class PracticeRoots {
  readonly #chosen: () => vscode.Uri;
  /** By address: where files are by default, and every folder that the setting has named in this window. */
  readonly #known = new Map<string, vscode.Uri>();

  /** `usual` holds the files where no setting says otherwise; `chosen` throws a `UserError` where it makes no sense. */
  constructor(usual: vscode.Uri, chosen: () => vscode.Uri) {
    this.#chosen = chosen;
    this.#known.set(usual.toString(), usual);
    this.#tryChosen();
  }

  /** Where new files go. Throws a `UserError` where the setting makes no sense. */
  get chosen(): vscode.Uri {
    const root = this.#chosen();
    this.#known.set(root.toString(), root);
    return root;
  }

  /** Where learners' files may be, without repetition. */
  get all(): readonly vscode.Uri[] {
    this.#tryChosen();
    return [...this.#known.values()];
  }

  contain(uri: vscode.Uri): boolean {
    return this.all.some((root) => isInside(uri, root));
  }

  #tryChosen(): void {
    try {
      void this.chosen;
    } catch {
      // Said when something is to be written there.
    }
  }
}

/** The folder of an exercise below a root. */
export function folderBelow(root: vscode.Uri, key: ItemKey): vscode.Uri {
  return vscode.Uri.joinPath(root, safeName(key.pack), safeName(key.item));
}
