import assert from "node:assert/strict";
import { isUserError, UserError } from "../../../../src/extension/platform/userError.ts";

// Loaded a second time under another address: as far apart as the copies in two bundles.
const address = import.meta.resolve("../../../../src/extension/platform/userError.ts?another-bundle");
const other = (await import(address)) as typeof import("../../../../src/extension/platform/userError.ts");

describe("an error made for the person", () => {
  it("is recognised whichever bundle threw it", () => {
    const error = new other.UserError("No schedule leads there.");
    assert.ok(!(error instanceof UserError));
    assert.ok(isUserError(error));
    assert.ok(other.isUserError(new UserError("")));
  });

  it("is nothing else", () => {
    for (const thrown of [new Error("UserError"), { name: "UserError" }, "UserError", undefined]) {
      assert.ok(!isUserError(thrown));
    }
  });
});
