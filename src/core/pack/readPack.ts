/** Reads a whole pack: the manifest, every listed item, and what lies beside them unlisted. */
import { FileProblems } from "./fileProblems.ts";
import { readManifest, type ManifestReading } from "./manifest.ts";
import type { Item, Module, PackFiles, PackProblem, PackReading } from "./model.ts";
import { readText } from "./packText.ts";
import { type ItemContent, type ItemReading, readItem } from "./readItem.ts";
import { findUnlisted } from "./unlisted.ts";

const MANIFEST = "pack.json";
/** Distinct wrong answers before the solution is shown, unless the item says otherwise. */
const DEFAULT_ATTEMPTS = 3;
/** Items read at the same time; a pack may list thousands. */
const BATCH = 8;

/**
 * Reads and checks a pack. Never throws: whatever is wrong comes back as a problem with file, line and column, and all
 * problems of all files are found in one go. `pack` is there exactly when none of them is an error.
 */
export async function readPack(files: PackFiles): Promise<PackReading> {
  const file = await readText(files, MANIFEST);
  const problems = new FileProblems(MANIFEST, file.kind === "text" ? file.text : "");
  const start = { start: 0, end: 0 };
  if (file.kind !== "text") {
    if (file.kind === "missing") problems.add(start, { code: "pack-not-found" });
    else if (file.kind === "outside") problems.add(start, { code: "path-outside-pack", path: MANIFEST });
    else problems.add(start, { code: "file-too-large", path: MANIFEST, limit: file.limit });
    return { title: "", problems: problems.list };
  }

  const manifest = readManifest(file.text, problems);
  const readings: ItemReading[] = [];
  for (let i = 0; i < manifest.items.length; i += BATCH) {
    const batch = manifest.items.slice(i, i + BATCH);
    readings.push(...(await Promise.all(batch.map((item) => readItem(files, item, problems)))));
  }
  if (manifest.listSpan !== undefined) {
    const listed = manifest.items.map((item) => item.path);
    for (const path of await findUnlisted(files, listed))
      problems.add(manifest.listSpan, { code: "file-unlisted", path });
  }

  const all: PackProblem[] = [...problems.list.sort(byPlace)];
  for (const reading of readings) all.push(...[...reading.problems].sort(byFileAndPlace));
  const sound = all.every((problem) => problem.severity !== "error");
  const pack = sound ? assemble(manifest, readings) : undefined;
  return { ...(pack === undefined ? {} : { pack }), title: manifest.title, problems: all };
}

function assemble(reading: ManifestReading, readings: readonly ItemReading[]): PackReading["pack"] {
  const { manifest } = reading;
  if (manifest === undefined) return undefined;
  const contents = new Map<string, ItemContent>();
  reading.items.forEach((item, i) => {
    const content = readings[i]?.content;
    if (content !== undefined) contents.set(`${item.module} ${item.index}`, content);
  });
  const ids = new Map(reading.items.map((item) => [`${item.module} ${item.index}`, item.id]));
  const modules = manifest.modules.map((module, m): Module => {
    const items = module.items.flatMap(({ path, level, concepts, attempts }, i): readonly Item[] => {
      const content = contents.get(`${m} ${i}`);
      const id = ids.get(`${m} ${i}`);
      if (content === undefined || id === undefined) return [];
      const facts = { id, path, level, concepts };
      if (content.kind === "quiz") return [{ ...facts, ...content }];
      return [{ ...facts, ...content, attempts: attempts ?? DEFAULT_ATTEMPTS }];
    });
    return { id: module.id, title: module.title, summary: module.summary, items };
  });
  const { id, title, description, version } = manifest;
  return { id, title, description, version, modules };
}

function byPlace(a: PackProblem, b: PackProblem): number {
  return a.position.line - b.position.line || a.position.column - b.position.column;
}

function byFileAndPlace(a: PackProblem, b: PackProblem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : byPlace(a, b);
}
