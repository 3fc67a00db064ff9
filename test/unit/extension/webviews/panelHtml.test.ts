// The page's policy: our script by its nonce, our style sheet, and nothing else.
import assert from "node:assert/strict";
import { panelHtml } from "../../../../src/extension/webviews/panelHtml.ts";

describe("the panel's page", () => {
  const page = {
    cspSource: "https://host",
    scriptUri: "https://host/a.js",
    styleUri: "https://host/a.css",
    nonce: "n0nce",
    language: "en",
    title: "Practice",
  };
  const html = panelHtml(page);

  it("allows nothing by default, and no inline or evaluated code", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    assert.match(policy, /^default-src 'none';/);
    assert.match(policy, /script-src 'nonce-n0nce';/);
    assert.doesNotMatch(policy, /unsafe|wasm|\*/);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  it("escapes what it is given", () => {
    const odd = panelHtml({ ...page, title: '"><script>alert(1)</script>' });
    assert.equal(odd.match(/<script/g)?.length, 1);
  });
});
