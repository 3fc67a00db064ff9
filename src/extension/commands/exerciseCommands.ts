/** Commands about one exercise as a whole. */
import * as vscode from "vscode";
import { markdownText } from "../../core/pack/markdownText.ts";
import { verdictText } from "../../text/verdicts.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { commandIds } from "../platform/commandIds.ts";
import { chooseExercise, givenKey } from "../platform/commandTarget.ts";
import type { Practice } from "../platform/practice.ts";
import { orSayRefused } from "../platform/refusedEdit.ts";
import { UserError } from "../platform/userError.ts";
import { virtualUri } from "../platform/virtualDocuments.ts";
import type { Handlers } from "./register.ts";

export function exerciseCommands(
  practice: Practice,
  target: (given: unknown) => Promise<ItemKey | undefined>,
): Handlers {
  return {
    [commandIds.openExercise]: async (given) => {
      // The tree's title button passes whatever is selected there, which may be a question.
      const key = givenKey(practice, given);
      if (key !== undefined) await practice.library.whenFound(key);
      const exercise = key !== undefined && practice.library.find(key)?.item.kind === "quiz" ? undefined : key;
      const wanted = exercise ?? (await chooseExercise(practice));
      if (wanted !== undefined) await practice.open(wanted);
    },
    [commandIds.check]: async (given) => {
      const key = await target(given);
      if (key !== undefined) await checkAndSay(practice, key);
    },
    [commandIds.showHint]: async (given) => {
      const key = await target(given);
      if (key !== undefined) await showHint(practice, key);
    },
    [commandIds.showSolution]: async (given) => {
      const key = await target(given);
      if (key !== undefined && (await confirmSolution(practice, key))) await practice.showSolution(key);
    },
    [commandIds.reset]: async (given) => {
      const key = await target(given);
      if (key !== undefined) {
        await orSayRefused(practice.reset(key));
        // A file that was closed or hidden changed too: nobody should be left to guess.
        await practice.open(key, { preserveFocus: true });
        say(vscode.l10n.t("The exercise begins again. Your text is kept as a copy; Undo works too."));
      }
    },
    [commandIds.showKeptCopies]: async (given) => {
      const key = await target(given);
      if (key !== undefined) await practice.showKeptCopies(key);
    },
    [commandIds.watchItConverge]: async (given) => {
      const key = await target(given);
      if (key !== undefined) await watch(practice, key);
    },
    [commandIds.showExplanation]: async (given) => {
      const key = await target(given);
      if (key !== undefined) await showExplanation(virtualUri("explanation", key));
    },
  };
}

/** Rendered; where the built-in Markdown extension is off, as the text it is. */
async function showExplanation(uri: vscode.Uri): Promise<void> {
  const preview = "markdown.showPreview";
  if ((await vscode.commands.getCommands()).includes(preview)) await vscode.commands.executeCommand(preview, uri);
  else await vscode.window.showTextDocument(uri, { preview: true });
}

/** The editor shows the verdict; where the file is not in sight, a message does. */
async function checkAndSay(practice: Practice, key: ItemKey): Promise<void> {
  const verdict = await practice.check(key);
  if (verdict === undefined || verdict === "restricted") return;
  const state = practice.exercise(key);
  const text = verdictText(verdict, vscode.l10n.t);
  const shown = vscode.window.visibleTextEditors.some(
    ({ document }) => document.uri.toString() === state?.uri?.toString(),
  );
  if (shown) say(text);
  else if (state !== undefined) void vscode.window.showInformationMessage(`${state.found.item.title}: ${text}`);
}

async function showHint(practice: Practice, key: ItemKey): Promise<void> {
  const number = await practice.nextHint(key);
  const item = practice.exercise(key)?.found.item;
  if (item === undefined) return;
  if (item.hints.length === 0) throw new UserError(vscode.l10n.t("This exercise has no hints."));
  const shown = number ?? item.hints.length;
  const more = vscode.l10n.t("Next Hint");
  const text = vscode.l10n.t(
    "Hint {0} of {1}: {2}",
    shown,
    item.hints.length,
    markdownText(item.hints[shown - 1] ?? ""),
  );
  const actions = shown < item.hints.length ? [more] : [];
  void vscode.window.showInformationMessage(text, ...actions).then((choice) => {
    if (choice === more) void vscode.commands.executeCommand(commandIds.showHint, key);
  });
}

/** Asked only where seeing the solution costs something. */
async function confirmSolution(practice: Practice, key: ItemKey): Promise<boolean> {
  const { state, solutionSeen } = practice.progress(key);
  if (state === "passed" || solutionSeen || practice.exercise(key)?.attemptsLeft === 0) return true;
  const show = vscode.l10n.t("Show Solution");
  const text = vscode.l10n.t("Show the worked solution? The exercise then counts as needing another look.");
  return (await vscode.window.showInformationMessage(text, { modal: true }, show)) === show;
}

async function watch(practice: Practice, key: ItemKey): Promise<void> {
  const checked = practice.exercise(key)?.checked;
  if (checked === undefined || !("run" in checked.verdict)) {
    throw new UserError(vscode.l10n.t("There is no run to watch yet. Fill the blanks and check first."));
  }
  if (panelOpensWithExercise()) {
    await vscode.commands.executeCommand(commandIds.showPractice, { key, part: "run" });
    return;
  }
  const document = await vscode.workspace.openTextDocument(virtualUri("run", key));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

/** Where the panel was set aside, the run is shown as text. */
function panelOpensWithExercise(): boolean {
  const setting = vscode.workspace.getConfiguration("eventually").get<string>("practicePanel.open", "withExercise");
  return setting === "withExercise";
}

const sayMs = 8000;

/** In the status bar, where it disturbs nobody. */
function say(text: string): void {
  vscode.window.setStatusBarMessage(text, sayMs);
}
