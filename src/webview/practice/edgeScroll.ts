/** How a page scrolls along while something is dragged near its upper or lower edge. */

/** Within this distance of the edge, in CSS pixels, the page scrolls, at most `fastest` pixels a frame. */
const edge = 48;
const fastest = 14;

/** How far to scroll in this frame for a pointer at height `y` of a window `height` high: negative is up. */
export function scrollStep(y: number, height: number): number {
  if (y < edge) return -Math.ceil(fastest * Math.min(1, (edge - y) / edge));
  if (y > height - edge) return Math.ceil(fastest * Math.min(1, (y - (height - edge)) / edge));
  return 0;
}
