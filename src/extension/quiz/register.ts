/** `Eventually: Start Quiz…`. Everything behind it is a file of its own, loaded by the first quiz. */
import * as vscode from "vscode";
import { commandIds } from "../platform/commandIds.ts";
import { guarded } from "../platform/guarded.ts";
import type { QuizServices } from "./start.ts";

export function registerQuiz(services: QuizServices): vscode.Disposable {
  let starter: Promise<(given?: unknown) => Promise<void>> | undefined;
  const start = async (given?: unknown): Promise<void> => {
    starter ??= import("./start.ts").then(({ quizStarter }) => quizStarter(services));
    await (await starter)(given);
  };
  return vscode.commands.registerCommand(commandIds.startQuiz, guarded(services.log, start));
}
