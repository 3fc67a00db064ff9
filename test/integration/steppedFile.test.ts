// The stepper and the learner's file: it is the same file after a rename, and when it is opened again much later.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";
import { run, saidBy, stepperTabs, transcript } from "./support/stepper.ts";

const published = /StockCounted/;
/** More than VS Code keeps open for extensions while no tab shows them. */
const tooMany = 60;

const at = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());

async function rename(from: vscode.Uri, name: string): Promise<vscode.TextDocument> {
  const to = vscode.Uri.joinPath(from, "..", name);
  const change = new vscode.WorkspaceEdit();
  change.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(change));
  return exercise.eventually(`${name} is open`, () => at(to));
}

/** Closes the file's tab, and has VS Code drop its document: with this many others it does so at once, not in minutes. */
async function closeForGood(document: vscode.TextDocument): Promise<void> {
  const isTab = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString();
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isTab)));
  const folder = mkdtempSync(join(tmpdir(), "eventually-others-"));
  for (let count = 0; count < tooMany; count++) {
    const file = join(folder, `${count}.txt`);
    writeFileSync(file, "other");
    await vscode.workspace.openTextDocument(file);
  }
  await exercise.eventually("the document is dropped", () => (document.isClosed ? true : undefined));
  rmSync(folder, { recursive: true, force: true });
}

function editorOf(document: vscode.TextDocument): vscode.TextEditor {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  return editor ?? assert.fail("The file is not in sight");
}

/** The line, from 0, of the first place that holds `text`. */
const lineOf = (document: vscode.TextDocument, text: string): number =>
  document.positionAt(document.getText().indexOf(text)).line;

/** The line of the current step is so far down that it is in sight only where the stepper went there. */
async function followsFarDown(document: vscode.TextDocument): Promise<void> {
  const editor = editorOf(document);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// above\n".repeat(200)));
  editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
  await run("restartStepping");
  await run("step");
  await run("step");
  await exercise.eventually("the line of the step is in sight", () =>
    editor.visibleRanges.some(({ end }) => end.line >= 200) ? true : undefined,
  );
}

/** After the blank is filled otherwise, beginning again runs what the file holds now. */
async function runsWhatIsThere(code: string): Promise<string> {
  await exercise.fill(code);
  await run("restartStepping");
  await run("runUntilDrained");
  return transcript();
}

async function goTo(document: vscode.TextDocument, text: string): Promise<string[]> {
  const line = lineOf(document, text);
  editorOf(document).selection = new vscode.Selection(line, 0, line, 0);
  return saidBy("showErrorMessage", () => run("goToStep"));
}

describe("the stepper's file", () => {
  let original: vscode.Uri;

  beforeEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const document = await exercise.openFresh();
    original = document.uri;
    await exercise.fill(exercise.right);
    await document.save();
    await run("stepThrough", exercise.publish);
    await run("restartStepping");
    await run("runUntilDrained");
    assert.match(await transcript(), published);
  });

  afterEach(async () => {
    await vscode.window.tabGroups.close(stepperTabs());
  });

  it("is the same after it was renamed", async () => {
    const document = await rename(original, "renamed.ts");
    try {
      await exercise.eventually("the editor shows it", () =>
        vscode.window.visibleTextEditors.some((one) => one.document === document) ? true : undefined,
      );
      await run("restartStepping");
      await run("runUntilDrained");
      await run("restartStepping");
      assert.deepEqual(await goTo(document, "process: (ctx"), []);
      assert.match(await transcript(), /step \d+ of StockCounted/);
      assert.doesNotMatch(await runsWhatIsThere("stockCount.process(ctx, count)"), published);
      await followsFarDown(document);
    } finally {
      await document.save();
      await rename(document.uri, original.path.slice(original.path.lastIndexOf("/") + 1));
    }
  });

  it("is the same when it is opened again long after it was closed", async () => {
    const closed = at(original) ?? assert.fail();
    await closeForGood(closed);
    const document = await exercise.open();
    assert.notEqual(document, closed);
    await run("restartStepping");
    assert.deepEqual(await goTo(document, "process: (ctx"), []);
    assert.match(await transcript(), /step \d+ of StockCounted/);
    assert.doesNotMatch(await runsWhatIsThere("stockCount.process(ctx, count)"), published);
    await followsFarDown(document);
    await document.save();
  });

  it("is run as it is now where it was changed while no editor had it", async () => {
    const closed = at(original) ?? assert.fail();
    await closeForGood(closed);
    const text = closed.getText().replace(exercise.right, "stockCount.process(ctx, count)");
    await vscode.workspace.fs.writeFile(original, new TextEncoder().encode(text));
    await run("restartStepping");
    await run("runUntilDrained");
    assert.doesNotMatch(await transcript(), published);
  });

  it("is looked at where the cursor is that the person works with, when it is in two columns", async () => {
    const document = await exercise.open();
    const [left, right] = [vscode.ViewColumn.One, vscode.ViewColumn.Three];
    const first = await vscode.window.showTextDocument(document, { viewColumn: left });
    first.selection = new vscode.Selection(0, 0, 0, 0);
    await run("restartStepping");
    const line = lineOf(document, "process: (ctx");
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(document, { viewColumn: right, selection });
    assert.equal(vscode.window.visibleTextEditors.filter((one) => one.document === document).length, 2);
    assert.deepEqual(await saidBy("showErrorMessage", () => run("goToStep")), []);
    assert.match(await transcript(), /step \d+ of StockCounted/);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });
});
