/** Blanks are found again after anything a learner or a formatter does, and never attributed wrongly. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import * as prettier from "prettier";
import { locate } from "../../../../src/core/exercise/locate.ts";
import type { ExerciseSource } from "../../../../src/core/exercise/model.ts";
import { sameCode } from "../../../../src/core/exercise/sameCode.ts";
import { starterOf } from "../../../../src/core/exercise/starter.ts";
import { contentsFor, fillAll, MESSES, type Messy } from "./messyEdits.ts";
import { SOURCES } from "./starters.ts";

interface Case extends Messy {
  readonly source: ExerciseSource;
}

/** A learner's file with each blank filled, emptied or left alone, and up to `most` messes on top. `grouped` puts parentheses around. */
function messy(most: number, grouped = false): fc.Arbitrary<Case> {
  return fc
    .tuple(
      fc.constantFrom(...SOURCES),
      fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
      fc.subarray([...MESSES], { maxLength: most }),
      fc.nat(1000),
    )
    .map(([source, choices, messes, seed]) => {
      const contents = new Map<string, string | undefined>();
      source.blanks.forEach((blank, index) => {
        const choice = choices[index % choices.length] ?? 0;
        const possible = contentsFor(blank);
        const content = possible[choice % possible.length] ?? "";
        // A formatter regroups `await a === b`: only what is one operand everywhere stays one under formatting.
        const own = grouped && blank.kind === "expression" ? `(${content})` : content;
        contents.set(blank.id, choice % 5 === 0 ? undefined : choice % 5 === 1 ? "" : own);
      });
      let text = fillAll(source, contents);
      for (const [index, mess] of messes.entries())
        text = mess.apply(text, (below) => (seed + index) % Math.max(1, below));
      const renamed = messes.some((mess) => mess.name === "rename");
      const expected = source.blanks.map((blank) => {
        const content = contents.get(blank.id) ?? blank.hole;
        return [blank.id, renamed ? content.replace(/\bctx\b/g, "context") : content] as const;
      });
      return { source, text, contents: new Map(expected), steps: messes.map((mess) => mess.name) };
    });
}

function check({ source, text, contents, steps }: Case): void {
  const located = locate(starterOf(source), text);
  located.blanks.forEach((blank, index) => {
    const expected = contents.get(blank.id) ?? "";
    const about = `${blank.id} after ${steps.join(", ")} in:\n${text}`;
    assert.equal(blank.state, "found", about);
    if (blank.state !== "found") return;
    assert.ok(
      sameCode(blank.text, expected),
      `${JSON.stringify(blank.text)} for ${JSON.stringify(expected)}: ${about}`,
    );
    assert.equal(text.slice(blank.span.start, blank.span.end), blank.text);
    const hole = source.blanks[index]?.hole ?? "";
    assert.equal(blank.filled, expected !== "" && !sameCode(expected, hole) && !expected.includes("____"), about);
  });
}

