/** The debugger as a second door to a run. The adapter is a file of its own, loaded with the first session. */
import * as vscode from "vscode";
import { type CommandId, commandIds } from "../platform/commandIds.ts";
import { targetOf } from "../platform/commandTarget.ts";
import { guarded } from "../platform/guarded.ts";
import type { Practice } from "../platform/practice.ts";
import { debugType } from "./configuration.ts";

export function registerDebug({
  practice,
  log,
}: {
  readonly practice: Practice;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const debug = async (given: unknown): Promise<void> => {
    await practice.library.ready;
    const key = await targetOf(practice, given);
    if (key === undefined) return;
    await practice.open(key);
    const name = practice.library.find(key)?.item.title ?? key.item;
    const configuration = { type: debugType, request: "launch", name, ...key, internalConsoleOptions: "neverOpen" };
    await vscode.debug.startDebugging(undefined, configuration, { suppressDebugStatusbar: true });
  };
  const choose = (kind?: string) => async () => (await import("./start.ts")).chooseOffer(kind);
  const handlers: { readonly [id in CommandId]?: (given: unknown) => Promise<void> } = {
    [commandIds.debug]: debug,
    [commandIds.debugChoose]: choose(),
    [commandIds.debugDuplicate]: choose("duplicate"),
    [commandIds.debugDrop]: choose("drop"),
    [commandIds.debugCrash]: choose("crash"),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, guarded(log, handler))),
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, {
      createDebugAdapterDescriptor: async () => (await import("./start.ts")).createAdapter(practice),
    }),
  );
}
