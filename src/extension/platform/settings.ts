/** The extension's settings, typed, with the limits that the manifest declares held here too. */
import * as vscode from "vscode";
import { defaultPracticeFolder } from "./ourDocuments.ts";
import { practicePath } from "./practicePath.ts";
import { UserError } from "./userError.ts";

const section = "eventually";

/** The folder that holds learners' files. Throws a `UserError` where the setting is no absolute path. */
export function practiceFolder(context: vscode.ExtensionContext): vscode.Uri {
  const chosen = vscode.workspace.getConfiguration(section).get<string>("practiceFolder", "").trim();
  if (chosen === "") return defaultPracticeFolder(context.globalStorageUri);
  const path = practicePath(chosen);
  if (path === undefined) {
    throw new UserError(
      vscode.l10n.t(
        "The setting eventually.practiceFolder must be an absolute path; it is “{0}”. Change it in the settings.",
        chosen,
      ),
    );
  }
  return vscode.Uri.file(path);
}

export interface CheckLimits {
  readonly timeMs: number;
  readonly memoryMb: number;
}

export function checkLimits(): CheckLimits {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    timeMs: 1000 * clamp(settings.get("check.timeLimit", 5), 1, 60),
    memoryMb: clamp(settings.get("check.memoryLimit", 128), 32, 2048),
  };
}

/** How far a search over all schedules goes before it says "not all". */
export function searchSettings(): { readonly timeMs: number; readonly states: number } {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    timeMs: 1000 * clamp(settings.get("search.timeLimit", 10), 1, 600),
    states: 1000 * clamp(settings.get("search.stateLimit", 2000), 1, 100_000),
  };
}

/** Whether one of the surfaces that can be switched off is on. */
export function isOn(surface: "codeLens" | "decorations"): boolean {
  return vscode.workspace.getConfiguration(section).get(surface, true);
}

/** Whether the stepper asks what a step will store before it shows it. */
export function predictsFirst(): boolean {
  return vscode.workspace.getConfiguration(section).get("stepper.predictFirst", false);
}

/** Calls back when one of our settings changes. */
export function onSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) listener();
  });
}

function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low;
}
