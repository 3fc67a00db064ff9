// A check in the editor: from the command to diagnostics, lenses, quick fixes and completions.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";

async function lenses(document: vscode.TextDocument): Promise<string[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    20,
  );
  return all.map(({ command }) => command?.title ?? "");
}

/** The same, after a good while of work. */
function slow(code: string): string {
  return `(() => { for (let i = 0, x = 0; i < 1e8; i++) x += i; return ${code}; })()`;
}

describe("checking an answer", () => {
  it("says once that a blank is empty, and nothing else", async () => {
    const document = await exercise.openFresh();
    const all = await exercise.diagnostics(document, ({ length }) => length > 0);
    assert.deepEqual(all.map(exercise.codeOf), ["blank-empty"]);
    assert.equal(all[0]?.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(document.getText(all[0]?.range), "____");
    assert.match(all[0]?.message ?? "", /^Blank 1 is empty\./);
  });

  it("costs nothing while a blank is empty", async () => {
    const document = await exercise.openFresh();
    const before = await lenses(document);
    await exercise.check();
    assert.deepEqual(await lenses(document), before);
  });

  it("passes the right answer and offers to watch the run in the panel", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(exercise.right);
    await exercise.check();
    assert.deepEqual(exercise.ours(document), []);
    assert.ok((await lenses(document)).includes("Watch It Converge"));
    await vscode.commands.executeCommand("eventually.watchItConverge", exercise.publish);
    await exercise.eventually("the panel", () => (exercise.isInPanel() ? true : undefined));
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === "eventually-run"));
  });

  it("shows the run as text where the panel was set aside", async () => {
    await exercise.openFresh();
    await exercise.fill(exercise.right);
    await exercise.check();
    const settings = vscode.workspace.getConfiguration("eventually");
    await settings.update("practicePanel.open", "onCommand", vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand("eventually.watchItConverge", exercise.publish);
    } finally {
      await settings.update("practicePanel.open", undefined, vscode.ConfigurationTarget.Global);
    }
    const run = await exercise.eventually("the run", () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "eventually-run"),
    );
    assert.match(run.getText(), /^The run of “Hand the update to the queue”\n/);
    assert.match(run.getText(), /\n1\. /);
    assert.match(run.getText(), /Nothing more can happen\.\n$/);
  });

  it("names a listed wrong answer on its blank, with why and the line that shows it", async () => {
    const document = await exercise.openFresh();
    await exercise.fill("stockCount.delete(ctx, count)");
    await exercise.check();
    const [wrong, ...others] = await exercise.diagnostics(document, (all) =>
      all.some((one) => exercise.codeOf(one) === "wrong"),
    );
    assert.ok(wrong);
    assert.deepEqual(others, []);
    assert.equal(document.getText(wrong.range), "stockCount.delete(ctx, count)");
    assert.match(wrong.message, /Breaks “the web shop shows the last counts”/);
    assert.match(wrong.message, /nothing was handed over/);
    assert.equal(wrong.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(typeof wrong.code === "object" && wrong.code.target.scheme === "eventually-explanation");
    for (const { location } of wrong.relatedInformation ?? [])
      assert.equal(location.uri.toString(), document.uri.toString());
    assert.ok((wrong.relatedInformation ?? []).length > 0);
  });

  it("takes a verdict back when the code changes", async () => {
    const document = await exercise.openFresh();
    await exercise.fill("stockCount.delete(ctx, count)");
    await exercise.check();
    await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "wrong"));
    await exercise.fill("stockCount.process(ctx, count)");
    assert.deepEqual(exercise.ours(document), []);
  });

  it("counts distinct wrong answers only, and shows the solution after the last", async () => {
    const document = await exercise.openFresh();
    assert.ok((await lenses(document)).includes("Attempts: 3 left"));
    await exercise.fill("stockCount.delete(ctx, count)");
    await exercise.check();
    await exercise.check();
    await exercise.fill("stockCount . delete( ctx , count )");
    await exercise.check();
    assert.ok((await lenses(document)).includes("Attempts: 2 left"));
    await exercise.fill("stockCount.process(ctx, count)");
    await exercise.check();
    await exercise.fill("stockCount.receive(ctx, count)");
    await exercise.check();
    const input = await exercise.eventually("the diff editor", () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return tab instanceof vscode.TabInputTextDiff ? tab : undefined;
    });
    assert.equal(input.original.toString(), document.uri.toString());
    const solution = await vscode.workspace.openTextDocument(input.modified);
    assert.match(solution.getText(), /^\/\/ Worked solution: Hand the update to the queue\n\/\/ 1\. Understand/);
    assert.ok(solution.getText().includes(exercise.right));
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("opens the solution over nothing that somebody has gone on to", async () => {
    const document = await exercise.openFresh();
    for (const name of ["delete", "process"]) {
      await exercise.fill(`stockCount.${name}(ctx, count)`);
      await exercise.check();
    }
    await exercise.fill(slow("stockCount.receive(ctx, count)"));
    const checking = exercise.check();
    const other = await vscode.workspace.openTextDocument({ language: "markdown", content: "notes" });
    await vscode.window.showTextDocument(other);
    await checking;
    assert.equal(vscode.window.activeTextEditor?.document, other);
    assert.ok((await lenses(document)).includes("Attempts: 0 left"));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("does not count a check that a reset overtook", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(slow("stockCount.delete(ctx, count)"));
    const checking = exercise.check();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await vscode.commands.executeCommand("eventually.reset", exercise.publish);
    await checking;
    assert.ok((await lenses(document)).includes("Attempts: 3 left"));
    assert.deepEqual(exercise.ours(document).map(exercise.codeOf), ["blank-empty"]);
    await document.save();
  });

  it("goes on to its end when a limit is changed meanwhile", async () => {
    const document = await exercise.openFresh();
    await exercise.fill(slow("stockCount.delete(ctx, count)"));
    const checking = exercise.check();
    const settings = vscode.workspace.getConfiguration("eventually");
    await settings.update("check.timeLimit", 6, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand("eventually.stepThrough", exercise.publish);
      await checking;
      await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "wrong"));
    } finally {
      await settings.update("check.timeLimit", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("puts what does not parse on its line, as a message of its own", async () => {
    const document = await exercise.openFresh();
    await exercise.fill("stockCount.(ctx, count)");
    await exercise.check();
    const all = await exercise.diagnostics(document, (some) => some.some((one) => exercise.codeOf(one) === "syntax"));
    assert.equal(all.filter((one) => exercise.codeOf(one) === "wrong").length, 0);
  });

  it("stops a loop that does not end and says where", async function () {
    this.timeout(20_000);
    const document = await exercise.openFresh();
    await exercise.fill("(() => { for (;;) {} })()");
    await exercise.check();
    await exercise.diagnostics(document, (all) => all.some((one) => exercise.codeOf(one) === "too-slow"));
  });

  it("leaves the cursor and the active editor alone", async () => {
    const document = await exercise.openFresh();
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await exercise.fill("stockCount.delete(ctx, count)");
    editor.selection = new vscode.Selection(0, 3, 0, 3);
    await exercise.check();
    await exercise.diagnostics(document, (all) => all.length > 0);
    assert.equal(vscode.window.activeTextEditor, editor);
    assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [0, 3]);
  });
});

describe("filling a blank in the editor", () => {
  const offered = [
    "stockCount.delete(ctx, count)",
    "stockCount.process(ctx, count)",
    "stockCount.publish(ctx, count)",
    "stockCount.receive(ctx, count)",
  ];

  it("makes two fills at once, one after the other", async () => {
    const key = { pack: "eventual-consistency", item: "compare-with-the-source" };
    const document = await exercise.openFresh(key);
    await Promise.all([
      exercise.fill("local === source", "condition", key),
      exercise.fill('"inconsistent"', "otherwise", key),
    ]);
    assert.match(document.getText(), /if \(local === source\)/);
    assert.match(document.getText(), /return "inconsistent";/);
    await document.save();
  });

  it("offers exactly the options of the blank as completions", async () => {
    const document = await exercise.openFresh();
    const at = document.positionAt(document.getText().indexOf("____") + 2);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    const options = list.items.filter(
      ({ kind, detail }) => kind === vscode.CompletionItemKind.EnumMember && detail === "Blank 1",
    );
    assert.deepEqual(
      options.map(({ insertText }) => (typeof insertText === "string" ? insertText : "")).sort(),
      offered,
    );
    for (const { range } of options) {
      assert.ok(range instanceof vscode.Range);
      assert.equal(document.getText(range), "____");
    }
  });

  it("offers none of them outside the blanks", async () => {
    const document = await exercise.openFresh();
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      new vscode.Position(0, 0),
    );
    assert.equal(list.items.filter(({ detail }) => detail === "Blank 1").length, 0);
  });

  it("offers the options, a hint and a reset as quick fixes, and they work", async () => {
    const document = await exercise.openFresh();
    const find = async (): Promise<vscode.CodeAction[]> => {
      const start = document.positionAt(document.getText().indexOf("await ") + 6);
      return vscode.commands.executeCommand(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(start, start),
      );
    };
    const publish = await exercise.eventually("the quick fix", async () =>
      (await find()).find(({ title }) => title.includes("stockCount.publish(ctx, count)")),
    );
    assert.ok((await find()).some(({ title }) => /^Show hint \d of 3$/.test(title)));
    assert.ok(publish.command);
    await vscode.commands.executeCommand(publish.command.command, ...(publish.command.arguments ?? []));
    assert.ok(document.getText().includes(`await ${exercise.right};`));
    assert.ok((await find()).some(({ title }) => title === "Reset blank 1"));
  });

  it("goes from blank to blank by command", async () => {
    const compare = { pack: "eventual-consistency", item: "compare-with-the-source" };
    const document = await exercise.openFresh(compare);
    const visited: number[] = [];
    for (let n = 0; n < 3; n++) {
      await vscode.commands.executeCommand("eventually.nextBlank");
      const { selection } = vscode.window.activeTextEditor ?? assert.fail("no editor");
      visited.push(document.offsetAt(selection.start));
    }
    assert.equal(new Set(visited).size, 2);
    assert.equal(visited[0], visited[2]);
  });
});
