// A headless Chromium for the workbench.
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../setup/chromium.mjs";

/** Nothing but the local server is to be reached, and containers have no sandbox to offer. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium was found; run `node scripts/setup.mjs` first.");
  return chromium.launch({ executablePath, args: flags });
}
