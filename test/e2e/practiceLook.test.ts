// How the Practice panel looks in every state: four themes, narrow, zoomed; a picture of each.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/node24.mjs";
import { closeSharedBrowser } from "./harness/sharedBrowser.ts";
import { axeViolations } from "./harness/axe.ts";
import { themes } from "./harness/themes.ts";
import { PanelPage, themeVariables } from "./practice/panelPage.ts";
import { states } from "./practice/states.ts";

// Outside any describe: once, after everything, also where this file is run alone.
after(closeSharedBrowser);

describe("how the Practice panel looks", () => {
  let panel: PanelPage;

  async function draw(name: string): Promise<void> {
    const state = states[name];
    assert.ok(state);
    await panel.show(state);
    await panel.receive({ type: "reveal", part: "run" });
  }

  afterEach(async () => {
    const { complaints } = panel;
    await panel.close();
    assert.deepEqual(complaints, []);
  });

  for (const theme of themes) {
    it(`has no accessibility violation in ${theme}`, async function () {
      this.timeout(120_000);
      panel = await PanelPage.open();
      await panel.setTheme(theme);
      const found: string[] = [];
      for (const name of Object.keys(states)) {
        await draw(name);
        for (const violation of await axeViolations(panel.page)) found.push(`${name}: ${violation}`);
        await panel.screenshot(`${name}-${theme}`);
      }
      assert.deepEqual(found, []);
    });
  }

  // At 200 % zoom a window has half as many CSS pixels, each drawn by four.
  const windows = {
    "300 pixels": { viewport: { width: 300, height: 800 } },
    "900 pixels": { viewport: { width: 900, height: 800 } },
    "600 pixels at 200 % zoom": { viewport: { width: 300, height: 400 }, deviceScaleFactor: 2 },
  };
  for (const [what, options] of Object.entries(windows)) {
    it(`fits into ${what}`, async function () {
      this.timeout(60_000);
      panel = await PanelPage.open(options);
      for (const name of Object.keys(states)) {
        await draw(name);
        const over = await panel.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(over <= 0, `${name} is ${over} px too wide`);
        if (name === "wrong" || name === "right") await panel.screenshot(`${name}-${what.replaceAll(/\W+/g, "-")}`);
      }
    });
  }

  it("takes colours only from variables that VS Code sets", async () => {
    panel = await PanelPage.open();
    const css = readFileSync(join(root, "dist", "webview", "practice.css"), "utf8");
    const known = new Set(themes.flatMap((theme) => Object.keys(themeVariables[theme])));
    // Registered without a value in the four default themes; other themes set them.
    const unset = /^--vscode-(font-|editor-font-|toolbar-hoverOutline|list-(drop|hover)Foreground)/;
    const named = [...css.matchAll(/--vscode-[\w-]+/g)].map(([name]) => name);
    assert.ok(named.length > 40);
    assert.deepEqual(
      [...new Set(named)].filter((name) => !known.has(name) && !unset.test(name)),
      [],
    );
    const rules = css.replaceAll(/url\([^)]*\)/g, "");
    assert.deepEqual(rules.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi) ?? [], []);
  });
});
