import assert from "node:assert/strict";
import fc from "fast-check";
import { safeName } from "../../../../src/extension/platform/safeName.ts";

describe("safeName", () => {
  it("keeps plain ids", () => {
    for (const id of ["publish-the-update", "a", "2-phase"]) assert.equal(safeName(id), id);
  });

  it("never leaves the folder and never names a device", () => {
    for (const id of ["", ".", "..", "../../etc", "a/b", "a\\b", "con", "com1", "nul", "a:b", "ends.", "é"]) {
      assert.match(safeName(id), /^[a-z0-9][a-z0-9-]*__[0-9a-f]{16}$/, id);
    }
  });

  it("gives two ids one name never, not even where case does not count", () => {
    assert.notEqual(safeName("Pack").toLowerCase(), safeName("pack").toLowerCase());
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== b);
        assert.notEqual(safeName(a).toLowerCase(), safeName(b).toLowerCase());
      }),
    );
  });

  it("stays short enough for any file system", () => {
    assert.ok(safeName("x".repeat(10_000)).length <= 80);
  });
});
