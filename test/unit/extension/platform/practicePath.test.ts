import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join, normalize } from "node:path";
import { practicePath } from "../../../../src/extension/platform/practicePath.ts";

describe("the setting for the practice folder", () => {
  it("may begin with the home folder", () => {
    assert.equal(practicePath("~"), normalize(homedir()));
    assert.equal(practicePath("~/practice"), join(homedir(), "practice"));
  });

  it("is resolved to the folder it means", () => {
    assert.equal(practicePath("/a/b/.."), normalize("/a"));
    assert.equal(practicePath("/a//b"), normalize("/a/b"));
  });

  it("must be absolute", () => {
    for (const path of ["", "practice", "./practice", "~other/practice"]) assert.equal(practicePath(path), undefined);
  });
});
