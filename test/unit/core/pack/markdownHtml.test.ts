import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownHtml } from "../../../../src/core/pack/markdownHtml.ts";

const here = (path: string): string => `https://page/${path}`;

describe("Markdown as HTML", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["escapes raw HTML", "<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"],
    ["escapes an HTML block", "<script>\nalert(1)\n</script>", "&lt;script&gt;\nalert(1)\n&lt;/script&gt;"],
    ["keeps code", '`<a href="x">` b', "<p><code>&lt;a href=&quot;x&quot;&gt;</code> b</p>"],
    [
      "keeps links to the web",
      '[a](https://x.y/?a=1&b=2 "t")',
      '<p><a href="https://x.y/?a=1&amp;b=2" title="t">a</a></p>',
    ],
    ["keeps mail links", "<me@x.y>", '<p><a href="mailto:me@x.y">me@x.y</a></p>'],
    ["drops javascript links", "[a](javascript:alert(1))", "<p>a</p>"],
    ["drops javascript links with entities", "[a](java&#115;cript&colon;alert(1))", "<p>a</p>"],
    ["drops command links", "[a](command:workbench.action.quit)", "<p>a</p>"],
    ["drops vscode links", "[a](vscode://x/y)", "<p>a</p>"],
    ["drops data images", "![a](data:image/svg+xml,x)", "<p>a</p>"],
    ["drops images from elsewhere", "![a](https://x.y/z.png)", "<p>a</p>"],
    [
      "resolves images of the pack",
      "![a & b](images/q.svg)",
      '<p><img src="https://page/images/q.svg" alt="a &amp; b" /></p>',
    ],
    ["resolves links of the pack", "[a](./deep.md)", '<p><a href="https://page/deep.md">a</a></p>'],
    [
      "resolves an image in a link",
      "[![a](a.png)](b.md)",
      '<p><a href="https://page/b.md"><img src="https://page/a.png" alt="a" /></a></p>',
    ],
    ["decodes names", "![a](<my image.png>)", '<p><img src="https://page/my image.png" alt="a" /></p>'],
    ["drops paths that lead out", "[a](x/../../y)", "<p>a</p>"],
    ["drops encoded paths that lead out", "[a](%2e%2e/y)", "<p>a</p>"],
    ["drops other hosts without a protocol", "[a](//x.y/z)", "<p>a</p>"],
    ["drops absolute paths", "[a](/etc/passwd)", "<p>a</p>"],
    ["drops backslashes", "![a](..%5C..%5Cx.png)", "<p>a</p>"],
    ["drops broken escapes", "[a](%zz)", "<p>a</p>"],
    ["drops anchors", "[a](#b)", "<p>a</p>"],
  ];
  for (const [name, markdown, html] of cases) {
    it(name, () => assert.equal(markdownHtml(markdown, here), html));
  }

  it("drops every path where nobody resolves them", () => {
    assert.equal(markdownHtml("[a](b.md) ![c](d.png)"), "<p>a c</p>");
  });

  it("escapes what the resolver returns", () => {
    assert.equal(
      markdownHtml("![a](b.png)", () => '"><script>'),
      '<p><img src="&quot;&gt;&lt;script&gt;" alt="a" /></p>',
    );
  });

  it("never puts out a tag or an address of the author's, whatever the text", () => {
    const bits = [
      "<script>",
      "<img src=x onerror=y>",
      "[a](",
      "](",
      "![",
      "javascript:",
      "command:x",
      "https://x.y",
      '"',
      "'",
      ">",
      "<",
      ")",
      "\n",
      "`",
      "a",
      " ",
      "&quot;",
      "&#x6a;",
      '<a href="',
      "</a>",
      "\\",
    ];
    const allowed =
      /^<(?:\/?(?:p|em|strong|code|pre|blockquote|ul|ol|li|h[1-6])(?: class="[^"]*")?|br \/|hr \/|\/a|a href="(?:https:\/\/[^"<>]*)"(?: title="[^"<>]*")?|img src="https:\/\/page\/[^"<>]*" alt="[^"<>]*"(?: title="[^"<>]*")? \/)>$/;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 14 }), (parts) => {
        for (const tag of markdownHtml(parts.join(""), here).match(/<[^>]*>?/g) ?? []) assert.match(tag, allowed);
      }),
      { numRuns: 3_000 },
    );
  });
});
