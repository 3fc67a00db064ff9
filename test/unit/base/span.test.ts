import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits, LineMap } from "../../../src/base/span.ts";

const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "é", "😀") });

describe("LineMap", () => {
  it("counts lines and columns from 1 over all three line ends", () => {
    const map = new LineMap("ab\nc\r\nd\re");
    assert.deepEqual(
      [0, 2, 3, 6, 7, 8].map((at) => map.positionAt(at)),
      [
        { line: 1, column: 1 },
        { line: 1, column: 3 },
        { line: 2, column: 1 },
        { line: 3, column: 1 },
        { line: 3, column: 2 },
        { line: 4, column: 1 },
      ],
    );
  });
  it("is its own inverse and clamps", () => {
    fc.assert(
      fc.property(text, fc.nat(20), (value, at) => {
        const map = new LineMap(value);
        assert.equal(map.offsetAt(map.positionAt(at)), Math.min(at, value.length));
      }),
    );
    assert.deepEqual(new LineMap("ab").positionAt(-1), { line: 1, column: 1 });
  });
});

describe("applyEdits", () => {
  it("replaces in any order given", () => {
    const edits = [
      { span: { start: 4, end: 5 }, text: "E" },
      { span: { start: 0, end: 1 }, text: "AA" },
      { span: { start: 2, end: 2 }, text: "-" },
    ];
    assert.equal(applyEdits("abcde", edits), "AAb-cdE");
  });
  it("refuses edits that overlap", () => {
    assert.throws(
      () =>
        applyEdits("abc", [
          { span: { start: 0, end: 2 }, text: "" },
          { span: { start: 1, end: 3 }, text: "" },
        ]),
      RangeError,
    );
  });
});
