/**
 * End to end tests: a real workbench (the local VS Code server) in a real browser, used as a person would.
 *
 *     import { useWorkbench } from "./harness/index.ts";
 *
 *     describe("opening an exercise", () => {
 *       const workbench = useWorkbench();              // a window with a profile of its own for this `describe`
 *
 *       it("opens from the palette", async () => {
 *         const { page } = workbench();                // the Workbench; `page` is Playwright's
 *         await workbench().runCommand("Eventually: Open Exercise...");
 *         await workbench().choose("Hand the update to the queue");
 *         assert.match(await workbench().editorText(), /____/);
 *       });
 *     });
 *
 * - `useWorkbench({ folder, settings, theme, workspaceTrust })`: see WorkbenchOptions. `folder` is copied first, so a test may write into it.
 * - Find things with Playwright's locators by role and name (`page.getByRole("treeitem", { name: /.../ })`): they wait by themselves.
 *   Where a value must be polled use `until(() => ..., "what was awaited")`. Never sleep.
 * - `await workbench().webviewFrame("practice")` is the panel's inner frame; `axeViolations(frame)` (axe.ts) runs axe-core in it.
 * - `setTheme("hc-light")`, `screenshot("name")`, `restart()` (same profile, new window and server).
 * - A failing test leaves test-output/screenshots/failed-<title>.png and the server's log.
 * - Run: `npm run build && npm run test:e2e [-- part-of-a-file-name]`.
 */
export { type Theme, themes } from "./themes.ts";
export { until } from "./until.ts";
export { useWorkbench } from "./useWorkbench.ts";
export { Workbench, type WorkbenchOptions } from "./workbench.ts";
