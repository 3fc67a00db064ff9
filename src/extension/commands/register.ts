/** Registers the commands of the palette that belong to no other surface. */
import * as vscode from "vscode";
import type { CommandId } from "../platform/commandIds.ts";
import { targetOf } from "../platform/commandTarget.ts";
import { guarded } from "../platform/guarded.ts";
import type { Practice } from "../platform/practice.ts";
import { blankCommands } from "./blankCommands.ts";
import { exerciseCommands } from "./exerciseCommands.ts";
import { packCommands } from "./packCommands.ts";

/** Handlers by command id; a command without one here is registered by its own surface. */
export type Handlers = { readonly [id in CommandId]?: (...args: unknown[]) => unknown };

export function registerCommands(services: {
  readonly practice: Practice;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { practice, log } = services;
  const target = async (given: unknown) => {
    await practice.library.ready;
    return targetOf(practice, given);
  };
  const handlers: Handlers = {
    ...exerciseCommands(practice, target),
    ...blankCommands(practice, target),
    ...packCommands(practice, log),
  };
  const registered = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(
      id,
      guarded(log, async (...args: unknown[]) => handler(...args)),
    ),
  );
  return vscode.Disposable.from(...registered);
}
