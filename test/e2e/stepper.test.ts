// The stepper in the real workbench: opened on an exercise and on the run that broke it, stepped by keys and clicks.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { root } from "../../scripts/node24.mjs";
import { axeViolations } from "./harness/axe.ts";
import { themes, until, useWorkbench, type Workbench } from "./harness/index.ts";

/** As it is in the beginning, also for a test that is tried again. */
async function openExercise(workbench: Workbench, name: RegExp): Promise<void> {
  const again = (await workbench.page.getByRole("tab", { name: /^Stepper: / }).count()) > 0;
  await workbench.showContainer("Eventually");
  await workbench.page.getByRole("treeitem", { name }).click();
  if (again) {
    await workbench.runCommand("Eventually: Reset Exercise");
    const stepper = workbench.page.getByRole("tab", { name: /^Stepper: / });
    await stepper.click();
    await stepper.getByRole("button", { name: /^Close/ }).click();
    await stepper.waitFor({ state: "detached" });
    await workbench.page.getByRole("treeitem", { name }).click();
  }
  await until(async () => (await workbench.editorText()).includes("____"), "The exercise's file");
  await workbench.webviewFrame("practice");
}

async function fill(workbench: Workbench, code: string): Promise<void> {
  await workbench.runCommand("Eventually: Fill Blank…");
  await workbench.choose(code);
  await until(async () => (await workbench.editorText()).includes(code), code);
}

function position(frame: Frame): Promise<string> {
  return frame.locator(".step-of").innerText({ timeout: 5000 });
}

const isAt = (frame: Frame, wanted: RegExp): Promise<true | string> =>
  until(async () => wanted.test(await position(frame)), `The position ${String(wanted)}`);

/**
 * As a person does it: the page's own reload would leave the window no time to write its state down. What an extension
 * has just asked the window to remember takes half a second to be written, and no person is that fast.
 */
async function reload(workbench: Workbench): Promise<void> {
  await workbench.page.waitForTimeout(1000);
  const loaded = workbench.page.waitForEvent("load");
  await workbench.runCommand("Developer: Reload Window");
  await loaded;
}

