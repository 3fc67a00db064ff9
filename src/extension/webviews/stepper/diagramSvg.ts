/** A diagram as a picture of its own: an SVG file that needs nothing else, light or dark as its reader prefers. */
import type { Column, Diagram, Leg, Span } from "../../../protocol/stepper/diagram.ts";
import { legInSlots, type Slot, slotsOf, spanInSlots } from "../../../protocol/stepper/slots.ts";
import { columnX, columnWidth, headHeight, type Layout, layoutOf, legPath } from "../../../protocol/stepper/layout.ts";

/** Room for the names of lanes, to the left of the first column. */
const namesWidth = 160;
const margin = 8;

const light = `svg { --ink: #1f1f1f; --ground: #ffffff; --quiet: #8a8a8a; --way: #005fb8; --bad: #b3261e; --careful: #9a6700; --good: #1a7f37; }`;
const dark = `svg { --ink: #e6e6e6; --ground: #1f1f1f; --quiet: #8f8f8f; --way: #4daafc; --bad: #ff7b72; --careful: #d29922; --good: #3fb950; }`;

/** `reader`: as whoever looks at it prefers. */
export type PictureColours = "light" | "dark" | "reader";

const colours: Readonly<Record<PictureColours, string>> = {
  light,
  dark,
  reader: `${light}\n  @media (prefers-color-scheme: dark) { ${dark} }`,
};

const style = `
  .ground { fill: var(--ground); }
  text { fill: var(--ink); font: 12px system-ui, sans-serif; }
  .service { font-weight: 600; }
  .queue, .client { fill: var(--quiet); }
  .lane { stroke: var(--quiet); stroke-dasharray: 1 3; }
  .handling { fill: var(--quiet); opacity: 0.5; }
  .cut { fill: none; stroke: var(--bad); stroke-dasharray: 4 4; }
  .way { fill: none; stroke: var(--way); stroke-width: 1.5; }
  .again { stroke-dasharray: 5 3; }
  .lost, .parked { stroke: var(--bad); }
  .head { fill: var(--way); }
  .rest { fill: var(--ground); stroke: var(--way); }
  .shape { fill: var(--ink); }
  .fault { fill: var(--careful); }
  .cross { fill: none; stroke: var(--bad); stroke-width: 3; }
  .stored { fill: none; stroke: var(--good); stroke-width: 1.5; }
  .pill { fill: var(--ground); stroke: var(--ink); stroke-width: 1.5; }
  .count { text-anchor: middle; font-size: 10px; }
  .flag { text-anchor: middle; fill: var(--bad); }
  .no-return { stroke: var(--bad); stroke-dasharray: 2 2; }`;

