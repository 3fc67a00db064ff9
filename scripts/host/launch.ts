// The launcher behind launcher.mjs: a window of the local VS Code server that runs an extension's tests.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./browser.ts";
import { startServer, windowAddress } from "./server.ts";

/** No run of tests takes this long; a window that never answers must not hang a build machine. */
const limitMilliseconds = 10 * 60_000;

const args = process.argv.slice(2);
const flag = (name: string): string | undefined => {
  const found = args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  return found?.startsWith("file:") === true ? fileURLToPath(found) : found;
};

const folder = args.find((argument) => !argument.startsWith("-"));
const developmentPath = flag("extensionDevelopmentPath");
const testsPath = flag("extensionTestsPath");
const extensionsFolder = flag("extensions-dir");

const server = await startServer({
  dataFolder: flag("user-data-dir") ?? mkdtempSync(join(tmpdir(), "vscode-data-")),
  driven: true,
  workspaceTrust: args.includes("--disable-workspace-trust") ? "off" : "ask",
  ...(extensionsFolder === undefined ? {} : { extensionsFolder }),
});
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

let closing = false;

const verdict = new Promise<number>((resolve, reject) => {
  // The workbench calls these two when the page offers them: the code the tests ended with, and its console.
  page.exposeFunction("codeAutomationExit", resolve).catch(reject);
  page
    .exposeFunction("codeAutomationLog", (type: string, values: readonly unknown[]) => {
      if (process.env["EVENTUALLY_HOST_LOG"] !== undefined) console.error(`[${type}]`, ...values);
    })
    .catch(reject);
  setTimeout(() => {
    console.error(`The tests did not end within ${limitMilliseconds / 60_000} minutes.`);
    resolve(124);
  }, limitMilliseconds).unref();
  void server.ended.then(() => {
    if (closing) return;
    console.error("The VS Code server ended before the tests did.");
    resolve(1);
  });
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close(130));

async function close(code: number): Promise<void> {
  closing = true;
  await browser.close();
  await server.stop();
  process.exit(code);
}

await page.goto(
  windowAddress(server.port, {
    ...(folder === undefined ? {} : { folder }),
    ...(developmentPath === undefined ? {} : { developmentPath }),
    ...(testsPath === undefined ? {} : { testsPath }),
  }),
);
await close(await verdict);