describe("the stepper", () => {
  const workbench = useWorkbench();

  it("opens on an exercise that is filled, at its start, with what can happen first", async () => {
    await openExercise(workbench(), /^Exercise Hand the update/);
    await fill(workbench(), "stockCount.publish(ctx, count)");
    const practice = await workbench().webviewFrame("practice");
    await practice.getByRole("button", { name: "Step Through" }).click();
    const frame = await workbench().webviewFrame("stepper");
    await frame.getByRole("heading", { name: "Hand the update to the queue" }).waitFor();
    assert.equal(await position(frame), "At the start");
    // A tab beside the Practice panel's, not a third column.
    assert.equal(await workbench().page.locator(".editor-group-container").count(), 2);
    await frame
      .getByRole("button", { name: /^client / })
      .first()
      .waitFor();
  });

  it("steps by number, by arrow and by click, forwards and backwards", async () => {
    const frame = await workbench().webviewFrame("stepper");
    await frame
      .getByRole("button", { name: /^client / })
      .first()
      .focus();
    await workbench().page.keyboard.press("1");
    await isAt(frame, /^Step 1 of 1$/);
    // The line at which the handler waits now.
    await workbench().page.locator(".view-overlays .cdr[class*='ced-']").first().waitFor();
    for (let step = 2; step <= 4; step++) {
      await workbench().page.keyboard.press("ArrowRight");
      await isAt(frame, new RegExp(`^Step ${step} of ${step}$`));
    }
    await workbench().page.mouse.move(700, 700);
    // VS Code draws trees a moment later than pages.
    const run = workbench().page.getByRole("tree", { name: "Run" });
    await run.getByRole("treeitem", { name: /Step 4 of 4/ }).waitFor();
    await workbench().screenshot("stepper", { keep: true });
    await workbench().page.keyboard.press("ArrowLeft");
    await isAt(frame, /^Step 3 of 4$/);
    await workbench().screenshot("stepper-middle");
    await frame.getByRole("button", { name: /^1\. client/ }).click();
    await isAt(frame, /^Step 1 of 4$/);
  });

  it("runs to the end, and keeps the branch that was left", async () => {
    const frame = await workbench().webviewFrame("stepper");
    // The line goes on with the delivery; another operation of the client comes first now.
    await frame.getByRole("button", { name: /^3\. settle/ }).click();
    await isAt(frame, /^Step 3 of 4$/);
    await frame.locator(".choice", { hasText: /^client / }).click();
    await isAt(frame, /^Step 4 of 4$/);
    await frame.getByRole("button", { name: "Run to the End" }).click();
    await frame.locator(".remark.good", { hasText: "Everything that was promised holds." }).waitFor();
    await frame.getByRole("navigation", { name: "Other ways taken:" }).getByRole("button").first().waitFor();
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`stepper-${theme}`);
      assert.deepEqual(await axeViolations(frame), []);
    }
  });

  it("shows consecutive steps of one handler as one, with the current step marked inside of it", async () => {
    const frame = await workbench().webviewFrame("stepper");
    const columns = (): Promise<readonly string[]> =>
      frame.locator(".column").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    const fold = (await columns()).find((label) => /^\d+–\d+\. 3 steps of StockCounted/.test(label)) ?? "";
    const [, first = 0, last = 0] = (/^(\d+)–(\d+)/.exec(fold) ?? []).map(Number);
    assert.equal(last - first, 2, fold);
    await frame.getByRole("button", { name: fold }).click();
    await isAt(frame, new RegExp(`^Step ${last} of `));
    // By hand it still goes one choice at a time.
    await workbench().page.keyboard.press("ArrowLeft");
    await isAt(frame, new RegExp(`^Step ${last - 1} of `));
    const current = frame.locator(".column[aria-current=step]");
    assert.match((await current.getAttribute("aria-label")) ?? "", /^\d+–\d+ \(now at 2 of 3\)\. /);
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`stepper-folded-${theme}`);
    }
  });

  it("unfolds them by key, by the button below and all at once, and folds them again", async () => {
    const frame = await workbench().webviewFrame("stepper");
    const current = frame.locator(".column[aria-current=step]");
    const label = async (): Promise<string> => (await current.getAttribute("aria-label")) ?? "";
    const saysFolded = async (wanted: boolean): Promise<void> => {
      await until(async () => /^\d+–/.test(await label()) === wanted, wanted ? "Folded" : "Unfolded");
    };
    await current.focus();
    await workbench().page.keyboard.press("f");
    await saysFolded(false);
    const handle = frame.locator(".fold-handle[tabindex='0']");
    assert.equal(await handle.getAttribute("aria-expanded"), "true");
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`stepper-unfolded-${theme}`);
      assert.deepEqual(await axeViolations(frame), []);
    }
    await handle.focus();
    await workbench().page.keyboard.press("Enter");
    await saysFolded(true);
    await frame.getByRole("button", { name: "Unfold All" }).click();
    await saysFolded(false);
    await frame.getByRole("button", { name: "Fold All" }).click();
    await saysFolded(true);
  });

  it("keeps what cannot happen now behind one line, within reach of the keyboard", async () => {
    const frame = await workbench().webviewFrame("stepper");
    await frame.getByRole("button", { name: "To the start" }).click();
    await isAt(frame, /^At the start$/);
    await workbench().page.keyboard.press("ArrowRight");
    await isAt(frame, /^Step 1 of /);
    for (let steps = 2; (await frame.locator(".cannot").count()) === 0; steps++) {
      await workbench().page.keyboard.press("ArrowRight");
      await isAt(frame, new RegExp(`^Step ${steps} of `));
    }
    const summary = frame.locator(".cannot summary");
    assert.match(await summary.innerText(), /^\d+ more that cannot happen now$/);
    const inside = frame.locator(".cannot dd").first();
    assert.equal(await inside.isVisible(), false);
    await summary.focus();
    await workbench().page.keyboard.press("Enter");
    await inside.waitFor();
    assert.ok((await frame.locator(".cannot dt").first().innerText()).length > 5);
    await workbench().setTheme("dark");
    await workbench().screenshot("stepper-cannot");
    assert.deepEqual(await axeViolations(frame), []);
    await workbench().page.keyboard.press("Enter");
  });

  it("is there again after the window was reloaded, with its run and at its place", async () => {
    const before = await workbench().webviewFrame("stepper");
    await before.getByRole("button", { name: "To the end", exact: true }).click();
    await workbench().page.keyboard.press("ArrowLeft");
    const place = await until(async () => {
      const now = await position(before);
      const [, at, of] = /^Step (\d+) of (\d+)$/.exec(now) ?? [];
      return at !== undefined && Number(at) === Number(of) - 1 ? now : undefined;
    }, "The step before the last");
    await reload(workbench());
    const after = await workbench().webviewFrame("stepper");
    await after.getByRole("heading", { name: "Hand the update to the queue" }).waitFor();
    await isAt(after, new RegExp(`^${place}$`));
    // Scrolled to where it stands, and stepping goes on from there.
    await until(
      () =>
        after.locator(".scroller").evaluate((scroller) => {
          const now = scroller.querySelector("[aria-current=step]")?.getBoundingClientRect();
          const { left, right } = scroller.getBoundingClientRect();
          return now !== undefined && now.left >= left && now.right <= right;
        }),
      "The current step in sight",
    );
    await workbench().setTheme("dark");
    await workbench().screenshot("stepper-restored");
    await workbench().runCommand("Eventually: Stepper: Step");
    await until(async () => /^Step (\d+) of \1$/.test(await position(after)), "The last step");
  });

  it("replays the run that broke an answer, and stands where it broke", async () => {
    await workbench()
      .page.getByRole("treeitem", { name: /^Exercise Hand the update/ })
      .click();
    await workbench().clickInEditor("accepted");
    await workbench().runCommand("Eventually: Reset Exercise");
    await until(async () => (await workbench().editorText()).includes("____"), "The hole");
    await fill(workbench(), "stockCount.process(ctx, count)");
    await workbench().runCommand("Eventually: Check Answer");
    // Hovers of what lies under the pointer would cover the lens.
    await workbench().page.mouse.move(700, 700);
    await workbench().editor.getByRole("button", { name: "Replay" }).click();
    const frame = await workbench().webviewFrame("stepper");
    await frame.locator(".remark.bad").first().waitFor();
    const [, at, of] = /^Step (\d+) of (\d+)$/.exec(await position(frame)) ?? [];
    assert.equal(at, of);
    await workbench().setTheme("dark");
    await workbench().screenshot("stepper-broken");
  });

  it("asks first what a step will store, where the setting says so, and compares", async () => {
    await workbench().changeSettings({ "eventually.stepper.predictFirst": true });
    await workbench().runCommand("Eventually: Reset Exercise");
    await until(async () => (await workbench().editorText()).includes("____"), "The hole");
    await fill(workbench(), "stockCount.publish(ctx, count)");
    await workbench().runCommand("Eventually: Stepper: Restart");
    const frame = await workbench().webviewFrame("stepper");
    await isAt(frame, /^At the start$/);
    await frame.locator(".remark", { hasText: "Goal: two counts wait" }).waitFor();
    const input = workbench().page.locator(".quick-input-widget input");
    await frame.getByRole("button", { name: "Run Until Something Is Sent" }).click();
    await until(async () => !/^At the start$/.test(await position(frame)), "A message is sent");
    for (let steps = 0; steps < 6 && !(await input.isVisible()); steps++) {
      const before = await position(frame);
      await workbench().runCommand("Eventually: Stepper: Step");
      await until(async () => (await input.isVisible()) || (await position(frame)) !== before, "A step or a question");
    }
    await input.fill("nothing of the kind");
    await workbench().screenshot("stepper-predict");
    await input.press("Enter");
    await frame.locator(".remark.bad", { hasText: "You said nothing of the kind, but" }).waitFor();
    await workbench().changeSettings({ "eventually.stepper.predictFirst": false });
  });

  it("does the same without its page, in the Run view", async () => {
    const run = workbench().page.getByRole("tree", { name: "Run" });
    await workbench().runCommand("Eventually: Stepper: Restart");
    await run.getByRole("treeitem", { name: /^client floor/ }).click();
    const frame = await workbench().webviewFrame("stepper");
    await isAt(frame, /^Step 1 of/);
    await run
      .getByRole("treeitem", { name: /counting/ })
      .first()
      .waitFor();
    await workbench().screenshot("stepper-tree");
  });

  it("reads well at 200 % zoom", async () => {
    const { page } = workbench();
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    const frame = await workbench().webviewFrame("stepper");
    await frame.getByRole("button", { name: "Run to the End" }).click();
    await frame.locator(".fold-handle").first().waitFor();
    // Zooming leaves a page half the room.
    await page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
    await frame.locator(".diagram").waitFor();
    const wide = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wide <= 1, `the page is ${wide} pixels wider than its window`);
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await frame.locator(".stepper-page h1").scrollIntoViewIfNeeded();
      await workbench().screenshot(`stepper-200-${theme}`);
      await frame.locator(".next").evaluate((next) => next.scrollIntoView({ block: "end" }));
      await workbench().screenshot(`stepper-200-${theme}-diagram`);
    }
    await page.setViewportSize(size);
  });
});

