/** What a pack's texts may do to the terminal of whoever checks it: nothing. */
import assert from "node:assert/strict";
import { escapeInJson, printable } from "../../../src/cli/printable.ts";

describe("printable", () => {
  it("shows control characters and marks of direction instead of printing them, on one line", () => {
    assert.equal(printable("a\u001b[31mb\u0007\u009b2J\u202e\r\n  c\td"), "a\\u{1b}[31mb\\u{7}\\u{9b}2J\\u{202e} c d");
  });

  it("leaves ordinary text of any language as it is", () => {
    for (const text of ["plain", "Größe – “zwei”", "価格", "👍🏽"]) assert.equal(printable(text), text);
  });

  it("cuts what nobody reads", () => {
    assert.equal(printable("x".repeat(5000)).length, 2001);
  });

  it("keeps JSON the same value", () => {
    const value = { text: "\u009b31m\u202e\u2028 \u001b ü" };
    const json = escapeInJson(JSON.stringify(value));
    assert.deepEqual(JSON.parse(json), value);
    assert.ok(!/[\u007f-\u009f\u202e\u2028]/.test(json));
  });
});
