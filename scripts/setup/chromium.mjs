// A Chromium-like browser: the one named by CHROMIUM, one on the PATH or in a usual place, else Debian's package.
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { retried, run, step } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/lib/chromium/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...[process.env["PROGRAMFILES"], process.env["PROGRAMFILES(X86)"], process.env["LOCALAPPDATA"]]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ]),
];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A program's path as a shell would find it.
 * @param {string} name
 */
export function onPath(name) {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find(isExecutable);
}

/** @returns {string | undefined} the browser's path, where there is one; throws where CHROMIUM names no file */
export function findChromium() {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  for (const name of names) {
    const found = onPath(name);
    if (found !== undefined) return found;
  }
  return usualPlaces.find(isExecutable);
}

/** Makes sure that there is a browser; by apt-get where that is allowed. */
export async function installChromium() {
  if (findChromium() !== undefined) return;
  const mayInstall = process.getuid?.() === 0 && onPath("apt-get") !== undefined;
  if (mayInstall) {
    await step("Installing Chromium with apt-get", async () => {
      await retried("apt-get update", () => run("apt-get", ["update", "-q"]));
      const quietly = ["-o", "Dpkg::Use-Pty=0", "-o", "APT::Install-Recommends=false"];
      process.env["DEBIAN_FRONTEND"] = "noninteractive";
      await retried("apt-get install", () => run("apt-get", ["install", "-q", "-y", ...quietly, "chromium"]));
    });
    if (findChromium() !== undefined) return;
  }
  throw new Error(
    "No Chromium was found. Install the package `chromium` (Debian and Ubuntu: `sudo apt-get install chromium`) or " +
      "Google Chrome, or set CHROMIUM to the path of such a browser, and run this again.",
  );
}
