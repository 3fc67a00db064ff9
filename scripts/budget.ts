// What the built files may weigh. Read in the production build, in bytes.

/** What is weighed together: its name, the files by their paths in dist, the bytes they may have. */
const budgets: readonly { readonly name: string; readonly files: readonly string[]; readonly bytes: number }[] = [
  { name: "The extension", files: ["extension.cjs", "main.cjs"], bytes: 200_000 },
  // Loaded when the first pack is read: our reader, and the libraries that read Markdown and JSON for it.
  { name: "The pack reader", files: ["packs.cjs", "parsers.cjs"], bytes: 250_000 },
  { name: "The package", files: ["eventually.vsix"], bytes: 1_000_000 },
];

const webviewBytes = 120_000;

/** One sentence for each budget that is exceeded or has nothing to weigh. `sizes` is by path in dist. */
export function overBudget(sizes: Readonly<Record<string, number>>): readonly string[] {
  const webviews = Object.keys(sizes)
    .filter((file) => /^webview\/.*\.js$/.test(file))
    .map((file) => ({ name: "The webview", files: [file], bytes: webviewBytes }));
  const problems = webviews.length === 0 ? ["No webview was built."] : [];
  for (const { name, files, bytes } of [...budgets, ...webviews]) {
    const listed = files.join(", ");
    if (files.some((file) => sizes[file] === undefined)) {
      problems.push(`${name} (${listed}) was not built.`);
      continue;
    }
    const weight = files.reduce((sum, file) => sum + (sizes[file] ?? 0), 0);
    if (weight > bytes) {
      problems.push(`${name} (${listed}) has ${(weight / 1000).toFixed(1)} kB; its budget is ${bytes / 1000} kB.`);
    }
  }
  return problems;
}
