// The promises about a learner's files: never overwritten, every edit undoable, nothing lost.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";

describe("a learner's file", () => {
  it("opens as a real file beside its declarations, its tsconfig and its record", async () => {
    const document = await exercise.open();
    assert.equal(document.uri.scheme, "file");
    assert.equal(document.languageId, "typescript");
    const names = await exercise.namesIn(exercise.folderOf(document));
    for (const name of ["publish-the-update.ts", "eventually.d.ts", "tsconfig.json", ".eventually.json"]) {
      assert.ok(names.includes(name), `${name} is missing among ${names.join(", ")}`);
    }
    assert.ok(!names.some((name) => name.endsWith(".tmp")));
  });

  it("is never overwritten by opening the exercise again", async () => {
    const document = await exercise.openFresh();
    await exercise.replaceAll(document, `// mine\n${document.getText()}`);
    await document.save();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const again = await exercise.open();
    assert.match(again.getText(), /^\/\/ mine\n/);
    assert.match(await exercise.textOf(again.uri), /^\/\/ mine\n/);
  });

  it("takes a fill back with one undo and leaves the cursor alone", async () => {
    const document = await exercise.openFresh();
    const before = document.getText();
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 3, 0, 3);
    await exercise.fill(exercise.right);
    assert.ok(document.getText().includes(`await ${exercise.right};`));
    assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [0, 3]);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });

  it("keeps a copy on reset, and Undo brings the text back", async () => {
    const document = await exercise.openFresh();
    await exercise.fill("stockCount.process(ctx, count)");
    const mine = document.getText();
    await vscode.commands.executeCommand("eventually.reset", exercise.publish);
    assert.ok(document.getText().includes(exercise.hole));
    const kept = vscode.Uri.joinPath(exercise.folderOf(document), "kept");
    const copies = await Promise.all(
      (await exercise.namesIn(kept)).map((name) => exercise.textOf(vscode.Uri.joinPath(kept, name))),
    );
    assert.ok(copies.includes(mine));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), mine);
  });

  it("resets one blank only, and keeps a copy of that too", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    await exercise.replaceAll(document, `// note\n${document.getText()}`);
    await vscode.commands.executeCommand("eventually.resetBlank", exercise.publish, "handover");
    assert.match(document.getText(), /^\/\/ note\n/);
    assert.ok(document.getText().includes(exercise.hole));
  });

  it("is written anew after it was deleted, and the copies stay", async () => {
    const document = await exercise.openFresh();
    const folder = exercise.folderOf(document);
    const copies = await exercise.namesIn(vscode.Uri.joinPath(folder, "kept"));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(document.uri);
    const again = await exercise.open();
    assert.ok(again.getText().includes(exercise.hole));
    assert.deepEqual(await exercise.namesIn(vscode.Uri.joinPath(folder, "kept")), copies);
  });

  it("is found again after a rename", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    await document.save();
    const renamed = vscode.Uri.joinPath(exercise.folderOf(document), "mine.ts");
    const change = new vscode.WorkspaceEdit();
    change.renameFile(document.uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(change));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const again = await exercise.open();
    assert.equal(again.uri.path, renamed.path);
    assert.ok(again.getText().includes(exercise.right));
    const back = new vscode.WorkspaceEdit();
    back.renameFile(renamed, document.uri);
    assert.ok(await vscode.workspace.applyEdit(back));
  });

  it("follows a file that another window changed on disk", async () => {
    const document = await exercise.openFresh();
    const text = document.getText().replace("____", exercise.right);
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(text));
    await exercise.eventually("the editor shows the change", () => document.getText() === text || undefined);
    await exercise.diagnostics(document, (all) => all.length === 0);
  });

  it("restores what was changed outside the blanks, and keeps what is in them", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    const filled = document.getText();
    await exercise.replaceAll(document, filled.replace('return "accepted";', 'return "rejected";'));
    await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "outside-changed"));
    await vscode.commands.executeCommand("eventually.restoreOutside", exercise.publish);
    assert.equal(document.getText(), filled);
  });

  it("restores a blank whose line was deleted", async () => {
    const document = await exercise.openFresh();
    const before = document.getText();
    await exercise.replaceAll(document, before.replace(/^.*await ____;\r?\n/m, ""));
    await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "blank-missing"));
    await vscode.commands.executeCommand("eventually.restoreBlank", exercise.publish, "handover");
    assert.ok(document.getText().includes(exercise.hole));
  });

  it("works with CRLF", async () => {
    const document = await exercise.openFresh();
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await exercise.fill(exercise.right);
    assert.ok(document.getText().includes(`await ${exercise.right};\r\n`));
    await exercise.check();
    await exercise.diagnostics(document, (all) => all.length === 0);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.LF));
  });
});
