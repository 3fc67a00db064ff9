/** Reads the text files of a pack, whatever the world behind {@link PackFiles} does. */
import type { PackFiles } from "./model.ts";

/** In bytes of UTF-8. Markdown's limit is lower because its parser's time grows faster than the file. */
export const FILE_LIMIT = 256 * 1024;
const MARKDOWN_LIMIT = 64 * 1024;

/** What {@link PackFiles.read} rejects with where a link leads out of the pack's folder. */
export class OutsidePack extends Error {
  constructor(path: string) {
    super(`Outside the pack: ${path}`);
  }
}

export type TextFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "outside" }
  | { readonly kind: "too-large"; readonly limit: number };

export async function readText(files: PackFiles, path: string): Promise<TextFile> {
  let text: string | undefined;
  try {
    text = await files.read(path);
  } catch (error) {
    if (error instanceof OutsidePack) return { kind: "outside" };
    // A file that cannot be read is as good as none; the host logs why.
    return { kind: "missing" };
  }
  if (text === undefined) return { kind: "missing" };
  const limit = path.endsWith(".md") ? MARKDOWN_LIMIT : FILE_LIMIT;
  if (text.length > limit || utf8Length(text) > limit) return { kind: "too-large", limit };
  return { kind: "text", text: text.startsWith("\uFEFF") ? text.slice(1) : text };
}

export async function listFolder(files: PackFiles, folder: string): ReturnType<PackFiles["list"]> {
  try {
    return await files.list(folder);
  } catch {
    return [];
  }
}

function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts two of its four bytes.
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return length;
}
