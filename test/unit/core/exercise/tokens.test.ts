/** Tokens: their offsets are those of the text, whatever the text, and half-typed code stays readable behind its line. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { pairBrackets, tokenize } from "../../../../src/core/exercise/tokens.ts";

const texts = (code: string): readonly string[] => tokenize(code).tokens.map((token) => token.text);

describe("tokenize", () => {
  it("leaves out white space and comments and splits what may close type arguments", () => {
    assert.deepEqual(texts("a /* b */ // c\r\n+ A<B<C>>"), ["a", "+", "A", "<", "B", "<", "C", ">", ">"]);
  });

  it("covers every character that is not white space exactly once", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab1`$\"'/*{}()<>\\\n\r \u2028é💥".split("")) }), (text) => {
        const { tokens, comments } = tokenize(text);
        let at = 0;
        for (const part of [...tokens, ...comments].sort((a, b) => a.start - b.start)) {
          assert.ok(part.start >= at && part.end > part.start);
          assert.equal(text.slice(at, part.start).trim(), "");
          assert.equal(text.slice(part.start, part.end), part.text);
          at = part.end;
        }
        assert.equal(text.slice(at).trim(), "");
      }),
    );
  });

  it("ends a template that nobody closes at its line", () => {
    assert.deepEqual(texts("a(`x;\nb();\n"), ["a", "(", "`x;", "b", "(", ")", ";"]);
    assert.deepEqual(texts("a(`x;\nb(`y`);\n"), ["a", "(", "`x;", "b", "(", "`y`", ")", ";"]);
    assert.deepEqual(texts("a /* b\nc"), ["a", "c"]);
    assert.deepEqual(texts("`x\ny`"), ["`x\ny`"]);
  });

  it("says where a line break stands before a token", () => {
    assert.deepEqual(
      tokenize("a b\r\nc /*\n*/ d").tokens.map((token) => token.afterLineBreak),
      [false, false, true, true],
    );
  });
});

describe("pairBrackets", () => {
  it("pairs what belongs together and leaves a stray bracket alone", () => {
    const { tokens } = tokenize("{ f(a[`x${b}`]; ) ] }");
    const { closer, depth } = pairBrackets(tokens);
    const partner = (text: string): string | undefined =>
      tokens[closer[tokens.findIndex((token) => token.text === text)] ?? -1]?.text;
    assert.equal(partner("{"), "}");
    assert.equal(partner("("), ")");
    assert.equal(partner("["), "]");
    assert.equal(partner("`x${"), "}`");
    assert.equal(depth[tokens.length], 0);
  });
});
