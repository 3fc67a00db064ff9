// Both directions of the panel's protocol: what is understood, and what is turned away.
import assert from "node:assert/strict";
import fc from "fast-check";
import { sameKey } from "../../../src/protocol/itemKey.ts";
import { FromWebviewSchema, SavedStateSchema, ToWebviewSchema } from "../../../src/protocol/practice.ts";
import { fillIn } from "../../../src/protocol/template.ts";
import { practiceStrings } from "../../../src/extension/webviews/strings.ts";
import { english } from "../../../src/text/translate.ts";

const key = { pack: "p", item: "i" };
const strings = practiceStrings(english);
const empty = { kind: "empty", text: "Nothing here" };

describe("messages to the Practice panel", () => {
  const understood = (message: unknown): boolean => ToWebviewSchema.safeParse(message).success;

  it("carry a complete view and all strings", () => {
    assert.ok(understood({ type: "show", view: empty, strings }));
    assert.ok(understood({ type: "reveal", part: "run" }));
  });

  it("are turned away with an unknown view, part or type, or with a string left out", () => {
    assert.ok(!understood({ type: "show", view: { kind: "diagram" }, strings }));
    assert.ok(!understood({ type: "reveal", part: "footer" }));
    assert.ok(!understood({ type: "hide" }));
    const { check: _check, ...others } = strings;
    assert.ok(!understood({ type: "show", view: empty, strings: others }));
  });
});

describe("messages from the Practice panel", () => {
  const understood = (message: unknown): boolean => FromWebviewSchema.safeParse(message).success;

  it("name the item they are about", () => {
    assert.ok(understood({ type: "fill", key, blank: "b", code: "x" }));
    assert.ok(understood({ type: "answer", key, chosen: [0, 2] }));
    assert.ok(understood({ type: "ready" }));
    assert.ok(!understood({ type: "fill", blank: "b", code: "x" }));
    assert.ok(!understood({ type: "answer", key, chosen: ["a"] }));
    assert.ok(!understood({ type: "revealLine", key, line: 1.5, column: 1 }));
    assert.ok(!understood({ type: "run", command: "rm" }));
  });

  it("never make the check of a message throw", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        assert.equal(typeof FromWebviewSchema.safeParse(anything).success, "boolean");
        assert.equal(typeof SavedStateSchema.safeParse(anything).success, "boolean");
      }),
    );
  });
});

describe("fillIn", () => {
  it("puts arguments in by number and leaves the others alone", () => {
    assert.equal(fillIn("{1} before {0}, {2}", "a", 2), "2 before a, {2}");
  });

  it("does not look for placeholders in what it has put in", () => {
    assert.equal(fillIn("{0} {1}", "{1}", "b"), "{1} b");
  });
});

describe("the panel's strings", () => {
  it("are all there, and none is left empty", () => {
    for (const [name, text] of Object.entries(strings)) assert.notEqual(text.trim(), "", name);
  });
});

describe("sameKey", () => {
  it("compares both parts", () => {
    assert.ok(sameKey(key, { ...key }));
    assert.ok(!sameKey(key, { ...key, item: "j" }));
    assert.ok(!sameKey(key, { ...key, pack: "q" }));
  });
});
