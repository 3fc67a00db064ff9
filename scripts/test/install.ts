// The packaged extension, installed into a clean profile of the real host and used once.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFirstExercise } from "../../test/e2e/harness/firstExercise.ts";
import { closeSharedBrowser } from "../../test/e2e/harness/sharedBrowser.ts";
import { Workbench } from "../../test/e2e/harness/workbench.ts";
import { vsix } from "../package.ts";
import { hostFolder } from "../setup/host.mjs";
import type { Tally } from "./record.ts";

/** Needs dist/eventually.vsix, so the package stage runs before. */
export async function installSmoke(): Promise<Tally> {
  const temporary = mkdtempSync(join(tmpdir(), "eventually-install-"));
  const extensionsFolder = join(temporary, "extensions");
  try {
    const server = [join(hostFolder, "out", "server-main.js"), `--extensions-dir=${extensionsFolder}`];
    const data = [`--server-data-dir=${join(temporary, "data")}`, "--accept-server-license-terms"];
    const code = (...args: string[]): string =>
      execFileSync(process.execPath, [...server, ...data, ...args], {
        encoding: "utf8",
        cwd: hostFolder,
        // Standard error is shown only where it failed: the server complains about native parts that nothing here needs.
        stdio: ["ignore", "pipe", "pipe"],
      });
    code("--install-extension", vsix);
    const installed = code("--list-extensions").split(/\s+/);
    if (!installed.includes("eventually-practice.eventually")) {
      return { passed: 0, failed: 1, problems: [`Installed are only: ${installed.join(", ")}`] };
    }
    console.log("  passed: the VSIX installs into a clean profile");
    const workbench = await Workbench.open({ extension: "installed", extensionsFolder });
    try {
      await openFirstExercise(workbench);
    } catch (error) {
      await workbench.screenshot("failed-install");
      throw error;
    } finally {
      await workbench.close();
      await closeSharedBrowser();
    }
    console.log("  passed: the installed extension opens its first exercise");
    return { passed: 2, failed: 0, problems: [] };
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