describe("the stepper in a window that is not trusted", () => {
  const workbench = useWorkbench({
    folder: join(root, "test", "fixtures", "packs"),
    workspaceTrust: "ask",
    settings: { "security.workspace.trust.startupPrompt": "never" },
  });

  it("comes back after a reload without running anything, and fetches its run when it is asked to", async () => {
    // The tree is drawn anew when the workspace's packs join the bundled ones; a click just then is lost.
    await workbench().showContainer("Eventually");
    await workbench()
      .page.getByRole("treeitem", { name: /^Pack .*Bad pack/ })
      .waitFor();
    await openExercise(workbench(), /^Exercise Hand the update/);
    await fill(workbench(), "stockCount.publish(ctx, count)");
    await workbench().runCommand("Eventually: Step Through…");
    const before = await workbench().webviewFrame("stepper");
    await before.locator(".choice").first().waitFor();
    for (let step = 1; step <= 3; step++) {
      await workbench().runCommand("Eventually: Stepper: Step");
      await isAt(before, new RegExp(`^Step ${step} of ${step}$`));
    }
    await reload(workbench());
    const after = await workbench().webviewFrame("stepper");
    const fetch = after.getByRole("button", { name: "Bring the Run Back" });
    await fetch.waitFor();
    await after.getByText("Nothing runs here unasked.").waitFor();
    assert.equal(await after.locator(".diagram").count(), 0);
    assert.equal(await workbench().page.getByRole("tree", { name: "Run" }).count(), 0);
    await workbench().setTheme("dark");
    await workbench().screenshot("stepper-restored-untrusted");
    assert.deepEqual(await axeViolations(after), []);
    await fetch.click();
    // The page is made anew for the run; the one that offered it is going away meanwhile.
    await until(async () => {
      const frame = await workbench().webviewFrame("stepper");
      return position(frame).then(
        (text) => text === "Step 3 of 3",
        () => false,
      );
    }, "The run");
  });
});

describe("the stepper on code that was corrected since", () => {
  const workbench = useWorkbench();

  it("says that the code as it is now is right", async function () {
    this.timeout(60_000);
    await openExercise(workbench(), /^Exercise Hand the update/);
    await fill(workbench(), "stockCount.delete(ctx, count)");
    await workbench().runCommand("Eventually: Step Through…");
    const frame = await workbench().webviewFrame("stepper");
    await frame.getByRole("heading", { name: "Hand the update to the queue" }).waitFor();
    await workbench().runCommand("Eventually: Fill Blank…");
    await workbench().choose("stockCount.publish(ctx, count)");
    await frame.locator(".notice", { hasText: /Restart to step through it as it is now/ }).waitFor();
    await workbench().runCommand("Eventually: Check Answer");
    await frame.locator(".notice", { hasText: /checked as it is now, and it is right/ }).waitFor();
    await workbench().screenshot("stepper-corrected");
  });
});
