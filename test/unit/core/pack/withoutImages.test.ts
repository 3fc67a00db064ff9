// Markdown for VS Code's own renderers: nothing in it may make them fetch anything.
import assert from "node:assert/strict";
import { markdownHtml } from "../../../../src/core/pack/markdownHtml.ts";
import { withoutImages } from "../../../../src/core/pack/withoutImages.ts";

describe("Markdown without images", () => {
  it("leaves everything else as it is", () => {
    const markdown =
      '# A *title*\n\n- `a < b` and [a link](https://example.org)\n\n```ts\nconst x = "![no](image)";\n```\n';
    assert.equal(withoutImages(markdown), markdown);
  });

  for (const [how, markdown] of [
    ["inline", "See ![the queue](https://example.org/q.png) here."],
    ["by reference", "See ![the queue][q] here.\n\n[q]: https://example.org/q.png"],
    ["in a link", "See [![the queue](https://example.org/q.png)](https://example.org) here."],
  ] as const) {
    it(`puts the words of an image in its place: ${how}`, () => {
      const text = withoutImages(markdown);
      assert.doesNotMatch(text, /!\[|q\.png\)/);
      assert.match(text, /the queue/);
      assert.doesNotMatch(markdownHtml(text), /<img/);
    });
  }

  it("shows raw HTML as text", () => {
    const text = withoutImages('<img src="https://example.org/q.png">\n\na Promise<void> and <img src=x>');
    assert.doesNotMatch(text, /</);
    assert.match(text, /a Promise&lt;void> and &lt;img src=x>/);
  });

  it("does not let the words of an image become another one", () => {
    const text = withoutImages("![a ![b](https://example.org/b.png) <img src=x>](https://example.org/a.png)");
    assert.equal(withoutImages(text), text);
  });
});
