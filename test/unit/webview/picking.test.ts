// Option then blank, blank then option, and every way of changing one's mind.
import assert from "node:assert/strict";
import { nothingPicked, pickBlank, pickOption } from "../../../src/webview/practice/picking.ts";
import { scrollStep } from "../../../src/webview/practice/edgeScroll.ts";

describe("picking", () => {
  it("fills when an option meets a blank, in either order, and holds nothing afterwards", () => {
    const fill = { option: "c", blank: "b" };
    assert.deepEqual(pickBlank(pickOption(nothingPicked, "c").picking, "b"), { picking: nothingPicked, fill });
    assert.deepEqual(pickOption(pickBlank(nothingPicked, "b").picking, "c"), { picking: nothingPicked, fill });
  });

  it("lets go of what is chosen twice", () => {
    assert.deepEqual(pickOption({ option: "c" }, "c"), { picking: nothingPicked });
    assert.deepEqual(pickBlank({ blank: "b" }, "b"), { picking: nothingPicked });
  });

  it("changes to another of the same kind", () => {
    assert.deepEqual(pickOption({ option: "c" }, "a"), { picking: { option: "a" } });
    assert.deepEqual(pickBlank({ blank: "b" }, "x"), { picking: { blank: "x" } });
  });
});

describe("scrolling while dragging", () => {
  it("stands still in the middle, and goes faster the nearer the edge", () => {
    assert.equal(scrollStep(300, 600), 0);
    assert.ok(scrollStep(40, 600) < 0 && scrollStep(5, 600) < scrollStep(40, 600));
    assert.ok(scrollStep(560, 600) > 0 && scrollStep(595, 600) > scrollStep(560, 600));
  });

  it("has an upper limit outside the window", () => {
    assert.equal(scrollStep(-500, 600), scrollStep(-5, 600));
    assert.equal(scrollStep(2000, 600), scrollStep(605, 600));
  });
});
