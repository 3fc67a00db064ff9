/** The stepper's commands. Everything behind them is a file of its own, loaded by the first of them. */
import * as vscode from "vscode";
import type { ItemKey } from "../../../core/progress/model.ts";
import { type CommandId, commandIds } from "../../platform/commandIds.ts";
import { targetOf } from "../../platform/commandTarget.ts";
import { guarded } from "../../platform/guarded.ts";
import type { PanelServices } from "../practicePanel.ts";
import type { StepperLife } from "./start.ts";

export interface Stepper extends vscode.Disposable {
  /** Opens a run that somebody sent, after asking. */
  openLink(uri: vscode.Uri): Promise<void>;
  /** Takes over a panel that the window had open before it was reloaded, unless `closed` is aborted: then it is closed. */
  restore(panel: vscode.WebviewPanel, closed: AbortSignal): Promise<void>;
}

export function registerStepper(services: PanelServices): Stepper {
  let life: Promise<StepperLife> | undefined;
  const loaded = (): Promise<StepperLife> => {
    life ??= import("./start.ts").then(({ StepperLife }) => new StepperLife(services));
    return life;
  };
  const about = (act: (life: StepperLife, key: ItemKey) => Promise<void>) => async (given: unknown) => {
    await services.practice.library.ready;
    const key = await targetOf(services.practice, given);
    if (key !== undefined) await act(await loaded(), key);
  };
  const handlers: { readonly [id in CommandId]?: (given: unknown) => Promise<void> } = {
    [commandIds.stepThrough]: about((stepper, key) => stepper.stepThrough(key)),
    [commandIds.replay]: about((stepper, key) => stepper.replay(key)),
    [commandIds.openTrace]: async (given) => (await loaded()).openTrace(given),
    [commandIds.chooseStep]: async () => (await loaded()).choose(),
    [commandIds.seekState]: async (given) => (await loaded()).panel.seek(given),
    [commandIds.runTreeAct]: async (given) => (await loaded()).panel.act(given),
    [commandIds.goToStep]: async () => (await loaded()).panel.goToLine(),
    [commandIds.step]: async () => (await loaded()).panel.session.step(),
    [commandIds.stepBack]: async () => (await loaded()).panel.session.back(),
    [commandIds.runUntilShared]: async () => (await loaded()).panel.session.run("shared"),
    [commandIds.runUntilDrained]: async () => (await loaded()).panel.session.run("drained"),
    [commandIds.restartStepping]: async () => (await loaded()).panel.restart(),
    [commandIds.copyTranscript]: async () => (await loaded()).panel.copyTranscript(),
    [commandIds.saveTrace]: async (given) => (await loaded()).panel.saveTrace(given),
    [commandIds.copyTraceLink]: async () => (await loaded()).panel.copyLink(),
  };
  const registered = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, guarded(services.log, handler)),
  );
  return {
    openLink: async (uri) => {
      await guarded(services.log, async () => (await loaded()).openLink(uri))();
    },
    restore: async (panel, closed) => {
      await guarded(services.log, async () => (await loaded()).restore(panel, closed))();
    },
    dispose: () => {
      vscode.Disposable.from(...registered).dispose();
      void life?.then((stepper) => stepper.dispose());
    },
  };
}