describe("locate", () => {
  it("finds every blank of an untouched starter, unfilled, with nothing changed outside", () => {
    for (const source of SOURCES) {
      const { blanks, outside } = locate(starterOf(source), source.starter);
      assert.deepEqual(outside, []);
      for (const [index, blank] of blanks.entries()) {
        assert.ok(blank.state === "found" && !blank.filled);
        assert.deepEqual(blank.span, source.blanks[index]?.starterSpan);
      }
    }
  });

  it("finds the author's answers in the solution", () => {
    for (const source of SOURCES) {
      const { blanks, outside } = locate(starterOf(source), source.solution);
      assert.deepEqual(outside, []);
      for (const [index, blank] of blanks.entries()) {
        assert.ok(blank.state === "found" && blank.filled);
        assert.ok(sameCode(blank.text, source.blanks[index]?.answer ?? ""));
      }
    }
  });

  it("finds every blank in 1,200 messy files", function () {
    this.timeout(20_000);
    fc.assert(fc.property(messy(4), check), { numRuns: 1200 });
  });

  it("finds every blank in files that Prettier has formatted", async function () {
    this.timeout(20_000);
    const cases = fc.sample(messy(2, true), { numRuns: 500, seed: 7 });
    const options = [
      {},
      { semi: false, singleQuote: true },
      { printWidth: 40, trailingComma: "all" as const },
      {
        useTabs: true,
        arrowParens: "avoid" as const,
        trailingComma: "none" as const,
        endOfLine: "crlf" as const,
        quoteProps: "consistent" as const,
      },
    ];
    let formatted = 0;
    for (const [index, messyCase] of cases.entries()) {
      try {
        const text = await prettier.format(messyCase.text, {
          parser: "typescript",
          ...options[index % options.length],
        });
        check({ ...messyCase, text, steps: [...messyCase.steps, "prettier"] });
        formatted++;
      } catch (error) {
        // A file with an emptied blank often does not parse, and is then not formatted either.
        if (!(error instanceof SyntaxError) && !(error instanceof Error && error.name === "SyntaxError")) throw error;
      }
    }
    assert.ok(formatted >= 100, `${formatted} formatted`);
  });

  it("finds every blank in files that Biome has formatted", function () {
    this.timeout(30_000);
    const cases = fc.sample(messy(2, true), { numRuns: 200, seed: 11 });
    const folder = mkdtempSync(join(tmpdir(), "locate-"));
    try {
      const biome = join(import.meta.dirname, "../../../../node_modules/.bin/biome");
      const sets = [
        ["--indent-style=tab"],
        ["--semicolons=as-needed", "--quote-style=single", "--line-width=50"],
        ["--arrow-parentheses=as-needed", "--trailing-commas=none", "--indent-style=space"],
      ];
      let formatted = 0;
      for (const [set, options] of sets.entries()) {
        const own = cases
          .map((messyCase, index) => ({ messyCase, path: join(folder, `${set}-${index}.ts`) }))
          .filter((_, index) => index % sets.length === set);
        for (const { messyCase, path } of own) writeFileSync(path, messyCase.text);
        spawnSync(
          biome,
          [
            "format",
            "--write",
            "--vcs-enabled=false",
            "--max-diagnostics=1",
            ...options,
            ...own.map(({ path }) => path),
          ],
          { cwd: folder },
        );
        for (const { messyCase, path } of own) {
          const text = readFileSync(path, "utf8");
          if (text !== messyCase.text) formatted++;
          check({ ...messyCase, text, steps: [...messyCase.steps, "biome"] });
        }
      }
      assert.ok(formatted >= 50, `${formatted} formatted`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("never attributes wrongly when lines with blanks are deleted", () => {
    for (const source of SOURCES) {
      for (const gone of source.blanks) {
        if (gone.kind === "statements") continue;
        const contents = new Map(source.blanks.map((blank) => [blank.id, `mark_${blank.id}`]));
        const marker = contents.get(gone.id) ?? "";
        const lines = fillAll(source, contents).split("\n");
        const line = lines.find((candidate) => candidate.includes(marker)) ?? "";
        if ((line.match(/mark_/g) ?? []).length > 1) continue;
        const { blanks } = locate(starterOf(source), lines.filter((candidate) => candidate !== line).join("\n"));
        for (const blank of blanks) {
          if (blank.id === gone.id)
            assert.ok(blank.state === "missing" || blank.text === "", `${gone.id} found as ${JSON.stringify(blank)}`);
          else assert.ok(blank.state === "found" && blank.text === contents.get(blank.id), JSON.stringify(blank));
        }
      }
    }
  });

  it("says what was changed outside the blanks, and not what was formatted", () => {
    const source = SOURCES[0];
    assert.ok(source !== undefined);
    const starter = starterOf(source);
    const changed = source.starter.replace('"Renamed", change', '"Changed", change');
    assert.deepEqual(
      locate(starter, changed).outside.map(({ span, original }) => [changed.slice(span.start, span.end), original]),
      [['"Changed"', '"Renamed"']],
    );
    assert.deepEqual(locate(starter, source.starter.replaceAll(";", "").replaceAll('"', "'")).outside, []);
  });

  it("works while somebody is typing", () => {
    const source = SOURCES[0];
    assert.ok(source !== undefined);
    for (const typed of [
      "fo",
      "foo(",
      "foo(a, ",
      '"unfin',
      "`unfin",
      "a ?",
      "{ a:",
      "(x) => {",
      "a.",
      "[1, ",
      "/* note",
    ]) {
      const text = fillAll(source, new Map([["state", typed]]));
      assert.equal(locate(starterOf(source), text).blanks[0]?.state, "found", typed);
    }
  });

  it("never throws, and finds nothing in a file that has nothing in common", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SOURCES), fc.oneof(fc.string(), fc.string({ unit: "binary" })), (source, text) => {
        for (const blank of locate(starterOf(source), text).blanks) assert.equal(blank.state, "missing");
      }),
      { numRuns: 200 },
    );
  });

  it("takes little time for long files", function () {
    this.timeout(10_000);
    const unit = SOURCES.map((source) => source.starter).join("\n");
    const source = SOURCES[4];
    assert.ok(source !== undefined);
    const names = [...Array(12).keys()]
      .map((n) => unit.replace(/\b(?:ctx|update|change|msg|local|source)\b/g, (word) => `${word}${n}`))
      .join("\n");
    const long = `${names}\n${source.starter}`;
    assert.ok(long.split("\n").length >= 2000);
    locate(starterOf(source), long);
    const times = [1, 2, 3, 4, 5].map(() => {
      const before = performance.now();
      locate(starterOf(source), long);
      return performance.now() - before;
    });
    assert.ok(Math.min(...times) < 150, `${Math.min(...times)} ms`);
  });
});
