// One browser for the whole run; every window gets a context of its own, which shares nothing.
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../../scripts/host/browser.ts";

let browser: Promise<Browser> | undefined;

export function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

export async function closeSharedBrowser(): Promise<void> {
  const open = browser;
  browser = undefined;
  await (await open)?.close();
}
