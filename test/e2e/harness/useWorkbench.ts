// A window for the tests of one `describe`.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/node24.mjs";
import { closeSharedBrowser } from "./sharedBrowser.ts";
import { Workbench, type WorkbenchOptions } from "./workbench.ts";

// Outside any describe: once, after everything.
after(closeSharedBrowser);

/** Opens a window before the tests of this `describe` and closes it after them. The function returned gives it. */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;

  before(async function () {
    this.timeout(90_000);
    workbench = await Workbench.open(options);
  });

  afterEach(async function () {
    if (this.currentTest?.state !== "failed" || workbench === undefined) return;
    const name = `failed-${this.currentTest
      .fullTitle()
      .replaceAll(/[^a-z0-9]+/gi, "-")
      .slice(0, 100)}`;
    await workbench.screenshot(name);
    const log = join(workbench.dataFolder, "server.log");
    const logs = join(root, "test-output", "logs");
    mkdirSync(logs, { recursive: true });
    if (existsSync(log)) copyFileSync(log, join(logs, `${name}.log`));
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    workbench = undefined;
  });

  return () => {
    if (workbench === undefined) throw new Error("The window is open only while the tests of its describe run");
    return workbench;
  };
}
