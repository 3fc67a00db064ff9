/**
 * The entry that VS Code loads: small, because it is loaded for every TypeScript file anybody opens. It stands in for
 * the commands, the tree and the restored panel, and loads the rest (`main.ts`) when the first of them is used or a
 * document of ours is open.
 */
import * as vscode from "vscode";
import { debugType } from "./debug/configuration.ts";
import type { Started } from "./main.ts";
import { commandIds, viewIds } from "./platform/commandIds.ts";
import { concernsUs } from "./platform/ourDocuments.ts";

export function activate(context: vscode.ExtensionContext): void {
  let started: Promise<Started> | undefined;
  let failed = false;
  const standIns: vscode.Disposable[] = [];

  const load = async (): Promise<Started> => {
    const main = await import("./main.ts");
    // The real commands need the ids; where something fails before they have them, the stand-ins come back.
    for (const standIn of standIns.splice(0)) standIn.dispose();
    try {
      const running = main.start(context);
      context.subscriptions.push(running);
      return running;
    } catch (error) {
      standIn();
      throw error;
    }
  };

  /** A start that failed is tried again by the next command. */
  const start = (): Promise<Started> => {
    started ??= load().catch((error: unknown) => {
      started = undefined;
      failed = true;
      throw error;
    });
    return started;
  };

  const standIn = (): void => {
    for (const id of Object.values(commandIds)) {
      // Once `main.ts` has started, the same id names the real command.
      const command = async (...args: unknown[]): Promise<unknown> => {
        await (await start()).ready;
        return vscode.commands.executeCommand(id, ...args);
      };
      try {
        standIns.push(vscode.commands.registerCommand(id, command));
      } catch {
        // The real one was registered before the start failed.
      }
    }
    // Asked for only when the view is shown; the real tree takes its place.
    const tree: vscode.TreeDataProvider<never> = {
      getChildren: () => start().then(() => []),
      getTreeItem: (element) => element,
    };
    standIns.push(
      vscode.window.registerTreeDataProvider(viewIds.packs, tree),
      vscode.workspace.onDidOpenTextDocument((document) => startFor([document])),
    );
  };

  /** Nobody asked for it: a failure is said once, and not repeated for every document that is opened. */
  const startFor = (documents: readonly vscode.TextDocument[]): void => {
    if (started !== undefined || failed) return;
    if (!documents.some((document) => concernsUs(document, context.globalStorageUri))) return;
    start().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t("Eventually could not start. {0}", why));
    });
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(viewIds.practicePanel, {
      deserializeWebviewPanel: async (panel, state) => {
        const closed = closing(panel);
        const running = await start();
        await running.ready;
        await running.restorePanel(panel, state, closed);
      },
    }),
    vscode.window.registerWebviewPanelSerializer(viewIds.stepper, {
      deserializeWebviewPanel: async (panel) => {
        const closed = closing(panel);
        const running = await start();
        await running.ready;
        await running.restoreStepper(panel, closed);
      },
    }),
    vscode.window.registerUriHandler({
      handleUri: async (uri) => {
        const running = await start();
        await running.ready;
        await running.openLink(uri);
      },
    }),
    // F5 with a launch.json may be the first thing that anybody asks of us.
    vscode.debug.registerDebugConfigurationProvider(debugType, {
      resolveDebugConfiguration: async (_folder, configuration) => {
        const running = await start();
        await running.ready;
        return running.completeLaunch(configuration);
      },
    }),
    { dispose: () => vscode.Disposable.from(...standIns).dispose() },
  );

  standIn();
  startFor(vscode.workspace.textDocuments);
}

/** Heard of from the first moment on: a panel that is closed already tells nobody. */
function closing(panel: vscode.WebviewPanel): AbortSignal {
  const closed = new AbortController();
  panel.onDidDispose(() => closed.abort());
  return closed.signal;
}
