import assert from "node:assert/strict";
import type { JsonExpectation, PackProblemDetail } from "../../../src/core/pack/model.ts";
import { packProblemText } from "../../../src/text/packProblems.ts";
import { english } from "../../../src/text/translate.ts";

const text = (detail: PackProblemDetail): string => packProblemText(detail, english);
const HEADINGS = ["## Blank:", "## Hints", "## Solution", "## Mistakes"];

/** One of each; the type makes a new code without a sentence here an error. */
const EACH: { readonly [Code in PackProblemDetail["code"]]: Extract<PackProblemDetail, { readonly code: Code }> } = {
  "pack-not-found": { code: "pack-not-found" },
  "json-syntax": { code: "json-syntax", what: "CommaExpected" },
  "json-duplicate-key": { code: "json-duplicate-key", key: "id" },
  "json-unknown-key": { code: "json-unknown-key", key: "hnt", known: ["hint"] },
  "json-missing-key": { code: "json-missing-key", key: "id" },
  "json-invalid-value": { code: "json-invalid-value", path: "modules[0].id", expected: "kebab-id" },
  "format-too-new": { code: "format-too-new", found: 2, supported: 1 },
  "duplicate-id": { code: "duplicate-id", id: "a", of: "item" },
  "duplicate-pack": { code: "duplicate-pack", id: "a", used: "packs/a", folder: "out/packs/a" },
  "path-outside-pack": { code: "path-outside-pack", path: "../a" },
  "file-missing": { code: "file-missing", path: "a/exercise.md" },
  "file-unlisted": { code: "file-unlisted", path: "a" },
  "nesting-too-deep": { code: "nesting-too-deep", limit: 12 },
  "file-too-large": { code: "file-too-large", path: "a.md", limit: 65_536 },
  "heading-missing": { code: "heading-missing", heading: "## Hints" },
  "heading-unknown": { code: "heading-unknown", heading: "## Hnts", known: HEADINGS },
  "heading-repeated": { code: "heading-repeated", heading: "## Hints" },
  "section-empty": { code: "section-empty", heading: "## Hints" },
  "blank-unknown": { code: "blank-unknown", blank: "send", known: ["sent", "other"] },
  "blank-undescribed": { code: "blank-undescribed", blank: "send" },
  "variant-without-code": { code: "variant-without-code", name: "late" },
  "variant-without-why": { code: "variant-without-why", name: "late" },
  "variant-repeats": { code: "variant-repeats", name: "late", other: "early" },
  "list-expected": { code: "list-expected", heading: "## Hints" },
  "quiz-options-missing": { code: "quiz-options-missing" },
  "quiz-too-few-options": { code: "quiz-too-few-options", found: 1 },
  "quiz-no-right-option": { code: "quiz-no-right-option" },
  "quiz-no-wrong-option": { code: "quiz-no-wrong-option" },
  "quiz-option-without-box": { code: "quiz-option-without-box", option: "later" },
  "quiz-option-without-why": { code: "quiz-option-without-why", option: "later" },
  "exercise-no-blank": { code: "exercise-no-blank" },
  "exercise-duplicate-blank": { code: "exercise-duplicate-blank", blank: "send" },
  "exercise-bad-mark": { code: "exercise-bad-mark", mark: "@blnk" },
  "exercise-blank-without-code": { code: "exercise-blank-without-code", blank: "send" },
  "exercise-blank-extent-unclear": { code: "exercise-blank-extent-unclear", blank: "send" },
  "exercise-blanks-touch": { code: "exercise-blanks-touch", first: "send", second: "store" },
  "exercise-blank-inside-blank": { code: "exercise-blank-inside-blank", blank: "send", outer: "store" },
  "exercise-region-not-closed": { code: "exercise-region-not-closed", mark: "//#region @hidden" },
  "exercise-region-end-without-start": { code: "exercise-region-end-without-start" },
  "exercise-starter-without-blank": { code: "exercise-starter-without-blank" },
  "exercise-bad-starter": { code: "exercise-bad-starter", blank: "a" },
  "exercise-noisy-hole": { code: "exercise-noisy-hole", blank: "send", where: "operator" },
};

/** What each sentence must name, so that nobody has to guess what it is about. */
function named(detail: PackProblemDetail): readonly string[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    if (["code", "what", "of", "where", "expected", "limit"].includes(key) || typeof value === "object") return [];
    return [String(value)];
  });
}

