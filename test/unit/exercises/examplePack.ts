/** The pack that AUTHORING.md shows, taken out of its code fences. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { root } from "../cli/builtCli.ts";

/** Path inside the pack to text, in the order of the page. */
export async function exampleFiles(): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(join(root, "AUTHORING.md"), "utf8");
  const files = new Map<string, string>();
  for (const node of fromMarkdown(page).children) {
    const path = node.type === "code" ? /^file=(\S+)$/.exec(node.meta ?? "")?.[1] : undefined;
    if (node.type === "code" && path !== undefined) files.set(path, `${node.value}\n`);
  }
  return files;
}

/** Writes the example into a folder; `change` may replace the text of a file, or leave it out by returning undefined. */
export async function writeExample(
  folder: string,
  change: (path: string, text: string) => string | undefined = (_path, text) => text,
): Promise<void> {
  for (const [path, original] of await exampleFiles()) {
    const text = change(path, original);
    if (text === undefined) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
