/** Which fragments count as the same code, and that digests agree with it and stay what they are. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { answerDigest, sameCode } from "../../../../src/core/exercise/sameCode.ts";

const SAME: readonly (readonly [string, string])[] = [
  ["f(a,b)", " f ( a, b ) ;"],
  ["'a'", '"a"'],
  ["(a + b)", "a + b"],
  ["((a))", "a"],
  ["x => x", "(x) => x"],
  ["f(a, b,)", "f(a, b)"],
  ["{ a: 1, }", '{ "a": 1 }'],
  ["a // why\n+ b", "a + b"],
  ["a();\nb();", "a()\nb()"],
  ["a\r\n.b", "a.b"],
  ["0x10", "0X10"],
  ["'it\\'s'", '"it\'s"'],
];
const DIFFERENT: readonly (readonly [string, string])[] = [
  ["a", "b"],
  ["a === b", "a == b"],
  ["a.b()", "a.b"],
  ["(a)(b)", "a(b, c)"],
  ["(a + b) * c", "a + b * c"],
  ['"a"', "a"],
  ["[a, , b]", "[a, b]"],
  ["(x) => x", "x"],
  ["", "a"],
  ["`a`", '"a"'],
];

describe("sameCode", () => {
  for (const [a, b] of SAME) it(`takes ${JSON.stringify(a)} for ${JSON.stringify(b)}`, () => assert.ok(sameCode(a, b)));
  for (const [a, b] of DIFFERENT)
    it(`tells ${JSON.stringify(a)} from ${JSON.stringify(b)}`, () => assert.ok(!sameCode(a, b)));

  it("takes any text for itself, never throws and does not depend on the order", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.ok(sameCode(a, a));
        assert.equal(sameCode(a, b), sameCode(b, a));
      }),
    );
  });
});

describe("answerDigest", () => {
  it("is the same for the same code and another for other code", () => {
    for (const [a, b] of SAME) assert.equal(answerDigest([a]), answerDigest([b]));
    for (const [a, b] of DIFFERENT) assert.notEqual(answerDigest([a]), answerDigest([b]));
    assert.notEqual(answerDigest(["a", "b"]), answerDigest(["b", "a"]));
    assert.notEqual(answerDigest(["a", ""]), answerDigest(["", "a"]));
  });

  it("is written in logs, so it must stay what it is", () => {
    assert.equal(answerDigest(["msg.data", '"failed"']), "7f19ffa441e3a664");
  });
});