describe("the texts for problems of a pack", () => {
  for (const detail of Object.values(EACH)) {
    it(`says what is wrong and names it: ${detail.code}`, () => {
      const sentence = text(detail);
      assert.match(sentence, /^[A-Z`].*[.?]$/s);
      assert.doesNotMatch(sentence, /\{\d\}|undefined|\[object|!$/);
      for (const name of named(detail)) assert.ok(sentence.includes(name), `${sentence} does not name ${name}`);
    });
  }

  it("differs for every code", () => {
    const sentences = Object.values(EACH).map(text);
    assert.equal(new Set(sentences).size, sentences.length);
  });

  it("is put together from templates that a translator gets to see", () => {
    const seen: string[] = [];
    const loud = packProblemText(EACH["json-unknown-key"], (message, ...args) => {
      seen.push(message);
      return english(message, ...args).toUpperCase();
    });
    assert.deepEqual(seen, ["`{0}` is not a key that is known here.", "Did you mean `{0}`?"]);
    assert.equal(loud, "`HNT` IS NOT A KEY THAT IS KNOWN HERE. DID YOU MEAN `HINT`?");
  });

  it("suggests the closest key, heading or blank, or lists them all", () => {
    const keys = (key: string) =>
      text({ code: "json-unknown-key", key, known: ["path", "id", "level", "concepts", "attempts"] });
    assert.match(keys("levle"), /Did you mean `level`\?$/);
    assert.match(keys("Attempts"), /Did you mean `attempts`\?$/);
    assert.match(keys("colour"), /Known here: `path`, `id`, `level`, `concepts`, `attempts`\.$/);
    const heading = (words: string) => text({ code: "heading-unknown", heading: words, known: HEADINGS });
    assert.match(heading("### Hints"), /Did you mean `## Hints`\?$/);
    assert.match(heading("## Blnk: send"), /Did you mean `## Blank:`\?$/);
    assert.match(heading("## Blank"), /Did you mean `## Blank:`\?$/);
    assert.equal(heading("## Blank:"), "`## Blank:` needs a name after the colon.");
    assert.match(heading("### Wrong: late"), /Known here: `## Blank:`,/);
    assert.match(text({ code: "blank-unknown", blank: "x", known: [] }), /there\.$/);
  });

  it("speaks of what the place is", () => {
    assert.match(text({ code: "heading-missing", heading: "#" }), /title/);
    assert.match(text({ code: "heading-repeated", heading: "#" }), /title/);
    assert.match(text({ code: "section-empty", heading: "#" }), /title/);
    assert.match(text({ code: "duplicate-id", id: "a", of: "module" }), /module/);
    assert.match(text({ code: "list-expected", heading: "## Solution" }), /numbered list/);
    assert.match(text({ code: "variant-repeats", name: "late" }), /answer/);
    assert.match(text({ code: "heading-unknown", heading: "Breaks:", known: [] }), /Only a wrong fragment/);
    assert.equal(
      text({ code: "json-invalid-value", path: "", expected: "object" }),
      "The file must be an object in braces `{ }`.",
    );
    assert.match(text(EACH["file-too-large"]), /64 kB/);
  });

  it("has words for every expectation, syntax error and noisy hole", () => {
    const expected: Record<JsonExpectation, true> = {
      object: true,
      text: true,
      list: true,
      "non-empty-list": true,
      "kebab-id": true,
      version: true,
      "format-number": true,
      level: true,
      attempts: true,
      "item-path": true,
      "item-path-with-id": true,
      "item-path-not-reserved": true,
    };
    const values = Object.keys(expected).map((key) =>
      text({ code: "json-invalid-value", path: "a", expected: key as JsonExpectation }),
    );
    assert.equal(new Set(values).size, values.length);
    const syntax = [
      "CommaExpected",
      "ColonExpected",
      "PropertyNameExpected",
      "ValueExpected",
      "CloseBraceExpected",
      "CloseBracketExpected",
      "EndOfFileExpected",
      "UnexpectedEndOfString",
      "UnexpectedEndOfComment",
      "InvalidNumberFormat",
      "InvalidUnicode",
      "InvalidCharacter",
      "InvalidSymbol",
    ];
    const sentences = syntax.map((what) => text({ code: "json-syntax", what }));
    assert.equal(new Set(sentences).size, sentences.length);
    const holes = (["property-name", "object-key", "operator", "string", "binding"] as const).map((where) => {
      return text({ code: "exercise-noisy-hole", blank: "a", where });
    });
    assert.equal(new Set(holes).size, holes.length);
  });
});
