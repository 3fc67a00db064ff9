// The set-up that `npm start` and `npm test` share: dependencies, Node, the VS Code server, a browser. Doing it twice
// costs nothing; interrupting it leaves nothing half done. Plain JavaScript without dependencies: it runs on Node 20.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./node24.mjs";
import { installChromium } from "./setup/chromium.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { installHost } from "./setup/host.mjs";
import { withLock } from "./setup/lock.mjs";

/**
 * @param {{ host?: boolean, browser?: boolean }} [parts] what is needed besides the dependencies; both by default
 */
export async function setUp({ host = true, browser = true } = {}) {
  await withLock(join(root, ".vscode-test", "set-up.lock"), async () => {
    await installDependencies();
    if (host) await installHost();
    if (browser) await installChromium();
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await setUp();
    console.log("Everything is set up.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
