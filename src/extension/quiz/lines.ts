/** Text cut into lines for a list whose rows hold one line each and cut off what is longer. */

/**
 * Lines of at most `width` characters, the first of at most `first`, broken at spaces. A word longer than a line stays
 * whole. Empty text has no lines.
 */
export function lines(text: string, width: number, first = width): readonly string[] {
  const all: string[] = [];
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const last = all.at(-1);
    const room = all.length <= 1 ? first : width;
    if (last !== undefined && last.length + 1 + word.length <= room) all[all.length - 1] = `${last} ${word}`;
    else all.push(word);
  }
  return all;
}
