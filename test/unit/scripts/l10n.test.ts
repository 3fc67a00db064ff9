// Texts for people: every one is found, and one that could not be translated is named.
import assert from "node:assert/strict";
import { extract, manifestProblems } from "../../../scripts/l10n.ts";

describe("collecting texts", () => {
  it("finds literals, joined literals and both sides of a conditional", () => {
    const source = 't("a {0}", 1); vscode.l10n.t("b" + " c"); t(yes ? `d` : "e"); at("f");';
    assert.deepEqual(extract("x.ts", source), { found: ["a {0}", "b c", "d", "e"], problems: [] });
  });

  it("names a text that is known only at run time", () => {
    assert.deepEqual(extract("x.ts", "\nt(message);").problems, ["x.ts:2: the text to translate is not a literal"]);
  });

  it("lets one translator hand on to another", () => {
    const source = "const t = (message, ...args) => l10n.t(message, ...args);";
    assert.deepEqual(extract("x.ts", source), { found: [], problems: [] });
  });

  it("compares the manifest's keys both ways", () => {
    assert.deepEqual(manifestProblems('{ "a": "%used%", "b": "%lost%" }', { used: "", idle: "" }), [
      'package.nls.json has no "lost"',
      'package.nls.json has "idle", which package.json does not use',
    ]);
  });
});
