// Where commands go: the file their button stands on, the panel that was asked for, the exercise beside the panel.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";

const wrong = "stockCount.delete(ctx, count)";

describe("commands and the focus", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("a button on a file that is no exercise checks nothing else", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(wrong);
    const other = vscode.Uri.joinPath(document.uri, "..", "tsconfig.json");
    await vscode.commands.executeCommand("eventually.check", other);
    assert.ok(!exercise.ours(document).some((one) => exercise.codeOf(one) === "wrong"));
    await vscode.commands.executeCommand("eventually.check", document.uri);
    await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "wrong"));
  });

  it("the Practice panel has the focus once it was asked for, and blanks are reached from there", async () => {
    const document = await exercise.openFresh();
    await vscode.commands.executeCommand("eventually.showPractice");
    await exercise.eventually("the panel", () => (exercise.isInPanel() ? true : undefined));
    await vscode.commands.executeCommand("eventually.nextBlank");
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document, document);
    assert.equal(document.getText(editor?.selection), "____");
  });

  it("an exercise that is opened has the cursor in its first empty blank; one that was open keeps it where it is", async () => {
    const place = async (): Promise<vscode.Selection> => {
      await exercise.open();
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      return editor.selection;
    };
    const document = await exercise.openFresh();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const there = await place();
    assert.ok(there.isEmpty);
    assert.equal(document.offsetAt(there.active), document.getText().indexOf("____"));
    const own = new vscode.Selection(2, 0, 2, 0);
    assert.ok(vscode.window.activeTextEditor);
    vscode.window.activeTextEditor.selection = own;
    assert.ok((await place()).isEqual(own));
  });

  it("Reset shows the file it changed", async () => {
    const { uri } = await exercise.openFresh();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("eventually.reset", exercise.publish);
    await exercise.eventually("the file", () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString()),
    );
  });

  it("the worked solution does not cover the panel", async () => {
    await exercise.openFresh();
    await vscode.commands.executeCommand("eventually.showPractice");
    const column = await exercise.eventually("the panel", () =>
      exercise.isInPanel() ? vscode.window.tabGroups.activeTabGroup.viewColumn : undefined,
    );
    // Once the solution was seen, nothing is asked before it is shown again.
    await exercise.fill(exercise.right);
    await exercise.check();
    await vscode.commands.executeCommand("eventually.showSolution", exercise.publish);
    const group = await exercise.eventually("the diff", () =>
      vscode.window.tabGroups.all.find(({ activeTab }) => activeTab?.input instanceof vscode.TabInputTextDiff),
    );
    assert.notEqual(group.viewColumn, column);
  });
});
