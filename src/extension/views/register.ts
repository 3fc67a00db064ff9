/** The surfaces beside the editor: the tree of packs and the Testing view. */
import * as vscode from "vscode";
import type { Practice } from "../platform/practice.ts";
import { registerPackTree } from "./packTree.ts";
import { registerTesting } from "./testing.ts";

export function registerViews(services: {
  readonly practice: Practice;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  return vscode.Disposable.from(registerPackTree(services.practice), registerTesting(services.practice, services.log));
}
