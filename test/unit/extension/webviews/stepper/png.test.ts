/** Pictures from the page are taken only where they are what was asked for. */
import assert from "node:assert/strict";
import { isPngOf, pictureScale } from "../../../../../src/extension/webviews/stepper/png.ts";

function png(width: number, height: number, length = 100): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

describe("a picture from the page", () => {
  it("is taken when it is a PNG of the size that was asked for", () => {
    assert.ok(isPngOf(png(800, 300), { width: 800, height: 300 }));
    assert.ok(isPngOf(png(801, 300), { width: 800.4, height: 300 }));
  });

  it("is refused when it is something else, of another size, cut off or unreasonably long", () => {
    const size = { width: 800, height: 300 };
    assert.equal(isPngOf(png(800, 302), size), false);
    assert.equal(isPngOf(png(300, 800), size), false);
    assert.equal(isPngOf(new TextEncoder().encode("<svg>".repeat(20)), size), false);
    assert.equal(isPngOf(png(800, 300).slice(0, 20), size), false);
    assert.equal(isPngOf(png(800, 300, 32_000_001), size), false);
    const other = png(800, 300);
    other.set([0x49, 0x44, 0x41, 0x54], 12);
    assert.equal(isPngOf(other, size), false);
  });

  it("has two pixels for one, or as many as fit into a canvas; where none can be read, there is none", () => {
    assert.equal(pictureScale({ width: 4000, height: 300 }), 2);
    const long = pictureScale({ width: 20_000, height: 300 }) ?? 0;
    assert.ok(long > 0.5 && 20_000 * long <= 16_384);
    const large = pictureScale({ width: 10_000, height: 8000 }) ?? 0;
    assert.ok(large > 0.5 && 10_000 * 8000 * large * large <= 64_000_001);
    assert.equal(pictureScale({ width: 80_000, height: 300 }), undefined);
  });
});
