// The window that every other end to end test stands on: the real workbench, with the extension in it.
import assert from "node:assert/strict";
import { type Theme, themes, until, useWorkbench } from "./harness/index.ts";
import { themeClass } from "./harness/themes.ts";

describe("the workbench with the extension", () => {
  const workbench = useWorkbench();

  it("runs a command from the palette and edits a file", async () => {
    await workbench().runCommand("File: New Untitled Text File");
    await workbench().page.keyboard.type("const answer = 1;");
    await until(async () => (await workbench().editorText()) === "const answer = 1;", "The typed text");
  });

  for (const theme of themes) {
    it(`shows the ${theme} theme`, async () => {
      await workbench().setTheme(theme);
      const classes =
        (await workbench().page.locator(".monaco-workbench").first().getAttribute("class"))?.split(" ") ?? [];
      const shown = Object.entries(themeClass).filter(([, name]) => classes.includes(name));
      assert.deepEqual(
        shown.map(([kind]) => kind as Theme),
        [theme],
      );
    });
  }
});
