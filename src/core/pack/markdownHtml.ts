/** Markdown of a pack as HTML that is safe to show: no raw HTML, no addresses but those that are known to be harmless. */
import { micromark } from "micromark";
import type { Markdown } from "./model.ts";

/**
 * Turns a path inside the pack's folder (`images/queue.svg`) into an address for a page, or undefined to leave it out.
 * Never called with a path that leads out of the pack.
 */
export type ResolvePath = (path: string, kind: "link" | "image") => string | undefined;

const ANCHOR = /<a href="([^"]*)"( title="[^"]*")?>([\s\S]*?)<\/a>/g;
const IMAGE = /<img src="([^"]*)" alt="([^"]*)"( title="[^"]*")? \/>/g;

/**
 * Links to `https:`, `http:` and `mailto:` stay; paths inside the pack go through `resolve`; of everything else, and of
 * images from elsewhere, only the words stay.
 */
export function markdownHtml(markdown: Markdown, resolve: ResolvePath = () => undefined): string {
  // The parser escapes raw HTML, so each tag and quote in its output is its own, and links never hold links.
  return micromark(markdown, { allowDangerousHtml: false, allowDangerousProtocol: false })
    .replace(IMAGE, (_whole, source: string, alt: string, title = "") => {
      const address = inPack(source, "image", resolve);
      return address === undefined ? alt : `<img src="${address}" alt="${alt}"${title} />`;
    })
    .replace(ANCHOR, (_whole, target: string, title = "", words: string) => {
      const address = /^(?:https?:|mailto:)/i.test(target) ? target : inPack(target, "link", resolve);
      return address === undefined ? words : `<a href="${address}"${title}>${words}</a>`;
    });
}

/** `encoded` is an attribute's text; so is the result. */
function inPack(encoded: string, kind: "link" | "image", resolve: ResolvePath): string | undefined {
  const path = decoded(encoded);
  if (path === undefined || path === "" || /^[/\\#?]|[:\\]/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  if (parts.length === 0) return undefined;
  const address = resolve(parts.join("/"), kind);
  return address?.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function decoded(encoded: string): string | undefined {
  const address = encoded
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
  try {
    return decodeURIComponent(address);
  } catch {
    return undefined;
  }
}
