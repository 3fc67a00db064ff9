// Builds everything that runs: `node esbuild.mjs [--watch] [--production]`. One array of targets, no other build step.
import { chmodSync, existsSync, globSync, rmSync } from "node:fs";
import { basename, relative } from "node:path";
import * as esbuild from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  // The UMD main of jsonc-parser cannot be bundled; its module build can.
  mainFields: ["module", "main"],
  minify: production,
  sourcemap: production ? false : "linked",
  sourcesContent: false,
  // Licences of everything bundled are in NOTICE.
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: "node", target: "node22" };

/** @type {esbuild.BuildOptions} */
const browser = {
  ...common,
  platform: "browser",
  target: "es2023",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".ttf": "file", ".svg": "dataurl" },
  assetNames: "[name]",
};

/**
 * Keeps `import("./main.ts")` in the entry a separate file, loaded on first use.
 * @type {esbuild.Plugin}
 */
const mainStaysApart = {
  name: "main-stays-apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: "./main.cjs", external: true }));
  },
};

/** What the extension uses of the Markdown and JSON parsers; they are a file of their own, next to its own code. */
const parsers = {
  "jsonc-parser": ["createScanner", "parseTree", "printParseErrorCode"],
  "mdast-util-from-markdown": ["fromMarkdown"],
  "mdast-util-gfm-task-list-item": ["gfmTaskListItemFromMarkdown"],
  micromark: ["micromark"],
  "micromark-extension-gfm-task-list-item": ["gfmTaskListItem"],
};

/**
 * Keeps the {@link parsers} out of the extension's own bundle, so that its size says how much code of ours there is.
 * @type {esbuild.Plugin}
 */
const parsersStayApart = {
  name: "parsers-stay-apart",
  setup(build) {
    const filter = new RegExp(`^(${Object.keys(parsers).join("|")})$`);
    build.onResolve({ filter }, () => ({ path: "./parsers.cjs", external: true }));
  },
};

/**
 * Keeps `import("./packReading.ts")` a separate file, loaded when the first pack is read.
 * @type {esbuild.Plugin}
 */
const packsStayApart = {
  name: "packs-stay-apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/packReading\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./packs.cjs", external: true } : undefined,
    );
  },
};

/**
 * Keeps `import("./steppingProcess.ts")` a separate file, loaded when an exercise is first stepped through.
 * @type {esbuild.Plugin}
 */
const steppingStaysApart = {
  name: "stepping-stays-apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/steppingProcess\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./stepping.cjs", external: true } : undefined,
    );
  },
};

/** Surfaces that are a file each, loaded when they are first used: by the folder whose `start.ts` is imported. */
const startedLater = {
  quiz: "src/extension/quiz/start.ts",
  debug: "src/extension/debug/start.ts",
  stepper: "src/extension/webviews/stepper/start.ts",
};

/**
 * Keeps {@link startedLater} apart.
 * @type {esbuild.Plugin}
 */
const startsStayApart = {
  name: "starts-stay-apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/start\.ts$/ }, ({ resolveDir }) => ({
      path: `./${basename(resolveDir)}.cjs`,
      external: true,
    }));
  },
};

/**
 * `--watch` in the form that the editor's problem matcher ($esbuild-watch) reads.
 * @type {esbuild.Plugin}
 */
const problemMatcher = {
  name: "problem-matcher",
  setup(build) {
    build.onStart(() => console.log("[watch] build started"));
    build.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log("[watch] build finished");
    });
  },
};

const integrationTests = globSync("test/integration/**/*.test.ts");

