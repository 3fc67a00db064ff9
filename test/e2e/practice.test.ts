// The Practice panel in a real workbench: beside the exercise, filling its file, checking it, coming back after a restart.
import assert from "node:assert/strict";
import type { Frame, Locator } from "playwright-core";
import { axeViolations } from "./harness/axe.ts";
import { themes } from "./harness/themes.ts";
import { until } from "./harness/until.ts";
import { useWorkbench } from "./harness/useWorkbench.ts";

const title = "Hand the update to the queue";

describe("the Practice panel in the workbench", () => {
  const workbench = useWorkbench();
  let frame: Frame;

  const file = (): Locator => workbench().page.locator(".editor-instance .monaco-editor").first();
  const fileText = (): Promise<string> =>
    file()
      .locator(".view-lines")
      .first()
      .evaluate((lines) => (lines.textContent ?? "").replaceAll("\u00a0", " "));
  const slot = (): Locator => frame.getByRole("button", { name: /^Blank 1\b/ });
  const option = (code: string): Locator => frame.getByRole("button", { name: new RegExp(`^Option .*${code}`) });
  const button = (name: string | RegExp): Locator => frame.getByRole("button", { name });
  const tab = (): Locator => workbench().page.getByRole("tab", { name: `Practice: ${title}` });

  async function dragOntoBlank(from: Locator): Promise<void> {
    const { mouse } = workbench().page;
    await from.scrollIntoViewIfNeeded();
    const start = await from.boundingBox();
    const end = await slot().boundingBox();
    assert.ok(start && end);
    await mouse.move(start.x + 20, start.y + start.height / 2);
    await mouse.down();
    await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 10 });
    await mouse.up();
  }

  it("opens beside the exercise and leaves the focus in the file", async function () {
    this.timeout(60_000);
    await workbench().runCommand("Eventually: Open Exercise…");
    await workbench().choose(title);
    await tab().waitFor();
    frame = await workbench().webviewFrame("practice");
    await frame.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.match(await slot().innerText(), /drop an option here/);
    const focused = await workbench().page.evaluate(() => document.activeElement?.closest(".editor-instance") !== null);
    assert.equal(focused, true);
    await workbench().screenshot("practice-workbench-opened");
  });

  it("puts a dragged option into the file, in one step that one undo takes back", async () => {
    await dragOntoBlank(option("stockCount\\.receive"));
    await slot().filter({ hasText: "stockCount.receive(ctx, count)" }).waitFor();
    await until(
      async () => (await fileText()).includes("await stockCount.receive(ctx, count);"),
      "the fill in the file",
    );
    await file().locator(".view-line").first().click();
    await workbench().page.keyboard.press("Control+z");
    await slot().filter({ hasText: "drop an option here" }).waitFor();
    assert.match(await fileText(), /await ____/);
    await workbench().page.keyboard.press("Control+Shift+z");
    await slot().filter({ hasText: "stockCount.receive(ctx, count)" }).waitFor();
  });

  it("checks it, says why it is wrong, and marks it in the editor", async function () {
    this.timeout(60_000);
    await button("Check").click();
    await frame.getByRole("heading", { name: "Does not hold" }).waitFor();
    await frame.getByText("The web shop goes on showing 9 lamps and 4 chairs").waitFor();
    await frame.getByText("Attempts: 2 left").waitFor();
    await until(async () => (await file().locator(".cdr.squiggly-error").count()) > 0, "a squiggle in the editor");
    await file().locator(".codelens-decoration").getByText("Attempts: 2 left").waitFor({ timeout: 5000 });
    await workbench().screenshot("exercise", { keep: true });
  });

  it("fills by keyboard alone, passes, and shows the run", async function () {
    this.timeout(60_000);
    await option("stockCount\\.publish").focus();
    await workbench().page.keyboard.press("Enter");
    await workbench().page.keyboard.press("Enter");
    await slot().filter({ hasText: "stockCount.publish(ctx, count)" }).waitFor();
    await frame.getByText("The code changed since this check.").waitFor();
    await button("Check").click();
    await frame.getByRole("heading", { name: "Right", exact: true }).waitFor();
    await frame.getByRole("heading", { name: "Worked solution" }).waitFor();
    await frame.getByText("Watch it converge").click();
    await button("To the end").click();
    await frame.getByRole("cell", { name: /^6/ }).first().waitFor();
    await frame.getByText("Nothing more can happen.").first().waitFor();
    await frame.getByText("Watch it converge").scrollIntoViewIfNeeded();
    await workbench().screenshot("practice-workbench-right");
  });

  it("has no accessibility violation in four themes", async function () {
    this.timeout(120_000);
    const found: string[] = [];
    for (const theme of themes) {
      await workbench().setTheme(theme);
      for (const violation of await axeViolations(frame)) found.push(`${theme}: ${violation}`);
      await workbench().screenshot(`practice-workbench-${theme}`);
    }
    await workbench().setTheme("dark");
    assert.deepEqual(found, []);
  });

  it("is there again, with the same exercise, after the window was reloaded", async function () {
    this.timeout(90_000);
    await workbench().page.reload();
    await tab().waitFor();
    frame = await workbench().webviewFrame("practice");
    await frame.getByRole("heading", { level: 1, name: title }).waitFor();
    await slot().filter({ hasText: "stockCount.publish(ctx, count)" }).waitFor();
    assert.equal(await tab().count(), 1);
  });

  it("goes on to the next exercise without covering itself", async function () {
    this.timeout(60_000);
    await button(/^Next:/).click();
    await frame.getByRole("heading", { level: 1 }).filter({ hasNotText: title }).waitFor();
    await slot().filter({ hasText: "drop an option here" }).waitFor();
    await workbench().page.getByRole("tab", { name: "store-the-payload.ts", selected: true }).waitFor();
    await until(
      async () => (await workbench().page.locator(".editor-group-container").count()) === 2,
      "two groups of editors",
    );
    assert.equal(
      await workbench()
        .page.getByRole("tab", { name: /^Practice: /, selected: true })
        .count(),
      1,
    );
    await workbench().screenshot("practice-workbench-next");
  });

  it("stays closed once it was closed, until it is asked for", async function () {
    this.timeout(60_000);
    const any = workbench().page.getByRole("tab", { name: /^Practice: / });
    await any.click();
    await until(() => frame.evaluate(() => document.hasFocus()), "the focus in the panel");
    await workbench().runCommand("View: Close Editor");
    await any.waitFor({ state: "detached" });
    await workbench().runCommand("Eventually: Open Exercise…");
    await workbench().choose(title);
    await workbench().page.getByRole("tab", { name: "publish-the-update.ts", selected: true }).waitFor();
    assert.equal(await any.count(), 0);
    await workbench().runCommand("Eventually: Show Practice Panel");
    await any.waitFor();
  });
});

