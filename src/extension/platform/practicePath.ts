/** What a person wrote into the setting for the practice folder, as a path. Loaded by the entry: keep it small. */
import { homedir } from "node:os";
import { normalize } from "node:path";

/** An absolute path without `~` and `..`; undefined where the text is no absolute path (after `~` is resolved). */
export function practicePath(chosen: string): string | undefined {
  const path = chosen === "~" || /^~[\\/]/.test(chosen) ? homedir() + chosen.slice(1) : chosen;
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path) ? normalize(path) : undefined;
}
