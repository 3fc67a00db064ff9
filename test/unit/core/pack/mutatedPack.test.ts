import assert from "node:assert/strict";
import fc from "fast-check";
import type { PackReading } from "../../../../src/core/pack/model.ts";
import { readPack } from "../../../../src/core/pack/readPack.ts";
import { type FileMap, fixture, memoryPack } from "./memoryPack.ts";

const good = fixture("good");
const paths = Object.keys(good).filter((path) => path !== "guide.md");
const RUNS = 3_000;

/** Changes one text; the numbers say where. */
type Mutation = (text: string, a: number, b: number, word: string) => string;

const lines = (edit: (all: string[], at: number, other: number) => void): Mutation => {
  return (whole, a, b) => {
    const all = whole.split("\n");
    edit(all, a % all.length, b % all.length);
    return all.join("\n");
  };
};

/** A piece of structure, repeated. */
const BITS = [
  "{",
  "[",
  "- ",
  "> ",
  "1. ",
  "#",
  "# ",
  "## ",
  "### Wrong: ",
  "```",
  "`",
  "*",
  "_",
  "[",
  "](",
  "<",
  "<!--",
  '"',
  ",",
  "\\",
  "\t",
  "\r",
  "\u0000",
  "/*@blank ",
  "//#region @hidden\n",
  "- [ ] ",
  "  - a\n",
];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "delete a line": lines((all, at) => void all.splice(at, 1)),
  "duplicate a line": lines((all, at) => void all.splice(at, 0, all[at] ?? "")),
  "swap lines": lines((all, at, other) => void ([all[at], all[other]] = [all[other] ?? "", all[at] ?? ""])),
  "move a block": lines((all, at, other) => void all.splice(other, 0, ...all.splice(at, 5))),
  "indent a line": lines((all, at, other) => void (all[at] = " ".repeat(other) + all[at])),
  truncate: (text, a) => text.slice(0, a % (text.length + 1)),
  behead: (text, a) => text.slice(a % (text.length + 1)),
  "delete a stretch": (text, a, b) => text.slice(0, a % text.length) + text.slice((a % text.length) + (b % 40)),
  "insert a word": (text, a, _b, word) => text.slice(0, a % text.length) + word + text.slice(a % text.length),
  "replace a character": (text, a, _b, word) =>
    text.slice(0, a % text.length) + word.slice(0, 1) + text.slice((a % text.length) + 1),
  "repeat structure": (text, a, b) =>
    text.slice(0, a % text.length) + (BITS[b % BITS.length] ?? "").repeat((b % 300) + 1) + text.slice(a % text.length),
  "insert structure": (text, a, b) =>
    text.slice(0, a % text.length) + (BITS[b % BITS.length] ?? "") + text.slice(a % text.length),
  "change a word": (text, a, _b, word) => {
    const words = [...text.matchAll(/[A-Za-z$_]+/g)];
    const found = words[a % Math.max(1, words.length)];
    return found === undefined ? text : text.slice(0, found.index) + word + text.slice(found.index + found[0].length);
  },
  "repeat everything": (text, a) => text.repeat((a % 4) + 1),
  "Windows line ends": (text) => text.replaceAll("\n", "\r\n"),
  "old line ends": (text) => text.replaceAll("\n", "\r"),
  "a byte order mark": (text) => `\uFEFF${text}`,
  empty: () => "",
  noise: (_text, _a, _b, word) => word,
};

/** Either a pack or an error, and each problem at a place that its file has. */
function assertSound(reading: PackReading, files: FileMap): void {
  const errors = reading.problems.filter((problem) => problem.severity === "error");
  assert.equal(reading.pack === undefined, errors.length > 0);
  for (const { file, position, end, detail } of reading.problems) {
    const text = files[file] ?? (file === "pack.json" ? "" : undefined);
    assert.ok(text !== undefined, `${detail.code} is in ${file}, which does not exist`);
    for (const place of end === undefined ? [position] : [position, end]) {
      const line = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)[place.line - 1];
      assert.ok(line !== undefined && place.column >= 1, `${detail.code} at ${file}:${place.line}:${place.column}`);
      assert.ok(place.column <= line.length + 1, `${detail.code} at ${file}:${place.line}:${place.column}`);
    }
  }
}

const mutation = fc.record({
  path: fc.constantFrom(...paths),
  name: fc.constantFrom(...Object.keys(MUTATIONS)),
  a: fc.nat(10_000),
  b: fc.nat(10_000),
  word: fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("__proto__", "constructor", "format", "-1", "1e999", "null"),
  ),
});

describe("a pack after random changes", () => {
  it(`is read as a pack or with problems at their places, in ${RUNS} variations`, async function () {
    this.timeout(60_000);
    let packs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
        const files: Record<string, string> = { ...good };
        for (const { path, name, a, b, word } of changes) {
          const text = files[path] ?? "";
          if (text !== "") files[path] = MUTATIONS[name]?.(text, a, b, word) ?? text;
        }
        const reading = await readPack(memoryPack(files));
        if (reading.pack !== undefined) packs++;
        assertSound(reading, files);
      }),
      { numRuns: RUNS },
    );
    // Otherwise the changes would be too wild to say anything about good packs, or too tame about bad ones.
    assert.ok(packs > RUNS / 20 && packs < (RUNS * 19) / 20, `${packs} good packs of ${RUNS}`);
  });

  it("is read when files are missing, swapped or hold each other's text", async () => {
    for (const one of paths) {
      const missing = Object.fromEntries(Object.entries(good).filter(([path]) => path !== one));
      const lacking = await readPack(memoryPack(missing));
      assert.equal(lacking.pack, undefined);
      assertSound(lacking, missing);
      for (const other of paths) {
        const swapped = { ...good, [one]: good[other] ?? "", [other]: good[one] ?? "" };
        const reading = await readPack(memoryPack(swapped));
        assertSound(reading, swapped);
        // No two kinds of file can stand for each other, but a scenario is code like any other.
        if (one !== other) assert.equal(reading.pack, undefined, `${one} and ${other}`);
      }
    }
  });

  it("is read in bounded time when lists are huge or nested", async function () {
    this.timeout(30_000);
    const item = '{ "path": "send-the-news", "level": "easy", "concepts": [] },';
    const huge: FileMap[] = [
      { ...good, "pack.json": (good["pack.json"] ?? "").replace('"items": [', `"items": [${item.repeat(3_000)}`) },
      { ...good, "pack.json": "[".repeat(200_000) },
      { ...good, "pack.json": `{"a":`.repeat(50_000) },
      ...["- ", "> ", "1. ", "[", "`a", "*a ", "_a_ ", "<!--", "- [ ] a\n", "## a\n", "![](", "&#", "a\n"].map(
        (bit) => {
          return { ...good, "what-is-stale.quiz.md": `# a\n\n${bit.repeat(Math.floor(8_000 / bit.length))}` };
        },
      ),
    ];
    for (const files of huge) {
      const start = performance.now();
      const reading = await readPack(memoryPack(files));
      assert.equal(reading.pack, undefined);
      assertSound(reading, files);
      assert.ok(performance.now() - start < 5_000, `${performance.now() - start} ms`);
    }
  });
});