describe("undo in the Practice panel", () => {
  const workbench = useWorkbench();

  it("takes a fill back and makes it again, with the focus in the panel", async function () {
    this.timeout(60_000);
    await workbench().runCommand("Eventually: Open Exercise…");
    await workbench().choose(title);
    const frame = await workbench().webviewFrame("practice");
    const blank = frame.getByRole("button", { name: /^Blank 1\b/ });
    const { keyboard } = workbench().page;
    await frame.getByRole("heading", { level: 1, name: title }).click();
    await keyboard.press("a");
    await blank.filter({ hasText: "stockCount." }).waitFor();
    await keyboard.press("Control+z");
    await blank.filter({ hasText: "drop an option here" }).waitFor();
    await until(() => frame.evaluate(() => document.hasFocus()), "the focus in the panel");
    await keyboard.press("Control+Shift+z");
    await blank.filter({ hasText: "stockCount." }).waitFor();
    await until(() => frame.evaluate(() => document.hasFocus()), "the focus in the panel");
    await keyboard.press("Control+z");
    await blank.filter({ hasText: "drop an option here" }).waitFor();
  });
});

describe("a blank filled and checked at once", () => {
  const workbench = useWorkbench();

  it("is checked as it was filled, not as it was before", async () => {
    await workbench().runCommand("Eventually: Open Exercise…");
    await workbench().choose(title);
    const frame = await workbench().webviewFrame("practice");
    await frame.getByRole("button", { name: /^Option .*stockCount\.publish/ }).click();
    // Both presses in one turn of the page: no hand is faster.
    await frame.evaluate(() => {
      const check = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Check");
      document.querySelector<HTMLButtonElement>("button[data-blank]")?.click();
      check?.click();
    });
    await frame.getByRole("heading", { name: /^(Right|Not complete|Does not hold)$/ }).waitFor();
    assert.equal(await frame.locator(".result h2").innerText(), "Right");
  });

  it("offers kept copies once there are any, and after a reload too", async function () {
    this.timeout(90_000);
    const { page } = workbench();
    const copies = async (): Promise<Locator> =>
      (await workbench().webviewFrame("practice")).getByRole("button", { name: "Kept Copies" });
    assert.equal(await (await copies()).count(), 0);
    await workbench().runCommand("Eventually: Reset Exercise");
    await (await copies()).waitFor();
    await page.reload();
    await page.getByRole("tab", { name: `Practice: ${title}` }).waitFor();
    await (await copies()).click();
    await page.locator(".quick-input-widget .monaco-list-row").first().waitFor();
    await page.keyboard.press("Escape");
  });
});
