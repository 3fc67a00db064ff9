// The VS Code server, from the npm package code-server, in .vscode-test/host-<version>/. Only its `lib/vscode` is used.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../node24.mjs";
import { retried, run, step } from "./run.mjs";

const version = "4.139.1";
/** The registry's own integrity value, committed here so that a changed package is noticed. */
const sha512 = "fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==";

const home = join(root, ".vscode-test", `host-${version}`);
const done = join(home, "done");

/** Where the server's own `out/server-main.js` lies. */
export const hostFolder = join(home, "lib", "vscode");

/** Parts of the server that nothing here uses; some of them would ask for the network. */
const unused = [
  "node_modules/@microsoft/mxc-sdk",
  "node_modules/@github",
  "node_modules/@vscode/windows-process-tree",
  "extensions/copilot",
  "extensions/mermaid-markdown-features",
  "extensions/github",
  "extensions/github-authentication",
  "extensions/microsoft-authentication",
];

/** `npm ci` as the server's shrinkwrap needs it: it lacks a peer, and its native parts are optional for us. */
const npmCi = [
  "ci",
  "--legacy-peer-deps",
  "--ignore-scripts",
  "--omit=dev",
  "--omit=optional",
  "--no-audit",
  "--no-fund",
];

/** @param {string} folder where the package's archive is put; returns its path once its hash is right */
async function download(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run("npm", ["pack", "--silent", `code-server@${version}`], { cwd: folder });
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (name === undefined) throw new Error("npm pack wrote no archive.");
  const archive = join(folder, name);
  const got = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (got !== sha512)
    throw new Error(`code-server ${version} has the hash ${got}, not the one in scripts/setup/host.mjs.`);
  return archive;
}

/** Installs the server unless it is there whole. An interrupted set-up leaves no mark and is done again. */
export async function installHost() {
  if (existsSync(done)) return;
  await step(`Installing the VS Code server ${version}`, async () => {
    const draft = `${home}.draft`;
    const archive = await retried("npm pack code-server", () => download(draft));
    await run("tar", [
      "xzf",
      archive,
      "-C",
      draft,
      "--strip-components=1",
      "package/lib/vscode",
      "package/package.json",
      "package/LICENSE",
    ]);
    rmSync(archive);
    const server = join(draft, "lib", "vscode");
    for (const folder of [server, join(server, "extensions")]) {
      await retried("npm ci for the VS Code server", () => run("npm", npmCi, { cwd: folder }));
    }
    for (const part of unused) rmSync(join(server, part), { recursive: true, force: true });
    writeFileSync(join(draft, "done"), `${sha512}\n`);
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
  });
}
