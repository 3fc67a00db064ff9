/** Filling, resetting and restoring: what is put in is found again, and what is taken back is as it was. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits } from "../../../../src/base/span.ts";
import {
  type FoundBlank,
  fillBlank,
  resetBlank,
  restoreBlank,
  restoreOutside,
} from "../../../../src/core/exercise/edits.ts";
import { locate } from "../../../../src/core/exercise/locate.ts";
import { sameCode } from "../../../../src/core/exercise/sameCode.ts";
import { type Starter, type StarterBlank, starterOf } from "../../../../src/core/exercise/starter.ts";
import { contentsFor, fillAll, MESSES } from "./messyEdits.ts";
import { SOURCES } from "./starters.ts";

const anyBlank = fc.constantFrom(
  ...SOURCES.flatMap((source) => source.blanks.map((blank) => ({ source, blank, starter: starterOf(source) }))),
);

function found(starter: Starter, text: string, id: string): FoundBlank {
  const blank = locate(starter, text).blanks.find((candidate) => candidate.id === id);
  assert.ok(blank?.state === "found", `${id} in:\n${text}`);
  return blank;
}

function starterBlank(starter: Starter, id: string): StarterBlank {
  const blank = starter.blanks.find((candidate) => candidate.id === id);
  assert.ok(blank !== undefined);
  return blank;
}

describe("fillBlank", () => {
  it("puts in what is found again, in a hole and in an emptied blank, in any layout", () => {
    fc.assert(
      fc.property(
        anyBlank,
        fc.nat(100),
        fc.boolean(),
        fc.option(fc.constantFrom(...MESSES), { nil: undefined }),
        ({ source, blank, starter }, choice, emptied, mess) => {
          if (mess?.name === "rename") return;
          const contents = contentsFor(blank);
          const content = contents[choice % contents.length] ?? "";
          const begun = fillAll(source, new Map(emptied ? [[blank.id, ""]] : []));
          const text = mess?.apply(begun, () => 0) ?? begun;
          const filled = applyEdits(text, [
            fillBlank(text, starterBlank(starter, blank.id), found(starter, text, blank.id), content),
          ]);
          assert.ok(
            sameCode(found(starter, filled, blank.id).text, content),
            `${blank.id} = ${content} after ${mess?.name} in:\n${filled}`,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("gives the solution when every answer is filled in", () => {
    for (const source of SOURCES) {
      const starter = starterOf(source);
      let text = source.starter;
      for (const blank of source.blanks) {
        text = applyEdits(text, [
          fillBlank(text, starterBlank(starter, blank.id), found(starter, text, blank.id), blank.answer),
        ]);
      }
      assert.equal(text, source.solution);
    }
  });

  it("keeps the line ends and the indentation of the place", () => {
    const source = SOURCES[1];
    assert.ok(source !== undefined);
    const starter = starterOf(source);
    const text = source.starter.replace(/\n/g, "\r\n").replace(/^ {2}/gm, "\t");
    const edit = fillBlank(
      text,
      starterBlank(starter, "handover"),
      found(starter, text, "handover"),
      "if (a) {\n  b();\n}",
    );
    assert.equal(edit.text, "if (a) {\r\n\t  b();\r\n\t}");
  });

  it("puts statements on a line of their own where the hole's line is gone", () => {
    const source = SOURCES[1];
    assert.ok(source !== undefined);
    const starter = starterOf(source);
    const text = source.starter.replace(/ *____;\n/, "");
    const filled = applyEdits(text, [
      fillBlank(text, starterBlank(starter, "handover"), found(starter, text, "handover"), "a();\nb();"),
    ]);
    assert.equal(filled, source.starter.replace("____;", "a();\n  b();"));
  });
});

describe("resetBlank", () => {
  it("gives the starter back after any fill", () => {
    fc.assert(
      fc.property(anyBlank, fc.nat(100), ({ source, blank, starter }, choice) => {
        const contents = contentsFor(blank);
        const text = fillAll(source, new Map([[blank.id, contents[choice % contents.length]]]));
        assert.equal(
          applyEdits(text, [resetBlank(text, starterBlank(starter, blank.id), found(starter, text, blank.id))]),
          source.starter,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("restoreBlank", () => {
  it("brings a line back that was deleted with its blank", () => {
    for (const source of SOURCES) {
      const starter = starterOf(source);
      for (const blank of source.blanks) {
        const start = source.starter.lastIndexOf("\n", blank.starterSpan.start) + 1;
        const end = source.starter.indexOf("\n", blank.starterSpan.end) + 1;
        const text = source.starter.slice(0, start) + source.starter.slice(end);
        const edit = restoreBlank(starter, text, blank.id);
        assert.ok(edit !== undefined);
        const again = applyEdits(text, [edit]);
        const located = locate(starter, again).blanks.find((candidate) => candidate.id === blank.id);
        assert.ok(located?.state === "found" && !located.filled, `${blank.id} in:\n${again}`);
      }
    }
  });

  it("knows no other ids", () => {
    const source = SOURCES[0];
    assert.ok(source !== undefined);
    assert.equal(restoreBlank(starterOf(source), source.starter, "nobody"), undefined);
  });
});

describe("restoreOutside", () => {
  it("leaves nothing changed outside and every answer in place", () => {
    const changes: readonly ((text: string) => string)[] = [
      (text) => text.replace(/"eventually"/, '"never"'),
      (text) => text.replace(/^type .*;\n/m, ""),
      (text) => text.replace(/ctx\.db\.put\(/, "ctx.db.put(extra, "),
      (text) => `${text}\nfunction more(a: string) {\n  return a;\n}\n`,
      (text) => text.replace(/\n\nservice\(/, '\n\nconsole.log("here");\n\nservice('),
      (text) => text.replace(/\bawait ctx\b/, "ctx"),
      (text) => text.replace(/(\n *return "accepted";|\n *if \(known.*)/, ""),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...SOURCES),
        fc.subarray([...changes], { minLength: 1, maxLength: 3 }),
        fc.nat(100),
        (source, chosen, choice) => {
          const starter = starterOf(source);
          const contents = new Map(
            source.blanks.map((blank) => [blank.id, contentsFor(blank)[choice % contentsFor(blank).length]]),
          );
          const text = chosen.reduce((current, change) => change(current), fillAll(source, contents));
          const before = locate(starter, text);
          const again = applyEdits(text, restoreOutside(starter, text));
          const after = locate(starter, again);
          assert.deepEqual(after.outside, [], `of:\n${text}\nis:\n${again}`);
          for (const [index, blank] of before.blanks.entries()) {
            const now = after.blanks[index];
            assert.equal(now?.state, "found");
            if (blank.state === "found" && now?.state === "found")
              assert.ok(sameCode(now.text, blank.text), `${now.text} for ${blank.text}`);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
