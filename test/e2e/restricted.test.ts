// Restricted Mode: the built-in pack works, code of the workspace's pack does not run until the workspace is trusted.
import assert from "node:assert/strict";
import { join } from "node:path";
import { root } from "../../scripts/node24.mjs";
import { until, useWorkbench } from "./harness/index.ts";

describe("a workspace that is not trusted", () => {
  const workbench = useWorkbench({
    folder: join(root, "test", "fixtures", "packs"),
    workspaceTrust: "ask",
    settings: { "security.workspace.trust.startupPrompt": "never" },
  });

  /** Everything said so far. The host's test mode draws no toasts, so it is read in the notification centre. */
  async function messages(): Promise<readonly string[]> {
    await workbench().runCommand("Notifications: Show Notifications");
    const centre = workbench().page.locator(".notifications-center.visible");
    await centre.waitFor();
    return centre.locator(".notification-list-item-message").allTextContents();
  }

  async function open(name: RegExp): Promise<void> {
    await workbench().showContainer("Eventually");
    await workbench().page.getByRole("treeitem", { name }).click();
    await until(async () => (await workbench().editorText()).includes("____"), `The file of ${name}`);
    // The panel that opens beside the first exercise would close a quick pick.
    await workbench().webviewFrame("practice");
  }

  async function fill(code: string): Promise<void> {
    await workbench().runCommand("Eventually: Fill Blank…");
    await workbench().choose(code);
    await until(async () => (await workbench().editorText()).includes(code), code);
  }

  it("opens in Restricted Mode", async () => {
    await workbench().page.locator(".part.statusbar").getByText("Restricted Mode").waitFor();
  });

  it("checks the pack that comes with the extension", async () => {
    await open(/^Exercise Hand the update/);
    await fill("stockCount.publish(ctx, count)");
    await workbench().runCommand("Eventually: Check Answer");
    await workbench()
      .page.getByRole("treeitem", { name: /^Exercise Hand the update.*, passed$/ })
      .waitFor();
    assert.equal(
      (await messages()).some((text) => text.includes("Restricted Mode")),
      false,
    );
  });

  it("shows a pack of the workspace, does not run its code, and says why", async () => {
    await open(/^Exercise Send the news/);
    const panel = await workbench().webviewFrame("practice");
    await panel.getByText(/^This window is in Restricted Mode/).waitFor();
    await workbench().clickInEditor("PriceChanged");
    await workbench().runCommand("Eventually: Check Answer");
    const message = await until(
      async () => (await messages()).find((text) => text.includes("Restricted Mode")),
      "The message",
    );
    assert.match(message, /^The code of the pack “Good pack” does not run/);
    assert.match(message, /Trust the workspace to check answers\.$/);
    await workbench().screenshot("restricted");
    assert.equal((await workbench().squiggles()).errors, 0);
  });

  it("runs it once the workspace is trusted from that message", async () => {
    const { page } = workbench();
    await page.locator(".notifications-center").getByRole("button", { name: "Manage Workspace Trust" }).click();
    await page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).click();
    await page.locator(".part.statusbar").getByText("Restricted Mode").waitFor({ state: "detached" });
    // The trust editor lies over the workbench.
    await page
      .locator(".monaco-modal-editor-block")
      .getByRole("button", { name: /^Close/ })
      .first()
      .click();
    await page.locator(".workspace-trust-editor").waitFor({ state: "hidden" });
    const panel = await workbench().webviewFrame("practice");
    const press = (name: RegExp): Promise<void> => panel.getByRole("button", { name }).click();
    for (const [letter, blank] of [
      ["e", 1],
      ["b", 2],
    ]) {
      await press(new RegExp(`^Option ${letter}\\b`));
      await press(new RegExp(`^Blank ${blank}\\b`));
    }
    await press(/^Check$/);
    await page.getByRole("treeitem", { name: "Exercise Send the news, easy, passed" }).waitFor();
  });
});
