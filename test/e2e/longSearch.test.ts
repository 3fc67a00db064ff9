// A search that takes long: it says how far it has got, can be cancelled at once, and what it got to is not lost.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exerciseText, scenarioText } from "../../bench/explore/family.ts";
import { until, useWorkbench } from "./harness/index.ts";

const right = 'ctx.publish("Saved", version)';

/** A pack with one exercise, whose right answer has hundreds of millions of states. */
function writePack(workspace: string): void {
  const folder = join(workspace, "large");
  mkdirSync(folder);
  const set = { versions: 4, replicas: 4, duplicates: 2, drops: 0 };
  const manifest = {
    format: 1,
    id: "large-pack",
    title: "Large pack",
    description: "More states than anybody waits for.",
    version: "1.0.0",
    modules: [
      {
        id: "one",
        title: "One",
        summary: "One exercise.",
        items: [{ path: "replicas", level: "hard", concepts: ["staleness"] }],
      },
    ],
  };
  mkdirSync(join(folder, "replicas"));
  writeFileSync(join(folder, "pack.json"), JSON.stringify(manifest));
  const prose = `# Four replicas

Each keeps the last version.

- Tell all of them.

## Blank: tell

How do they hear of it?

### Wrong: from nobody

\`\`\`ts
undefined
\`\`\`

They never do.

Breaks: replicas equal

## Hints

- One message is enough.

## Solution

1. Publish it.

## Mistakes

- None.
`;
  writeFileSync(join(folder, "replicas", "exercise.md"), prose);
  writeFileSync(
    join(folder, "replicas", "exercise.ts"),
    exerciseText(set, "lww").replace(right, `/*@blank tell*/ ${right}`),
  );
  // A check of every state: none may be left out because it makes no difference to how a run ends.
  const scenario = scenarioText(set).replace("atDrain(", 'always("nothing to say", () => true), atDrain(');
  writeFileSync(join(folder, "replicas", "scenario.ts"), scenario.replace("{ atDrain", "{ always, atDrain"));
}

describe("a search that takes long", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventually-long-"));
  // The window gets a copy of the folder.
  writePack(folder);
  const workbench = useWorkbench({
    folder,
    settings: { "eventually.search.stateLimit": 100_000, "eventually.search.timeLimit": 60 },
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("says how far it has got, and how far it came when it is cancelled", async function () {
    this.timeout(60_000);
    const { page } = workbench();
    await workbench().showContainer("Eventually");
    await page.getByRole("treeitem", { name: /^Exercise Four replicas/ }).click();
    await until(async () => (await workbench().editorText()).includes("____"), "The file of the exercise");
    await workbench().webviewFrame("practice");
    await workbench().runCommand("Eventually: Fill Blank…");
    await workbench().choose(right);
    await until(async () => (await workbench().editorText()).includes(right), right);
    await workbench().runCommand("Eventually: Check Answer");
    const centre = page.locator(".notifications-center.visible");
    const told = centre.locator(".notification-list-item-message");
    await workbench().runCommand("Notifications: Show Notifications");
    await told.getByText(/\d states so far, schedules of up to \d+ choices; r\d alone has/).waitFor();
    await workbench().screenshot("search-under-way");
    await centre.getByRole("button", { name: "Cancel" }).click();
    await told.getByText(/^The check was cancelled: .*\d states so far, .* There is no verdict\.$/).waitFor();
    await workbench().screenshot("search-cancelled");
    const row = page.getByRole("treeitem", { name: /^Exercise Four replicas/ });
    assert.doesNotMatch((await row.getAttribute("aria-label")) ?? "", /passed|wrong/);
  });

  it("is cancelled from the panel, whoever began it", async function () {
    this.timeout(60_000);
    const { page } = workbench();
    const frame = await workbench().webviewFrame("practice");
    await workbench().runCommand("Notifications: Clear All Notifications");
    await workbench().runCommand("Eventually: Check Answer");
    await frame.getByRole("button", { name: "Cancel" }).click();
    await workbench().runCommand("Notifications: Show Notifications");
    const told = page.locator(".notifications-center.visible .notification-list-item-message");
    await told.getByText(/^The check was cancelled/).waitFor();
    await frame.getByRole("button", { name: "Check", exact: true }).waitFor();
  });
});