/** @type {readonly (esbuild.BuildOptions & { readonly name: string })[]} */
const targets = [
  {
    ...node,
    name: "extension entry",
    entryPoints: { extension: "src/extension/extension.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
    external: ["vscode", "./main.cjs"],
    // `import()` becomes `require`, which is faster than waking the module loader up.
    supported: { "dynamic-import": false },
    plugins: [mainStaysApart],
  },
  {
    ...node,
    name: "extension",
    entryPoints: { main: "src/extension/main.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
    external: [
      "vscode",
      "./parsers.cjs",
      "./packs.cjs",
      "./stepping.cjs",
      ...Object.keys(startedLater).map((name) => `./${name}.cjs`),
    ],
    supported: { "dynamic-import": false },
    plugins: [parsersStayApart, packsStayApart, steppingStaysApart, startsStayApart],
  },
  {
    ...node,
    name: "pack reader",
    entryPoints: { packs: "src/extension/platform/packReading.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
    external: ["./parsers.cjs"],
    plugins: [parsersStayApart],
  },
  {
    ...node,
    name: "started later",
    entryPoints: startedLater,
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
    external: ["vscode", "./parsers.cjs"],
    plugins: [parsersStayApart],
  },
  {
    ...node,
    name: "stepping",
    entryPoints: { stepping: "src/sandbox/steppingProcess.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
  },
  {
    ...node,
    name: "parsers",
    stdin: {
      contents: Object.entries(parsers)
        .map(([name, used]) => `export { ${used.join(", ")} } from "${name}";`)
        .join("\n"),
      resolveDir: import.meta.dirname,
    },
    format: "cjs",
    outfile: "dist/parsers.cjs",
  },
  {
    ...node,
    name: "sandbox",
    entryPoints: { sandbox: "src/sandbox/child/main.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
    // ses refuses to lock a sloppy realm down.
    banner: { js: '"use strict";' },
  },
  {
    ...node,
    name: "command line",
    entryPoints: { cli: "src/cli/main.ts" },
    format: "esm",
    outdir: "dist",
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...browser,
    name: "webviews",
    entryPoints: { practice: "src/webview/practice/main.tsx", stepper: "src/webview/stepper/main.tsx" },
    format: "iife",
    outdir: "dist/webview",
  },
  {
    ...node,
    name: "integration tests",
    entryPoints: ["test/integration/run/index.ts", ...integrationTests],
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist/test/integration",
    outbase: "test/integration",
    minify: false,
    sourcemap: "linked",
    external: ["vscode", "mocha"],
  },
  {
    ...node,
    name: "benchmark in the extension host",
    entryPoints: { "bench/check": "bench/host/check.ts", "bench/stepper": "bench/host/stepper.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    outdir: "dist",
    external: ["vscode"],
  },
  {
    ...browser,
    name: "ready for the web",
    // Written nowhere: a build that fails when something reaches for Node. Of the child two files know Node.
    entryPoints: [
      ...globSync("src/core/**/*.ts").filter((file) => !file.endsWith(".d.ts")),
      ...globSync("src/sandbox/child/**/*.ts").filter((file) => !/\/(main|memoryWatch)\.ts$/.test(file)),
      ...globSync("src/webview/*/main.tsx"),
    ],
    format: "esm",
    outdir: "dist/never-written",
    write: false,
  },
];

/** Every declared entry point must exist: a renamed one would otherwise vanish from the package. */
function entriesOf(/** @type {esbuild.BuildOptions} */ target) {
  const entries = target.entryPoints ?? [];
  return Array.isArray(entries)
    ? entries.map((entry) => (typeof entry === "string" ? entry : entry.in))
    : Object.values(entries);
}

for (const target of targets) {
  const missing = entriesOf(target).filter((entry) => !existsSync(entry));
  if (missing.length === 0) continue;
  console.error(`${target.name}: ${missing.join(", ")} does not exist.`);
  process.exit(1);
}

if (watch) {
  for (const { name: _name, ...options } of targets) {
    const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), problemMatcher] });
    await context.watch();
  }
} else {
  // Bundles of tests that were deleted or renamed must not run again.
  rmSync(production ? "dist" : "dist/test", { recursive: true, force: true });
  const started = performance.now();
  const results = await Promise.all(targets.map(({ name: _name, ...options }) => esbuild.build(options)));
  if (existsSync("dist/cli.js")) chmodSync("dist/cli.js", 0o755);
  for (const result of results) {
    for (const [file, { bytes }] of Object.entries(result.metafile?.outputs ?? {})) {
      if (!/never-written|\.map$|dist\/test\//.test(file)) {
        console.log(`${relative("dist", file).padEnd(24)} ${(bytes / 1000).toFixed(1).padStart(8)} kB`);
      }
    }
  }
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
