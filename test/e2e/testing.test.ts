// Exercises in the Testing view: listed, checked from there, and in step with checks made in the editor.
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { until, useWorkbench } from "./harness/index.ts";

const exercises = [
  "Once the writes stop",
  "Hand the update to the queue",
  "Store what the message carries",
  "Retry, then say how it ended",
  "Compare the copy with the source",
];

describe("the Testing view", () => {
  const workbench = useWorkbench();

  const view = (): Locator => workbench().page.locator(".test-explorer .monaco-list");
  const test = (title: string, state = ""): Locator =>
    view().getByRole("treeitem", { name: new RegExp(`^${title}.*${state}`, "i") });

  async function fillWith(code: string): Promise<void> {
    await workbench().runCommand("Eventually: Fill Blank…");
    await workbench().choose(code);
    await until(
      async () =>
        (await workbench().editorText()).includes(`await ${code}`) || (await workbench().editorText()).includes(code),
      code,
    );
  }

  it("lists the five exercises in the pack's order", async () => {
    await workbench().showContainer("Eventually");
    await workbench()
      .page.getByRole("treeitem", { name: /^Exercise Hand the update/ })
      .click();
    await until(async () => (await workbench().editorText()).includes("____"), "The exercise's file");
    await workbench().showContainer("Testing");
    await view().getByRole("treeitem").first().waitFor();
    // Opens every branch under the first.
    await view().getByRole("treeitem").first().click();
    for (;;) {
      const closed = view().locator('.monaco-list-row[aria-expanded="false"]');
      if ((await closed.count()) === 0) break;
      await closed.first().click();
      await workbench().page.keyboard.press("ArrowRight");
    }
    const rows = await view()
      .locator(".monaco-list-row")
      .evaluateAll((all) =>
        all
          .map((row) => ({ top: row.getBoundingClientRect().top, name: row.getAttribute("aria-label") ?? "" }))
          .sort((a, b) => a.top - b.top)
          .map(({ name }) => name),
      );
    await workbench().screenshot("testing");
    assert.deepEqual(
      rows.flatMap((name) => exercises.filter((title) => name.startsWith(title))),
      exercises,
    );
    assert.equal(
      rows.some((name) => name.startsWith("What does eventual consistency promise")),
      false,
      "questions are no tests",
    );
  });

  it("shows a failed check made in the editor, and opens nothing by itself", async () => {
    await workbench().clickInEditor("publish");
    await fillWith("stockCount.delete(ctx, count)");
    await workbench().runCommand("Eventually: Check Answer");
    await test("Hand the update to the queue", "failed").waitFor();
    await workbench().screenshot("testing-failed");
    assert.equal(await workbench().page.locator(".part.panel").isVisible(), false);
    assert.equal(await workbench().page.locator(".zone-widget").count(), 0);
  });

  it("no longer shows what broke once the text is another", async () => {
    await workbench().clickInEditor("publish");
    await fillWith("stockCount.process(ctx, count)");
    await test("Hand the update to the queue").locator(".retired").waitFor();
    await workbench().screenshot("testing-outdated");
  });

  it("checks an exercise from there", async () => {
    await workbench().clickInEditor("publish");
    await fillWith("stockCount.publish(ctx, count)");
    const row = test("Hand the update to the queue");
    await row.hover();
    await row.getByRole("button", { name: /^Run Test/ }).click();
    await test("Hand the update to the queue", "passed").waitFor();
    await workbench().screenshot("testing-passed");
    await workbench().showContainer("Eventually");
    await workbench()
      .page.getByRole("treeitem", { name: "Exercise Hand the update to the queue, medium, passed" })
      .waitFor();
  });

  it("does not call an exercise passed that was reset", async () => {
    await workbench().runCommand("Eventually: Reset Exercise");
    await workbench().showContainer("Testing");
    await test("Hand the update to the queue").locator(".retired").waitFor();
    await workbench().screenshot("testing-reset");
  });

  it("skips an exercise that was never opened, and says why", async () => {
    const row = test("Once the writes stop");
    await row.hover();
    await row.getByRole("button", { name: /^Run Test/ }).click();
    await test("Once the writes stop", "skipped").waitFor();
    await workbench().runCommand("Test Results: Focus on Test Results View");
    const output = workbench().page.locator(".part.panel .xterm-rows");
    await output.filter({ hasText: "Once the writes stop: not opened yet, so there is nothing to check." }).waitFor();
    await workbench().screenshot("testing-skipped");
  });
});
