// The stepper without its page: the commands, a saved run, and files that hold none.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import * as exercise from "./support/exercise.ts";
import { run, saidBy, stepperTabs, transcript } from "./support/stepper.ts";

describe("the stepper by commands", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventually-traces-"));

  before(async () => {
    await exercise.openFresh();
    await exercise.fill(exercise.right);
  });

  after(async () => {
    await vscode.window.tabGroups.close(stepperTabs());
    rmSync(folder, { recursive: true, force: true });
  });

  it("steps, goes back and runs to the end of the learner's own code", async () => {
    await run("stepThrough", exercise.publish);
    await run("step");
    await run("step");
    assert.match(await transcript(), /\n2\. step 1 of recordCount/);
    await run("stepBack");
    assert.doesNotMatch(await transcript(), /\n2\. /);
    await run("runUntilDrained");
    assert.match(await transcript(), /\nNothing more can happen\.\n$/);
  });

  it("opens one panel only, however often it is asked, and stays where it stands", async () => {
    const before = await transcript();
    await Promise.all([run("stepThrough", exercise.publish), run("stepThrough", exercise.publish)]);
    assert.equal(stepperTabs().length, 1);
    assert.equal(await transcript(), before);
  });

  it("opens a saved run, and goes on as far as the code allows", async () => {
    const file = join(folder, "run.trace.json");
    const steps = ["client floor", "step 1 of recordCount()#1/1 in counting", "crash elsewhere"];
    const trace = { format: 1, pack: exercise.publish.pack, version: "1.0.0", item: exercise.publish.item, steps };
    writeFileSync(file, JSON.stringify(trace));
    await run("openTrace", vscode.Uri.file(file));
    const text = await transcript();
    assert.match(text, /\n2\. step 1 of recordCount/);
    assert.doesNotMatch(text, /\n3\. /);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), trace);
  });

  it("says of a run from another version of the pack that it is one, and follows it all the same", async () => {
    const { showWarningMessage } = vscode.window;
    const said: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: (message: string) => {
        said.push(message);
        return Promise.resolve(undefined);
      },
    });
    try {
      const file = join(folder, "older.trace.json");
      const trace = { format: 1, pack: exercise.publish.pack, item: exercise.publish.item, steps: ["client floor"] };
      writeFileSync(file, JSON.stringify({ ...trace, version: "1.0.0" }));
      await run("openTrace", vscode.Uri.file(file));
      assert.deepEqual(said, []);
      writeFileSync(file, JSON.stringify({ ...trace, version: "0.9.7" }));
      await run("openTrace", vscode.Uri.file(file));
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", /version 0\.9\.7 .*version 1\.0\.0/);
      assert.match(await transcript(), /\n1\. client floor/);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  });

  it("goes the shortest way to a state that a person describes, and says where there is none", async () => {
    await run("seekState", "webshop['stock/chair'] == 5 && inFlight == 0");
    const there = await transcript();
    assert.match(there, /stock\/chair/);
    // The stepper is a bundle of its own; what it says to the person is recognised in the main one all the same.
    const wrong = await saidBy("showErrorMessage", () => run("seekState", "webshop["));
    assert.match(wrong.join("\n"), /^This cannot be tried/);
    const nowhere = await saidBy("showInformationMessage", () => run("seekState", "webshop['stock/chair'] == 6"));
    assert.match(nowhere.join("\n"), /^No schedule leads to a state where webshop.* All [\d\s]+ states were tried \(/);
    assert.equal(await transcript(), there);
    await run("seekState", "inFlight == 0");
    assert.doesNotMatch(await transcript(), /\n1\. /);
    await run("runUntilDrained");
  });

  it("saves the run as data and as a picture", async () => {
    const [data, picture] = [join(folder, "saved.json"), join(folder, "saved.svg")];
    await run("saveTrace", vscode.Uri.file(data));
    assert.equal(JSON.parse(readFileSync(data, "utf8")).steps[0], "client floor");
    await run("saveTrace", vscode.Uri.file(picture));
    assert.match(readFileSync(picture, "utf8"), /^<svg xmlns[^]*webshop[^]*<\/svg>\n$/);
  });

  it("saves the run as a PNG that its page drew, in sight or behind another tab", async () => {
    const size = (file: string): readonly [number, number] => {
      const bytes = readFileSync(file);
      assert.equal(bytes.subarray(1, 4).toString("latin1"), "PNG");
      return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    };
    const [one, two] = [join(folder, "saved.png"), join(folder, "hidden.PNG")];
    await run("saveTrace", vscode.Uri.file(one));
    const [, width = 0, height = 0] = (
      /width="(\d+)" height="(\d+)"/.exec(readFileSync(join(folder, "saved.svg"), "utf8")) ?? []
    ).map(Number);
    assert.deepEqual(size(one), [width * 2, height * 2]);
    // Not a blank sheet.
    assert.ok(readFileSync(one).length > 4000);
    await run("showPractice", exercise.publish);
    await run("saveTrace", vscode.Uri.file(two));
    assert.deepEqual(size(two), size(one));
  });

  it("writes nothing where there is no room for the file", async () => {
    await run("saveTrace", vscode.Uri.file(join(folder, "saved.png", "below-a-file.png")));
    assert.ok(readFileSync(join(folder, "saved.png")).length > 4000);
  });

  it("tells operations of one task as one entry of the transcript, and counts the rest", async () => {
    const text = await transcript();
    assert.match(text, /\n\d+–\d+\. 3 steps of StockCounted#1\/1 in webshop\n {3}step 1 of /);
    assert.doesNotMatch(text, /\n\d+\. step 2 of StockCounted/);
  });

  it("refuses a file that holds no run and leaves the session as it is", async () => {
    const before = await transcript();
    const file = join(folder, "bad.json");
    writeFileSync(file, '{"format":1}');
    await run("openTrace", vscode.Uri.file(file));
    await run("openTrace", vscode.Uri.file(join(folder, "gone.json")));
    assert.equal(await transcript(), before);
  });
});
