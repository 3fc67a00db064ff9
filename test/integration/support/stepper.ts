/** What tests of the stepper in the editor share: its commands, its tabs, and what it says. */
import * as vscode from "vscode";

export const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`eventually.${command}`, ...args);

/** The run as far as it is shown. */
export async function transcript(): Promise<string> {
  await run("copyTranscript");
  return vscode.env.clipboard.readText();
}

export const stepperTabs = (): readonly vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("eventually.stepper"));

/** The messages of this kind that were shown while `act` ran. */
export async function saidBy(
  show: "showErrorMessage" | "showInformationMessage",
  act: () => Thenable<unknown>,
): Promise<string[]> {
  const before = vscode.window[show];
  const said: string[] = [];
  Object.assign(vscode.window, {
    [show]: (message: string) => {
      said.push(message);
      return Promise.resolve(undefined);
    },
  });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { [show]: before });
  }
  return said;
}
