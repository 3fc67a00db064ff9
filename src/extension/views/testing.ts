/** Exercises in the Testing view: run one to check it; a check made anywhere else shows up here too. */
import * as vscode from "vscode";
import { itemId } from "../../core/progress/fold.ts";
import type { ItemKey } from "../../core/progress/model.ts";
import { guarded } from "../platform/guarded.ts";
import type { Checked, Practice } from "../platform/practice.ts";
import { restrictedText, sayRestricted } from "../platform/restrictedMode.ts";
import { exercisesIn, fillTests, type ExerciseTests } from "./testTree.ts";
import { messageOf } from "./testMessage.ts";

export function registerTesting(practice: Practice, log: vscode.LogOutputChannel): vscode.Disposable {
  const controller = vscode.tests.createTestController("eventually.exercises", vscode.l10n.t("Eventually"));
  let exercises: ExerciseTests = new WeakMap();
  const fill = (): void => {
    exercises = fillTests(controller, practice);
  };
  /** Verdicts that the Testing view has shown already, so that each is shown once. */
  const shown = new WeakSet<Checked["verdict"]>();

  /** Results that the Testing view shows as holding for the text as it is. */
  const reported = new Map<string, Checked["verdict"]>();

  const report = (run: vscode.TestRun, test: vscode.TestItem, key: ItemKey): void => {
    const state = practice.exercise(key);
    const verdict = state?.checked?.verdict;
    if (state === undefined || verdict === undefined) return run.skipped(test);
    shown.add(verdict);
    reported.set(itemId(key), verdict);
    if (verdict.kind === "right" || verdict.kind === "worse") return run.passed(test);
    const message = messageOf(state, verdict);
    if (verdict.kind === "wrong") run.failed(test, message);
    else run.errored(test, message);
  };

  const runChecks = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    const run = controller.createTestRun(request);
    try {
      const included = request.include ?? [...controller.items].map(([, item]) => item);
      const wanted = exercisesIn(included, new Set(request.exclude ?? []), exercises);
      const several = wanted.length > 1;
      let restricted: string | undefined;
      for (const { test } of wanted) run.enqueued(test);
      for (const { test: queued, key } of wanted) {
        // A file that is found in the meantime makes the tree anew.
        const test = findTest(controller.items, itemId(key)) ?? queued;
        // One that was never opened has nothing to check: neither passed nor failed.
        const unopened = practice.progress(key).state === "new";
        if (unopened && !token.isCancellationRequested) {
          run.appendOutput(`${vscode.l10n.t("{0}: not opened yet, so there is nothing to check.", test.label)}\r\n`);
        }
        if (unopened || token.isCancellationRequested) {
          run.skipped(test);
          continue;
        }
        run.started(test);
        checkedHere.add(itemId(key));
        try {
          const verdict = await practice.check(key, token, { quiet: several });
          if (verdict === undefined) run.skipped(test);
          else if (verdict === "restricted") {
            const title = practice.library.find(key)?.pack.title ?? key.pack;
            run.errored(test, new vscode.TestMessage(restrictedText(title)));
            restricted ??= title;
          } else report(run, findTest(controller.items, itemId(key)) ?? test, key);
        } finally {
          checkedHere.delete(itemId(key));
        }
      }
      if (several && restricted !== undefined) sayRestricted(restricted);
    } finally {
      run.end();
    }
  };
  /** Exercises that a run of the Testing view is checking itself. */
  const checkedHere = new Set<string>();

  const follow = (key: ItemKey | undefined): void => {
    if (key === undefined) return fill();
    const test = findTest(controller.items, itemId(key));
    const state = practice.exercise(key);
    if (test === undefined || state === undefined) return;
    if (test.uri?.toString() !== state.uri?.toString()) return fill();
    const verdict = state.checked?.verdict;
    if (verdict === undefined || state.checking || shown.has(verdict) || checkedHere.has(itemId(key))) return;
    const run = controller.createTestRun(new vscode.TestRunRequest([test]), undefined, false);
    report(run, test, key);
    run.end();
  };

  /** A tick, or what broke, is not about a text that was changed or reset since. */
  const outdate = (key: ItemKey | undefined): void => {
    if (key === undefined) return;
    const id = itemId(key);
    const checked = practice.exercise(key)?.checked;
    if (checked?.current === true && checked.verdict === reported.get(id)) return;
    const test = findTest(controller.items, id);
    if (reported.delete(id) && test !== undefined) controller.invalidateTestResults(test);
  };

  // Not the default profile: "Run All Tests" is for the learner's own tests.
  const profile = controller.createRunProfile(
    vscode.l10n.t("Check"),
    vscode.TestRunProfileKind.Run,
    guarded(log, runChecks),
    false,
  );
  controller.refreshHandler = () => practice.library.reload();
  fill();
  return vscode.Disposable.from(
    controller,
    profile,
    practice.library.onDidChange(fill),
    practice.onDidChangeState(guarded(log, follow)),
    practice.onDidChange(outdate),
  );
}

function findTest(items: vscode.TestItemCollection, id: string): vscode.TestItem | undefined {
  for (const [, item] of items) {
    const found = item.id === id ? item : findTest(item.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
