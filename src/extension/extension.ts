/**
 * The entry that VS Code loads: small, because it is loaded for every TypeScript file anybody opens. It stands in for
 * the commands, the tree and the restored panel, and loads the rest (`main.ts`) when the first of them is used or a
 * document of ours is open.
 */
import * as vscode from "vscode";
import type { Started } from "./main.ts";
import { commandIds, viewIds } from "./platform/commandIds.ts";
import { concernsUs } from "./platform/ourDocuments.ts";

export function activate(context: vscode.ExtensionContext): void {
  let started: Promise<Started> | undefined;
  const standIns: vscode.Disposable[] = [];

  const start = (): Promise<Started> => {
    started ??= import("./main.ts").then(({ start }) => {
      for (const standIn of standIns.splice(0)) standIn.dispose();
      const running = start(context);
      context.subscriptions.push(running);
      return running;
    });
    return started;
  };

  for (const id of Object.values(commandIds)) {
    // Once `main.ts` has started, the same id names the real command.
    const standIn = async (...args: unknown[]): Promise<unknown> => {
      await (await start()).ready;
      return vscode.commands.executeCommand(id, ...args);
    };
    standIns.push(vscode.commands.registerCommand(id, standIn));
  }

  // Asked for only when the view is shown; the real tree takes its place.
  const treeStandIn: vscode.TreeDataProvider<never> = {
    getChildren: () => start().then(() => []),
    getTreeItem: (element) => element,
  };
  standIns.push(vscode.window.registerTreeDataProvider(viewIds.packs, treeStandIn));

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(viewIds.practicePanel, {
      deserializeWebviewPanel: async (panel, state) => {
        const running = await start();
        await running.ready;
        await running.restorePanel(panel, state);
      },
    }),
    { dispose: () => vscode.Disposable.from(...standIns).dispose() },
  );

  const startFor = (documents: readonly vscode.TextDocument[]): void => {
    if (started === undefined && documents.some((document) => concernsUs(document, context.globalStorageUri)))
      void start();
  };
  standIns.push(vscode.workspace.onDidOpenTextDocument((document) => startFor([document])));
  startFor(vscode.workspace.textDocuments);
}
