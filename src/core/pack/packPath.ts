/** What the paths in `pack.json` may look like: relative, inside the pack, the same on every system. */

/**
 * Why a path is refused: it leads out of the pack, it is no plain name of a folder or a `.quiz.md` file, or Windows keeps
 * a name in it for a device, so that the pack could not even be cloned there.
 */
export type PathFault = "outside" | "form" | "reserved";

const QUIZ_ENDING = ".quiz.md";
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

export function pathFault(path: string): PathFault | undefined {
  if (path.includes("\\") || path.startsWith("/") || /^[a-z][a-z\d+.-]*:/i.test(path)) return "outside";
  const parts = path.split("/");
  if (parts.includes("..")) return "outside";
  for (const part of parts) {
    // Also refuses what some systems cannot store: control characters, `<>:"|?*`, a dot or a space at the end.
    // oxlint-disable-next-line no-control-regex
    if (part === "" || /[\u0000-\u001f<>:"|?*]/.test(part) || /[. ]$/.test(part) || part.startsWith(".")) return "form";
  }
  if (parts.some((part) => RESERVED.test(part))) return "reserved";
  const last = parts.at(-1) ?? "";
  if (last === QUIZ_ENDING || (/\.(md|ts|jsonc?)$/i.test(last) && !last.endsWith(QUIZ_ENDING))) return "form";
  return undefined;
}

export function isQuizPath(path: string): boolean {
  return path.endsWith(QUIZ_ENDING);
}

/** The id an item has unless it states another: the last part of its path, without `.quiz.md`. */
export function idFromPath(path: string): string {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last.endsWith(QUIZ_ENDING) ? last.slice(0, -QUIZ_ENDING.length) : last;
}
