/** Which tabs hold the Practice panel. */
import * as vscode from "vscode";
import { viewIds } from "../platform/commandIds.ts";

export function isPracticeTab({ input }: vscode.Tab): boolean {
  // VS Code puts a prefix of its own before the view type.
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewIds.practicePanel);
}