export interface Picture {
  readonly svg: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The whole line, not only what was in sight; operations of one task that follow each other are one column. */
export function diagramSvg(title: string, diagram: Diagram, scheme: PictureColours = "reader"): Picture {
  const slots = slotsOf(diagram, new Set());
  const layout = layoutOf(diagram.lanes, slots.slots.length);
  const width = namesWidth + layout.width + margin;
  const height = layout.height + margin;
  const last = slots.slots.length - 1;
  const lanes = diagram.lanes.map(({ label, kind }, index) => {
    const y = layout.middles[index] ?? 0;
    const line = `<line class="lane" x1="${namesWidth}" x2="${namesWidth + layout.width}" y1="${y}" y2="${y}"/>`;
    return `<text class="${kind}" x="${margin}" y="${y + 4}">${escaped(label)}</text>${line}`;
  });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    `<style>\n  ${colours[scheme]}${style}\n</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...lanes,
    `<g transform="translate(${namesWidth} 0)">`,
    ...diagram.spans.map((span) => stretch(spanInSlots(span, slots), layout, last)),
    ...diagram.legs.map((leg) => way(legInSlots(leg, slots), layout)),
    ...slots.slots.map((slot, index) => mark(slot, index, layout)),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
  return { svg, width, height };
}

function stretch({ lane, from, to, kind, text }: Span, { middles }: Layout, last: number): string {
  const height = kind === "handling" ? 8 : 20;
  const width = Math.max(4, columnX(to ?? last) - columnX(from) + (to === undefined ? columnWidth / 2 : 0));
  const y = (middles[lane] ?? 0) - height / 2;
  return `<rect class="${kind}" x="${columnX(from)}" y="${y}" width="${width}" height="${height}">${told(text)}</rect>`;
}

function way(leg: Leg, layout: Layout): string {
  const { to, from, via, end, again, short, text } = leg;
  const x = columnX((to ?? from).column);
  const y = layout.middles[(to ?? from).lane] ?? 0;
  const kinds = `way ${end}${again ? " again" : ""}`;
  const parts = [`<path class="${kinds}" d="${legPath(leg, layout.middles)}">${told(text)}</path>`];
  if (end === "delivered" && to !== undefined) {
    const above = (layout.middles[via ?? from.lane] ?? 0) < y;
    const [tip, back] = above ? [y - 7, -7] : [y + 7, 7];
    parts.push(`<path class="head" d="M${x} ${tip}l-4 ${back}h8z"/>`);
  }
  if (end === "waiting") parts.push(`<circle class="rest" cx="${x}" cy="${y}" r="4"/>`);
  if (end === "lost") parts.push(`<path class="way lost" d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"/>`);
  if (end === "parked") parts.push(`<rect class="way parked" x="${x - 5}" y="${y - 5}" width="10" height="10"/>`);
  if (via !== undefined && short !== "") {
    const name = again ? `${short}↻` : short;
    const at = columnX(from.column) + columnWidth / 3 + 2;
    parts.push(`<text x="${at}" y="${(layout.middles[via] ?? 0) - 4}">${escaped(name)}</text>`);
  }
  return parts.join("");
}

function mark({ column, first, last, fold }: Slot, index: number, layout: Layout): string {
  const { mark: kind, lane, text, stored, broke, noReturn } = column;
  const x = columnX(index);
  const y = layout.middles[lane] ?? 0;
  const parts = index === 0 ? [] : [fold === undefined ? shape(kind, x, y) : pill(last - first + 1, x, y)];
  if (stored) parts.push(fold === undefined ? `<circle class="stored" cx="${x}" cy="${y}" r="9"/>` : storedPill(x, y));
  if (noReturn) {
    parts.push(`<line class="no-return" x1="${x}" x2="${x}" y1="${headHeight}" y2="${layout.height}"/>`);
    parts.push(`<text class="flag" x="${x}" y="14">⚑</text>`);
  }
  if (broke) parts.push(`<text class="flag" x="${x}" y="14">!</text>`);
  const number = fold === undefined ? String(first) : `${first}–${last}`;
  return `<g>${told(`${number}. ${text}`)}${parts.join("")}</g>`;
}

/** A fold: how many steps it holds, in a capsule. */
function pill(count: number, x: number, y: number): string {
  const capsule = `<rect class="pill" x="${x - 15}" y="${y - 8}" width="30" height="16" rx="8"/>`;
  return `${capsule}<text class="count" x="${x}" y="${y + 3.5}">×${count}</text>`;
}

function storedPill(x: number, y: number): string {
  return `<rect class="stored" x="${x - 18}" y="${y - 11}" width="36" height="22" rx="11"/>`;
}

function shape(kind: Column["mark"], x: number, y: number): string {
  switch (kind) {
    case "client":
      return `<rect class="shape" x="${x - 5}" y="${y - 5}" width="10" height="10"/>`;
    case "deliver":
      return `<circle class="shape" cx="${x}" cy="${y}" r="6"/>`;
    case "operation":
      return `<circle class="shape" cx="${x}" cy="${y}" r="4"/>`;
    case "end":
      return `<rect class="shape" x="${x - 1.5}" y="${y - 8}" width="3" height="16"/>`;
    case "fault":
      return `<path class="fault" d="M${x} ${y - 8}l8 14h-16z"/>`;
    case "crash":
      return `<path class="cross" d="M${x - 7} ${y - 7}l14 14m0 -14l-14 14"/>`;
  }
}

function told(text: string): string {
  return `<title>${escaped(text)}</title>`;
}

/** Names come from packs: none of them may end an element or an attribute, and XML knows no control characters. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return Array.from(text, (char) => entities[char] ?? (char < " " ? " " : char)).join("");
}
