// Which files are taken for an exercise's, and what survives a file, a folder, a setting or a pack that changes.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";

const encoder = new TextEncoder();
const file = "publish-the-update.ts";

function write(uri: vscode.Uri, text: string): Thenable<void> {
  return vscode.workspace.fs.writeFile(uri, encoder.encode(text));
}

async function remove(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await vscode.workspace.fs.delete(uri, { recursive: true });
}

async function keptTexts(document: vscode.TextDocument): Promise<string[]> {
  const kept = vscode.Uri.joinPath(exercise.folderOf(document), "kept");
  const names = await exercise.namesIn(kept);
  return Promise.all(names.map((name) => exercise.textOf(vscode.Uri.joinPath(kept, name))));
}

describe("a learner's file", () => {
  it("is not believed outside the practice folder, and Reset leaves what is there alone", async () => {
    const mine = await exercise.openFresh();
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const foreign = vscode.Uri.joinPath(workspace.uri, "foreign");
    const record = await exercise.textOf(vscode.Uri.joinPath(mine.uri, "..", ".eventually.json"));
    await write(vscode.Uri.joinPath(foreign, ".eventually.json"), record);
    await write(vscode.Uri.joinPath(foreign, file), mine.getText().replace("____", "while (true) {}"));
    await write(vscode.Uri.joinPath(foreign, "tsconfig.json"), "{}");
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(foreign, file));
      await vscode.window.showTextDocument(document);
      // Long enough for a record to be read.
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(exercise.ours(document), []);
      const before = document.getText();
      await vscode.commands.executeCommand("eventually.reset", exercise.publish);
      assert.equal(document.getText(), before);
      assert.equal(await exercise.textOf(vscode.Uri.joinPath(foreign, "tsconfig.json")), "{}");
      assert.equal((await exercise.open()).uri.path, mine.uri.path);
    } finally {
      await remove(foreign);
    }
  });

  it("is written from the open editor where it was deleted behind it", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    await document.save();
    const mine = document.getText();
    await vscode.workspace.fs.delete(document.uri);
    const again = await exercise.open();
    assert.equal(await exercise.textOf(again.uri), mine);
    // Time for the editor to read the file again, if it does.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(again.getText(), mine);
  });

  it("is written with its unsaved changes where it was deleted behind them", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    const mine = document.getText();
    await vscode.workspace.fs.delete(document.uri);
    const again = await exercise.open();
    assert.equal(again.getText(), mine);
    assert.equal(await exercise.textOf(again.uri), mine);
    await again.save();
  });

  it("loses nothing that is typed while it is reset", async () => {
    const document = await exercise.openFresh();
    await exercise.fill("stockCount.process(ctx, count)");
    const mine = document.getText();
    const before = mine.split("export ").length + mine.split("service(").length;
    const reset = vscode.commands.executeCommand("eventually.reset", exercise.publish);
    const typed = `// typed ${Date.now()}`;
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(document.lineCount, 0), typed);
    await Promise.all([reset, vscode.workspace.applyEdit(change)]);
    // Reset, or refused as a whole; never half of each.
    const text = document.getText();
    const wasReset = text.includes("await ____;");
    assert.equal(text.includes("await stockCount.process(ctx, count);\n  return"), !wasReset, text);
    assert.equal(text.split("export ").length + text.split("service(").length, before, text);
    assert.ok([text, ...(await keptTexts(document))].some((one) => one.includes(typed)));
    await exercise.openFresh();
  });

  it("stays the exercise's file when its folder is renamed", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    await document.save();
    const old = exercise.folderOf(document);
    const renamed = vscode.Uri.joinPath(old, "..", "my-first-exercise");
    const change = new vscode.WorkspaceEdit();
    change.renameFile(old, renamed);
    assert.ok(await vscode.workspace.applyEdit(change));
    await vscode.commands.executeCommand("eventually.openExercise", exercise.publish);
    const again = vscode.window.activeTextEditor?.document;
    assert.equal(again?.uri.path, vscode.Uri.joinPath(renamed, file).path);
    assert.ok(again.getText().includes(exercise.right));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    const back = new vscode.WorkspaceEdit();
    back.renameFile(renamed, old);
    assert.ok(await vscode.workspace.applyEdit(back));
    assert.equal((await exercise.open()).uri.path, document.uri.path);
  });

  it("stays where it is when the practice folder is set to another", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    await document.save();
    const other = vscode.Uri.joinPath(exercise.folderOf(document), "..", "..", "..", "other-practice");
    const settings = vscode.workspace.getConfiguration("eventually");
    await settings.update("practiceFolder", other.fsPath, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      const again = await exercise.open();
      assert.equal(again.uri.path, document.uri.path);
      assert.ok(again.getText().includes(exercise.right));
      assert.deepEqual(await exercise.namesIn(other), []);
    } finally {
      await settings.update("practiceFolder", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
