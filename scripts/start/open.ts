// `npm start`: VS Code with the extension, on the desktop where `code` is installed, else the local server.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { installExtension, startServer, windowAddress } from "../host/server.ts";
import { root } from "../node24.mjs";
import { pack } from "../package.ts";
import { findChromium, onPath } from "../setup/chromium.mjs";

const profile = join(root, ".vscode-test", "start-profile");

/** Without them a chat that nobody here can use takes a fifth of the window. */
const firstSettings = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

/** Opens the window of the installed VS Code and waits until it is closed. */
function openDesktop(code: string): Promise<number> {
  const args = ["--wait", "--new-window", `--extensionDevelopmentPath=${root}`];
  const child = spawn(code, args, { stdio: "inherit", shell: process.platform === "win32" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status) => resolve(status ?? 0));
  });
}

/** A program that shows an address in the user's browser, where there is a screen to show it on. */
function opener(): string | undefined {
  if (process.platform === "darwin") return "open";
  if (process.platform !== "linux" || !(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"])) return undefined;
  return onPath("xdg-open") ?? findChromium();
}

async function openServer(): Promise<void> {
  // Anybody on this machine can reach the port, so the address carries a secret.
  const token = randomUUID();
  // The profile lies in this repository. Git stops looking below it, else VS Code asks a newcomer to trust the repository
  // as soon as the first exercise is open.
  process.env["GIT_CEILING_DIRECTORIES"] = join(profile, "..");
  // Only windows for tests load an extension from its working tree; a person's window has it installed.
  const vsix = join(profile, "eventually.vsix");
  mkdirSync(profile, { recursive: true });
  pack(vsix);
  installExtension(profile, vsix);
  const server = await startServer({ dataFolder: profile, firstSettings, workspaceTrust: "ask", token });
  const address = windowAddress(server.port, { token });
  console.log(`\nVS Code with the extension is at\n\n  ${address}\n\nCtrl+C ends it.`);
  const program = opener();
  if (program !== undefined)
    spawn(program, [address], { stdio: "ignore", detached: true })
      .once("error", () => {})
      .unref();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop());
  await server.ended;
}

const desktop = process.argv[2];
if (desktop) process.exitCode = await openDesktop(desktop);
else await openServer();
