/** Names of kept copies: they hold the time, because the dates that file systems keep do not last. */

/** `2026-11-23 22.41.07`, by the local clock; without colons, which Windows does not allow. */
export function keptCopyName(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day} ${[two(at.getHours()), two(at.getMinutes()), two(at.getSeconds())].join(".")}`;
}

/** The time in such a name, in milliseconds since 1970; undefined where the name is another. */
export function timeInName(name: string): number | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d) (\d\d)\.(\d\d)\.(\d\d)(?: \(\d+\))?\.ts$/.exec(name);
  if (found === null) return undefined;
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map(Number);
  const at = new Date(year, month - 1, day, hours, minutes, seconds);
  // A 13th month or a 30th of February would be moved to another day.
  return at.getMonth() === month - 1 && at.getDate() === day ? at.getTime() : undefined;
}
