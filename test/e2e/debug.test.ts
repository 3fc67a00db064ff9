// The debugger in the real workbench: the run that broke an answer, stepped through with VS Code's own toolbar.
import assert from "node:assert/strict";
import { until, useWorkbench, type Workbench } from "./harness/index.ts";

async function toolbar(workbench: Workbench, name: RegExp): Promise<void> {
  await workbench.page.locator(".debug-toolbar").getByRole("button", { name }).first().click();
}

const stack = (workbench: Workbench): Promise<string> => workbench.page.locator(".debug-call-stack").innerText();

describe("debugging an exercise", () => {
  const workbench = useWorkbench();

  it("shows services as threads and the learner's line, and goes on and back by the toolbar", async () => {
    await workbench().showContainer("Eventually");
    await workbench()
      .page.getByRole("treeitem", { name: /^Exercise Hand the update/ })
      .click();
    await until(async () => (await workbench().editorText()).includes("____"), "The exercise's file");
    await workbench().runCommand("Eventually: Fill Blank…");
    await workbench().choose("stockCount.publish(ctx, count)");
    await until(async () => (await workbench().editorText()).includes("stockCount.publish(ctx, count)"), "The answer");
    await workbench().runCommand("Eventually: Debug Exercise…");
    await workbench().page.locator(".debug-toolbar").waitFor();
    await workbench().runCommand("View: Show Run and Debug");
    await until(async () => /webshop/.test(await stack(workbench())), "The services");
    await toolbar(workbench(), /^Step Over/);
    await until(async () => /waits at ctx\.publish/.test(await stack(workbench())), "The handler that waits");
    await workbench().screenshot("debug-waiting");
    await toolbar(workbench(), /^Step Back/);
    await until(async () => !/waits at ctx\.publish/.test(await stack(workbench())), "The start");
  });

  it("has the faults in its toolbar", async () => {
    const buttons = workbench().page.locator(".debug-toolbar").getByRole("button");
    const names = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    for (const name of ["Deliver Twice", "Drop a Message", "Crash a Service"]) {
      assert.ok(
        names.some((one) => one.includes(name)),
        names.join(),
      );
    }
    await toolbar(workbench(), /^Continue/);
    await until(async () => !/waits at/.test(await stack(workbench())), "The end");
    await workbench().screenshot("debug-end");
    await toolbar(workbench(), /^Stop/);
    await workbench().page.locator(".debug-toolbar").waitFor({ state: "hidden" });
  });
});
