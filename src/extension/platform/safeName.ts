/** File and folder names from ids that somebody else chose. */

const plain = /^[a-z0-9][a-z0-9-]{0,79}$/;
/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A name that is safe on every file system: the id itself where it is plain lower case, else what is left of it and a
 * digest, so that two ids never share a name, not even where upper and lower case are one.
 */
export function safeName(id: string): string {
  if (plain.test(id) && !reserved.test(id)) return id;
  const readable = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  // Two underscores: no plain id holds one, so no plain id is the name of another.
  return `${readable || "item"}__${digest(id)}`;
}

/** FNV-1a over UTF-16 units, twice with different seeds: 64 bits, enough against accidents. */
function digest(text: string): string {
  return [0x811c9dc5, 0x1b873593].map((seed) => fnv(text, seed).toString(16).padStart(8, "0")).join("");
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
