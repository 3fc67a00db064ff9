/** One screen of a quiz on the real quick pick: shown until it is answered, left or gone back from. */
import * as vscode from "vscode";
import type { QuizAction, QuizPickItem, QuizScreen } from "./quizScreens.ts";

export type QuizChoice =
  | { readonly kind: "answered"; readonly options: readonly number[] }
  | { readonly kind: "action"; readonly action: QuizAction }
  | { readonly kind: "back" }
  | { readonly kind: "closed" };

/** Resolves once, with what the learner did. Never rejects. */
export function showScreen(screen: QuizScreen, back: boolean): Promise<QuizChoice> {
  const pick = vscode.window.createQuickPick<QuizPickItem>();
  pick.title = screen.title;
  pick.canSelectMany = screen.multiple;
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.buttons = back ? [vscode.QuickInputButtons.Back] : [];
  showPrompt(pick, screen);
  pick.items = screen.items;
  // Set after the items: VS Code focuses the first one otherwise, which reads like a recommendation.
  pick.activeItems = screen.active === undefined ? [] : [screen.active];

  return new Promise((resolve) => {
    const finish = (choice: QuizChoice): void => {
      resolve(choice);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => finish({ kind: "back" }));
    pick.onDidHide(() => finish({ kind: "closed" }));
    pick.onDidAccept(() => {
      const action = pick.selectedItems[0]?.action;
      if (action !== undefined) return finish({ kind: "action", action });
      const options = pick.selectedItems.flatMap(({ option }) => (option === undefined ? [] : [option]));
      if (options.length > 0) finish({ kind: "answered", options });
    });
    pick.show();
  });
}

/** `prompt` came with VS Code 1.108; before that the input's placeholder has to hold the question. */
function showPrompt(pick: vscode.QuickPick<QuizPickItem>, screen: QuizScreen): void {
  pick.placeholder = "prompt" in pick ? screen.placeholder : screen.prompt;
  if ("prompt" in pick) pick.prompt = screen.prompt;
}
