/** The marks of `exercise.ts`: what they make of a file, and what is said of those that cannot be used. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { ExerciseProblem } from "../../../../src/core/exercise/model.ts";
import { parseExercise } from "../../../../src/core/exercise/parseExercise.ts";
import { sourceOf, TEXTS } from "./starters.ts";

function answers(text: string): readonly (readonly [string, string, string])[] {
  return sourceOf(text).blanks.map(({ id, kind, answer }) => [id, kind, answer]);
}

function codes(text: string): readonly string[] {
  return parseExercise(text).problems.map((problem) => problem.code);
}

describe("parseExercise", () => {
  it("reads every exercise of the pack and of these tests, with no noisy hole", () => {
    for (const text of TEXTS) assert.deepEqual(parseExercise(text).problems, []);
  });

  it("takes the outermost node that starts behind an inline mark", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["await /*@blank x*/ queue.publish(u);", "queue.publish(u)"],
      ["v = !/*@blank x*/a && b;", "a"],
      ["if (/*@blank x*/ local === source) f();", "local === source"],
      ["const p = a + /*@blank x*/ b * c - d;", "b * c"],
      ["const p = /*@blank x*/ (a, b) => a.c!.d?.[e] ?? `t${f}`;", "(a, b) => a.c!.d?.[e] ?? `t${f}`"],
      ["g(/*@blank x*/ { a: 1 } satisfies B, c);", "{ a: 1 } satisfies B"],
      ["return_(/*@blank x*/ f<Map<A, B<C>>>(a)[0], d);", "f<Map<A, B<C>>>(a)[0]"],
      ["const p = a ? /*@blank x*/ b : c;", "b"],
      ["const p: /*@blank x*/ A | B[] = c;", "A | B[]"],
      ["const p = a as /*@blank x*/ { b: C };", "{ b: C }"],
      ["f(/*@blank x*/\n  a.b,\n);", "a.b"],
    ];
    for (const [text, answer] of cases)
      assert.deepEqual(
        answers(text).map(([, , own]) => own),
        [answer],
        text,
      );
  });

  it("makes starter and solution from all four marks", () => {
    const text = [
      "//#region @hidden",
      "const a = 1;",
      "//#endregion",
      "//#region ordinary",
      "function f(b: number) {",
      "  //@starter throw b;",
      "  //@starter return;",
      "  //#region @blank body",
      "  if (b) {",
      "    return 1;",
      "  }",
      "  //#endregion",
      "  //@starter <",
      "  return b /*@blank op*/ > d(/*@blank other*/ c);",
      "}",
      "//#endregion",
      "",
    ].join("\n");
    const { starter, solution, blanks } = sourceOf(text);
    assert.equal(
      starter,
      "//#region ordinary\nfunction f(b: number) {\n  throw b;\n  return;\n  return b < d(____);\n}\n//#endregion\n",
    );
    assert.equal(
      solution,
      "//#region ordinary\nfunction f(b: number) {\n  if (b) {\n    return 1;\n  }\n  return b > d(c);\n}\n//#endregion\n",
    );
    assert.deepEqual(
      blanks.map(({ id, number, kind, answer, hole }) => [id, number, kind, answer, hole]),
      [
        ["body", 1, "statements", "if (b) {\n  return 1;\n}", "throw b;\nreturn;"],
        ["op", 2, "operator", ">", "<"],
        ["other", 3, "expression", "c", "____"],
      ],
    );
    for (const blank of blanks) {
      assert.equal(starter.slice(blank.starterSpan.start, blank.starterSpan.end).replace(/\n {2}/g, "\n"), blank.hole);
      assert.equal(text.slice(blank.sourceSpan.start, blank.sourceSpan.end).replace(/\n {2}/g, "\n"), blank.answer);
    }
  });

  it("gives the same with other line ends", () => {
    for (const text of TEXTS) {
      const { starter, solution, blanks } = sourceOf(text);
      const windows = sourceOf(text.replace(/\n/g, "\r\n"));
      assert.equal(windows.starter, starter.replace(/\n/g, "\r\n"));
      assert.equal(windows.solution, solution.replace(/\n/g, "\r\n"));
      assert.deepEqual(
        windows.blanks.map((blank) => blank.answer),
        blanks.map((blank) => blank.answer),
      );
    }
  });

  it("keeps spans and texts together", () => {
    for (const text of TEXTS) {
      const { starter, blanks } = sourceOf(text);
      for (const { hole, starterSpan } of blanks) assert.equal(starter.slice(starterSpan.start, starterSpan.end), hole);
    }
  });

  const PROBLEMS: readonly (readonly [ExerciseProblem["code"], string])[] = [
    ["exercise-no-blank", "f(a);"],
    ["exercise-duplicate-blank", "f(/*@blank a*/ b, c, /*@blank a*/ d);"],
    ["exercise-bad-mark", "f(/*@blank*/ b, /*@blank a*/ c);"],
    ["exercise-bad-mark", "f(/*@blank a b*/ b, /*@blank a*/ c);"],
    ["exercise-bad-mark", "//#region @blnk a\nf(/*@blank a*/ b);\n//#endregion"],
    ["exercise-bad-mark", "//@blank b\nf(/*@blank a*/ b);"],
    ["exercise-bad-mark", "//#region @hidden\nf(/*@blank a*/ b);\n//#endregion"],
    ["exercise-blank-without-code", "f(a /*@blank b*/);"],
    ["exercise-blank-without-code", "//#region @blank a\n// nothing\n//#endregion"],
    ["exercise-blank-extent-unclear", "/*@blank a*/ const b = c;"],
    ["exercise-blank-extent-unclear", "f(/*@blank a*/ ...b);"],
    ["exercise-blank-extent-unclear", "f(/*@blank a*/ b c d);"],
    ["exercise-blank-extent-unclear", "f() {\n//#region @blank a\n}\ng() {\n//#endregion\n}"],
    ["exercise-blanks-touch", "a /*@blank a*/ + /*@blank b*/ c;"],
    ["exercise-blank-inside-blank", "f(/*@blank a*/ g(/*@blank b*/ c));"],
    ["exercise-region-not-closed", "//#region @blank a\nf();"],
    ["exercise-region-end-without-start", "f(/*@blank a*/ b);\n//#endregion"],
    ["exercise-starter-without-blank", "//@starter x\nf();\ng(/*@blank a*/ b);"],
    ["exercise-starter-without-blank", "//@starter\ng(/*@blank a*/ b);"],
    ["exercise-bad-starter", "//@starter */ evil `${`\ng(/*@blank a*/ b);"],
    ["exercise-bad-starter", "//@starter (____\ng(/*@blank a*/ b);"],
    ["exercise-bad-starter", "//@starter ____)\ng(/*@blank a*/ b);"],
    ["exercise-bad-starter", '//@starter "____\ng(/*@blank a*/ b);'],
    ["exercise-bad-starter", "//@starter ____ /* here\ng(/*@blank a*/ b);"],
    ["exercise-bad-starter", "//@starter ____ // here\ng(/*@blank a*/ b);"],
    ["exercise-bad-starter", "//@starter f(\n//#region @blank a\nf();\n//#endregion"],
  ];
  for (const [code, text] of PROBLEMS) {
    it(`says ${code} of ${JSON.stringify(text)}`, () => {
      const { source, problems } = parseExercise(text);
      assert.ok(
        problems.some((problem) => problem.code === code),
        JSON.stringify(problems),
      );
      assert.equal(source, undefined);
      for (const { span } of problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    });
  }

  it("names holes that TypeScript complains about, and lets them be used", () => {
    const where = (text: string): readonly string[] => {
      const { source, problems } = parseExercise(text);
      assert.ok(source !== undefined, text);
      return problems.map((problem) => (problem.code === "exercise-noisy-hole" ? problem.where : problem.code));
    };
    assert.deepEqual(where("a./*@blank x*/ b;"), ["property-name"]);
    assert.deepEqual(where("f({ /*@blank x*/ a: 1 });"), ["object-key"]);
    assert.deepEqual(where("v = a /*@blank x*/ === b;"), ["operator"]);
    assert.deepEqual(where("const /*@blank x*/ a = 1;"), ["binding"]);
    assert.deepEqual(where("f('/*@blank y*/', /*@blank x*/ a);"), ["string"]);
    assert.deepEqual(where("//@starter !==\nv = a /*@blank x*/ === b;"), []);
  });

  it("never throws, and its spans lie in the text", () => {
    const pieces = fc.constantFrom(
      "/*@blank a*/ ",
      "/*@blank b*/",
      "//#region @blank c\n",
      "//#region @hidden\n",
      "//#endregion\n",
      "//@starter x\n",
      "f(",
      ")",
      "a",
      "+",
      "{",
      "}",
      ";",
      "\r\n",
      "`",
      "${",
      '"',
      "const x = ",
      " => ",
      "<",
      ">",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
          fc.string(),
        ),
        (text) => {
          for (const { span } of parseExercise(text).problems)
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        },
      ),
      { numRuns: 1000 },
    );
    assert.deepEqual(codes(""), ["exercise-no-blank"]);
  });
});
