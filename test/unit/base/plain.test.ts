import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { canonicalKey, type Plain } from "../../../src/base/plain.ts";

const plain: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Plain>(null, undefined, true, false, "", "u", "null", "[", 0, 1),
    fc.string(),
    fc.integer(),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
  ),
})).value;

describe("canonicalKey", () => {
  it("is equal exactly for equal data", () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => assert.equal(canonicalKey(a) === canonicalKey(b), isDeepStrictEqual(a, b))),
    );
  });
  it("does not depend on the order of keys", () =>
    assert.equal(canonicalKey({ a: 1, b: [2] }), canonicalKey({ b: [2], a: 1 })));
  it("tells a missing entry from one that is undefined, and both from null", () => {
    assert.equal(new Set([{}, { a: undefined }, { a: null }].map(canonicalKey)).size, 3);
  });
});
