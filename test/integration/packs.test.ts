// Packs of a workspace folder: found, followed, listed with their problems, never in place of the bundled one.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";

const manifest = "pack.json";
const encoder = new TextEncoder();

function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return folder.uri;
}

function bundled(): vscode.Uri {
  const extension = vscode.extensions.getExtension("eventually-practice.eventually");
  assert.ok(extension);
  return vscode.Uri.joinPath(extension.extensionUri, "exercises", "eventual-consistency");
}

/** Copies the bundled pack into the workspace under another id. */
async function leadsPack(name: string, id: string): Promise<vscode.Uri> {
  const folder = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.copy(bundled(), folder, { overwrite: true });
  await rewrite(vscode.Uri.joinPath(folder, manifest), (text) =>
    text.replace('"id": "eventual-consistency"', `"id": "${id}"`),
  );
  await vscode.commands.executeCommand("eventually.refresh");
  return folder;
}

/** Writes behind the editor's back, as git does. */
async function rewrite(file: vscode.Uri, by: (text: string) => string): Promise<void> {
  await vscode.workspace.fs.writeFile(file, encoder.encode(by(await exercise.textOf(file))));
}

/** Edits and saves, as a lead does; what follows must not depend on file events, which not every host has. */
async function edit(file: vscode.Uri, by: (text: string) => string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  await exercise.replaceAll(document, by(document.getText()));
  assert.ok(await document.save());
}

async function remove(folder: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(folder, { recursive: true });
  await vscode.commands.executeCommand("eventually.refresh");
}

function problemsAt(file: vscode.Uri): Promise<readonly vscode.Diagnostic[]> {
  return exercise.eventually(`problems at ${file.path}`, () => {
    const found = vscode.languages.getDiagnostics(file).filter(({ source }) => source === "Eventually");
    return found.length > 0 ? found : undefined;
  });
}

/** What the modal question is answered with, while `work` goes on. Resolves with the number of questions. */
async function answering(answer: string | undefined, work: () => Thenable<unknown>): Promise<number> {
  const before = vscode.window.showWarningMessage;
  let questions = 0;
  const stub = (): Promise<string | undefined> => {
    questions += 1;
    return Promise.resolve(answer);
  };
  Object.assign(vscode.window, { showWarningMessage: stub });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { showWarningMessage: before });
  }
  return questions;
}

/** Each test has a folder of its own, so that one that fails does not disturb the next. */
let made = 0;
function nextName(): string {
  made += 1;
  return `lead-${made}`;
}

