// The tree of packs in the real workbench: what it lists, how states look, what a click does, a broken pack beside a good one.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { root } from "../../scripts/node24.mjs";
import { themes, until, useWorkbench, type Workbench } from "./harness/index.ts";

const packTitle = "Eventual consistency in microservices";

async function tree(workbench: Workbench): Promise<Locator> {
  await workbench.showContainer("Eventually");
  const pane = workbench.page.locator(".part.sidebar .monaco-list");
  await pane.getByRole("treeitem", { name: `Pack ${packTitle}` }).waitFor();
  return pane;
}

/** The accessible names of the rows on screen, from the top. */
function names(pane: Locator): Promise<string[]> {
  return pane.locator(".monaco-list-row").evaluateAll((rows) =>
    rows
      .map((row) => ({ top: row.getBoundingClientRect().top, name: row.getAttribute("aria-label") ?? "" }))
      .sort((a, b) => a.top - b.top)
      .map(({ name }) => name),
  );
}

const iconOf = (row: Locator): Promise<string> =>
  row
    .locator(".custom-view-tree-node-item-icon")
    .first()
    .evaluate((icon) => [...icon.classList].find((name) => /^codicon-(?!modifier)/.test(name)) ?? "");

describe("the tree of packs", () => {
  const workbench = useWorkbench();

  it("lists the first bundled pack open and in its order, with level, kind and state; the second one closed", async () => {
    const pane = await tree(workbench());
    await until(async () => (await names(pane)).length === 16, "16 rows");
    const rows = await names(pane);
    assert.match(rows[0] ?? "", new RegExp(`^Pack ${packTitle}, 0 of 10 passed`));
    assert.deepEqual(
      rows
        .filter((name) => /^(Question|Exercise) /.test(name))
        .map((name) => /^(\w+) (.*?), (easy|medium|hard), (\w+)/.exec(name)?.slice(1)),
      [
        ["Question", "What does eventual consistency promise?", "easy", "new"],
        ["Exercise", "Once the writes stop", "easy", "new"],
        ["Question", "What does service B hold right after service A's update?", "medium", "new"],
        ["Question", "Which design brings copies to eventual consistency?", "easy", "new"],
        ["Exercise", "Hand the update to the queue", "medium", "new"],
        ["Exercise", "Store what the message carries", "hard", "new"],
        ["Question", "Service B sometimes misses A's events: what helps best?", "medium", "new"],
        ["Exercise", "Retry, then say how it ended", "hard", "new"],
        ["Exercise", "Compare the copy with the source", "hard", "new"],
        ["Question", "How do stock and order status agree in the end without making users wait?", "hard", "new"],
      ],
    );
    assert.match(rows.at(-1) ?? "", /^Pack Delivery, duplicates and dual writes, 0 of 13 passed/);
    const first = pane.getByRole("treeitem", { name: /^Question What does eventual/ });
    assert.equal(await iconOf(first), "codicon-circle-outline");
    assert.match((await first.textContent()) ?? "", /easy · question$/);
  });

  it("opens an exercise with one click and marks it started", async () => {
    const pane = await tree(workbench());
    await pane.getByRole("treeitem", { name: /^Exercise Hand the update/ }).click();
    await until(async () => (await workbench().editorText()).includes("____"), "The exercise's file");
    const started = pane.getByRole("treeitem", { name: "Exercise Hand the update to the queue, medium, started" });
    await started.waitFor();
    assert.equal(await iconOf(started), "codicon-color-mode");
    assert.equal(await started.getAttribute("aria-selected"), "true");
  });

  it("opens a question in the Practice panel", async () => {
    const pane = await tree(workbench());
    await pane.getByRole("treeitem", { name: /^Question What does eventual/ }).click();
    const frame = await workbench().webviewFrame("practice");
    await frame.getByRole("heading", { name: "What does eventual consistency promise?" }).waitFor();
  });

  it("offers the commands that fit an exercise, and a quiz for a question", async () => {
    const { page } = workbench();
    const pane = await tree(workbench());
    const menu = page.locator(".monaco-menu").getByRole("menuitem");
    await pane.getByRole("treeitem", { name: /^Exercise Hand the update/ }).click({ button: "right" });
    await menu.first().waitFor();
    assert.deepEqual(await menu.locator(".action-label").allTextContents(), [
      "Open Exercise…",
      "Show Practice Panel",
      "Check Answer",
      "Step Through…",
      "Debug Exercise…",
      "Show Solution",
      "Reset Exercise",
      "Show Kept Copies…",
    ]);
    await page.keyboard.press("Escape");
    await menu.first().waitFor({ state: "detached" });
    await pane.getByRole("treeitem", { name: /^Question Which design/ }).click({ button: "right" });
    // The pointer alone is ignored for a moment after a menu has opened.
    await menu.filter({ hasText: "Start Quiz…" }).hover();
    await page.keyboard.press("Enter");
    await workbench()
      .quickInput.getByText(/^Question 3 of 5/)
      .waitFor();
    await page.keyboard.press("Escape");
  });

  it("answers its title buttons whatever is selected", async () => {
    const { page } = workbench();
    const pane = await tree(workbench());
    await pane.getByRole("treeitem", { name: /^Question What does eventual/ }).click();
    await page.locator(".part.sidebar").getByRole("button", { name: "Open Exercise…" }).click();
    await workbench().quickInput.getByText("Hand the update to the queue").waitFor();
    await page.keyboard.press("Escape");
  });

  it("keeps states over a restart", async () => {
    await workbench().restart();
    const pane = await tree(workbench());
    await pane.getByRole("treeitem", { name: "Exercise Hand the update to the queue, medium, started" }).waitFor();
  });

  it("looks right in every theme", async () => {
    await tree(workbench());
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().page.mouse.move(900, 850);
      await workbench().screenshot(`tree-${theme}`);
    }
  });
});

describe("a broken pack in the workspace", () => {
  const workbench = useWorkbench({ folder: join(root, "test", "fixtures", "packs") });

  it("is listed with its problems, each of which opens its place", async () => {
    const pane = await tree(workbench());
    await pane.getByRole("treeitem", { name: "Pack Bad pack, cannot be used: 3 problems" }).waitFor();
    const problem = pane.getByRole("treeitem").filter({ hasText: "send-the-news/exercise.md:22" });
    await workbench().screenshot("tree-broken-pack");
    await problem.click();
    await until(async () => (await workbench().editorText()).includes("Acept: with a key"), "The broken file");
    await workbench()
      .page.locator(".part.statusbar")
      .getByText(/^Ln 22, Col/)
      .waitFor();
  });

  it("leaves the good pack working", async () => {
    const pane = await tree(workbench());
    await pane.getByRole("treeitem", { name: "Pack Good pack, 0 of 2 passed" }).waitFor();
    await pane.getByRole("treeitem", { name: /^Exercise Send the news/ }).click();
    await until(async () => (await workbench().editorText()).includes("____"), "The exercise's file");
    await pane.getByRole("treeitem", { name: "Exercise Send the news, easy, started" }).waitFor();
  });
});
