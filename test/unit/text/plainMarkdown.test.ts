import assert from "node:assert/strict";
import { oneLine, plainMarkdown } from "../../../src/text/plainMarkdown.ts";

describe("plainMarkdown", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Use `a * b * c` here", "Use a * b * c here"],
    ["**Never** take _published_ for *applied*.", "Never take published for applied."],
    ["See [the guide](https://example.org/a_b).", "See the guide."],
    ["a_b_c and 2 * 3 * 4 stay", "a_b_c and 2 * 3 * 4 stay"],
    ["```ts\nlet a = 1;\n```", "let a = 1;"],
    ["# Title\n\ntext", "Title\n\ntext"],
    ["1 \\* 2", "1 * 2"],
  ];
  for (const [markdown, plain] of cases) {
    it(`makes ${JSON.stringify(plain)} of ${JSON.stringify(markdown)}`, () => assert.equal(plainMarkdown(markdown), plain));
  }

  it("has a form on one line", () => {
    assert.equal(oneLine("One.\n\n- two\n- `three`"), "One. - two - three");
  });
});