describe("a pack in a workspace folder", () => {
  const key = { pack: "leads-own", item: "publish-the-update" };

  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const folders = (await exercise.namesIn(workspaceFolder())).filter((name) => /^(lead-\d+|impostor)$/.test(name));
    for (const name of folders) await remove(vscode.Uri.joinPath(workspaceFolder(), name));
  });

  it("is practised like the built-in one", async () => {
    await leadsPack(nextName(), key.pack);
    const document = await exercise.openFresh(key);
    assert.match(document.uri.path, /\/leads-own\/publish-the-update\/publish-the-update\.ts$/);
    await exercise.fill(exercise.right, "handover", key);
    await exercise.check(key);
    assert.deepEqual(exercise.ours(document), []);
  });

  it("may change while somebody works on it: their file stays, and Reset takes the new version", async () => {
    const folder = await leadsPack(nextName(), key.pack);
    const document = await exercise.openFresh(key);
    await exercise.fill(exercise.right, "handover", key);
    const mine = document.getText();
    await edit(
      vscode.Uri.joinPath(folder, "publish-the-update", "exercise.ts"),
      // A comment alone would leave every token where it was: the old text would fit the new version too.
      (text) => `// A new first line.\n${text.replace('return "accepted"', 'return "noted"')}`,
    );
    const all = await exercise.diagnostics(document, (some) =>
      some.some((one) => exercise.codeOf(one) === "exercise-outdated"),
    );
    assert.deepEqual(all.map(exercise.codeOf), ["exercise-outdated"]);
    assert.equal(document.getText(), mine);
    await exercise.check(key);
    await vscode.commands.executeCommand("eventually.reset", key);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), mine);
    await exercise.diagnostics(
      document,
      (some) => some.length === 1 && some[0] !== undefined && exercise.codeOf(some[0]) === "exercise-outdated",
    );
    await vscode.commands.executeCommand("eventually.reset", key);
    assert.match(document.getText(), /^\/\/ A new first line\.\n/);
    await exercise.diagnostics(
      document,
      (some) => some.length === 1 && some[0] !== undefined && exercise.codeOf(some[0]) === "blank-empty",
    );
    await document.save();
  });

  it("is listed with its problems where it cannot be read, and works again once repaired", async () => {
    const folder = await leadsPack(nextName(), key.pack);
    const file = vscode.Uri.joinPath(folder, manifest);
    const good = await exercise.textOf(file);
    await edit(file, (text) => text.replace('"level": "easy"', '"level": "simple"'));
    const problems = await problemsAt(file);
    assert.equal(problems[0]?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(
      problems[0].range.start.line,
      good.split("\n").findIndex((line) => line.includes('"level": "easy"')),
    );
    // The good pack still works.
    await exercise.openFresh();
    await edit(file, () => good);
    await exercise.eventually("no problems", () =>
      vscode.languages.getDiagnostics(file).length === 0 ? true : undefined,
    );
  });

  it("takes a verdict back when what is checked has changed", async () => {
    const folder = await leadsPack(nextName(), key.pack);
    const document = await exercise.openFresh(key);
    await exercise.fill(exercise.right, "handover", key);
    await exercise.check(key);
    const watchable = async (): Promise<boolean> => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      return all.some(({ command }) => command?.title === "Watch It Converge");
    };
    assert.equal(await watchable(), true);
    await edit(vscode.Uri.joinPath(folder, key.item, "scenario.ts"), (text) => text.replace("onHand: 7", "onHand: 8"));
    await exercise.eventually("no verdict", async () => ((await watchable()) ? undefined : true));
    await document.save();
  });

  it("with the id of the bundled pack is listed as a problem and not used", async () => {
    const folder = await leadsPack("impostor", "eventual-consistency");
    const problems = await problemsAt(vscode.Uri.joinPath(folder, manifest));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["duplicate-pack"],
    );
    await edit(vscode.Uri.joinPath(folder, "publish-the-update", "exercise.ts"), (text) => `// impostor\n${text}`);
    await vscode.commands.executeCommand("eventually.refresh");
    const document = await exercise.openFresh();
    assert.doesNotMatch(document.getText(), /impostor/);
  });

  it("copied by a build is left out with a warning, and the pack itself is used", async () => {
    const name = nextName();
    const folder = await leadsPack(name, key.pack);
    const built = `aaa/out/${name}`;
    const copy = await leadsPack(built, key.pack);
    const problems = await problemsAt(vscode.Uri.joinPath(copy, manifest));
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [["duplicate-pack", vscode.DiagnosticSeverity.Warning]],
    );
    assert.ok(problems[0]?.message.includes(`from ${name}; the one in ${built}`), problems[0]?.message);
    assert.deepEqual(vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder, manifest)), []);
  });

  it("is gone when its folder is deleted", async () => {
    const folder = await leadsPack(nextName(), key.pack);
    const file = vscode.Uri.joinPath(folder, manifest);
    await edit(file, (text) => text.replace('"level": "easy"', '"level": "simple"'));
    await problemsAt(file);
    const change = new vscode.WorkspaceEdit();
    change.deleteFile(folder, { recursive: true });
    assert.ok(await vscode.workspace.applyEdit(change));
    await exercise.eventually("no problems", () =>
      vscode.languages.getDiagnostics(file).length === 0 ? true : undefined,
    );
  });

  it("can be added from outside the workspace and removed again", async () => {
    const outside = vscode.Uri.joinPath(workspaceFolder(), "..", `eventually-added-${process.pid}`);
    await vscode.workspace.fs.copy(bundled(), outside, { overwrite: true });
    await rewrite(vscode.Uri.joinPath(outside, manifest), (text) =>
      text.replace('"id": "eventual-consistency"', '"id": "added"'),
    );
    const added = { pack: "added", item: "publish-the-update" };
    const add = (): Thenable<unknown> => vscode.commands.executeCommand("eventually.addPackFolder", outside);
    assert.equal(await answering(undefined, add), 1);
    await vscode.commands.executeCommand("eventually.openExercise", added);
    assert.doesNotMatch(vscode.window.activeTextEditor?.document.uri.path ?? "", /\/added\//);
    assert.equal(await answering("Add Pack", add), 1);
    await exercise.openFresh(added);
    await vscode.commands.executeCommand("eventually.removePackFolder", outside);
    assert.ok((await exercise.namesIn(outside)).includes(manifest));
    await vscode.workspace.fs.delete(outside, { recursive: true });
  });
});

describe("storage that cannot be written", () => {
  it("still opens the exercise, as an unsaved file that can be checked", async () => {
    const obstacle = vscode.Uri.joinPath(workspaceFolder(), "a-file");
    await vscode.workspace.fs.writeFile(obstacle, new Uint8Array());
    const settings = vscode.workspace.getConfiguration("eventually");
    await settings.update("practiceFolder", `${obstacle.fsPath}/practice`, vscode.ConfigurationTarget.Global);
    const key = { pack: "eventual-consistency", item: "store-the-payload" };
    try {
      await vscode.commands.executeCommand("eventually.openExercise", key);
      const document = await exercise.eventually("an unsaved file", () => {
        const active = vscode.window.activeTextEditor?.document;
        return active?.isUntitled === true ? active : undefined;
      });
      await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "blank-empty"));
      // A change of language is a document closed and another opened, as saving is.
      const other = await vscode.languages.setTextDocumentLanguage(document, "javascript");
      const again = await vscode.languages.setTextDocumentLanguage(other, "typescript");
      await exercise.eventually("the change has settled", () => !again.isClosed || undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await exercise.diagnostics(again, (all) => all.some((one) => exercise.codeOf(one) === "blank-empty"));
    } finally {
      await settings.update("practiceFolder", undefined, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });
});
