/** Pictures that come back from the page: measured beforehand, and looked at before they are written. */

/** What browsers can hold in one canvas: pixels on a side, and in all. */
const longestSide = 16_384;
const mostPixels = 64_000_000;
/** More than a diagram of that many pixels needs. */
const mostBytes = 32_000_000;
/** Where fewer pixels are left for each CSS pixel, nobody can read it. */
const smallestScale = 0.5;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many pixels a CSS pixel gets: two, or what fits. Undefined where the picture would not be readable. */
export function pictureScale({ width, height }: Size): number | undefined {
  const fits = Math.min(2, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
  return fits < smallestScale ? undefined : fits;
}

/** A PNG of the size that was asked for (in pixels, give or take one for rounding), and of no unreasonable length. */
export function isPngOf(bytes: Uint8Array, { width, height }: Size): boolean {
  if (bytes.length < 33 || bytes.length > mostBytes) return false;
  if (!signature.every((byte, index) => bytes[index] === byte)) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The first chunk is IHDR; its data begin with the size.
  if (String.fromCharCode(...bytes.slice(12, 16)) !== "IHDR") return false;
  return Math.abs(header.getUint32(16) - width) <= 1 && Math.abs(header.getUint32(20) - height) <= 1;
}
