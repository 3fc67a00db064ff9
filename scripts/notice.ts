/** Writes NOTICE: the licences of everything that is bundled into what we ship. `--check` only compares. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const bundles = [
  { entry: "src/extension/main.ts", platform: "node", external: ["vscode"] },
  { entry: "src/sandbox/child/main.ts", platform: "node", external: [] },
  { entry: "src/cli/main.ts", platform: "node", external: [] },
  { entry: "src/webview/practice/main.tsx", platform: "browser", external: [] },
] as const;

/** Packages whose files are copied by hand rather than imported. */
const copied = ["@vscode/codicons"];

async function bundledPackages(): Promise<string[]> {
  const names = new Set<string>(copied);
  for (const { entry, platform, external } of bundles) {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform,
      external: [...external],
      outdir: "unused",
      mainFields: ["module", "main"],
      jsx: "automatic",
      jsxImportSource: "preact",
      loader: { ".ttf": "file", ".svg": "dataurl" },
      logLevel: "error",
    });
    for (const input of Object.keys(metafile.inputs)) {
      const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(input)?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].sort();
}

function describe(name: string): string {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
    license: string;
  };
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text =
    file === undefined
      ? `(The package states ${license} and ships no licence text.)`
      : readFileSync(join(folder, file), "utf8").trim();
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n\n${text}\n`;
}

const names = await bundledPackages();
const text = `Eventually is MIT licensed (see LICENSE). What it ships contains the following packages, each under its own licence.
The icons are from @vscode/codicons (Creative Commons Attribution 4.0), unchanged but for colour and size.

${names.map(describe).join("\n")}`;

if (process.argv.includes("--check")) {
  if (!existsSync("NOTICE") || readFileSync("NOTICE", "utf8") !== text) {
    console.error("NOTICE is not what the bundles contain: run `node scripts/node24.mjs scripts/notice.ts`.");
    process.exit(1);
  }
} else {
  writeFileSync("NOTICE", text);
  console.log(`NOTICE: ${names.join(", ")}`);
}
