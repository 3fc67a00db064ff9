/** What a diagram is drawn of: lanes, stretches of handlers, the ways of messages, a mark for each choice. */
import type { Column, Leg, Span } from "../../protocol/stepper/diagram.ts";
import { columnWidth, columnX, headHeight, type Layout, legPath } from "../../protocol/stepper/layout.ts";
import type { Slot } from "../../protocol/stepper/slots.ts";

export function Lanes({ layout, width }: { readonly layout: Layout; readonly width: number }) {
  return (
    <>
      {layout.middles.map((y) => (
        <line key={String(y)} class="lane" x1={0} x2={width} y1={y} y2={y} />
      ))}
    </>
  );
}

export function Stretch({
  span,
  layout,
  last,
}: {
  readonly span: Span;
  readonly layout: Layout;
  readonly last: number;
}) {
  const y = layout.middles[span.lane] ?? 0;
  const height = span.kind === "handling" ? 8 : 20;
  return (
    <rect
      class={`stretch ${span.kind}`}
      x={columnX(span.from)}
      y={y - height / 2}
      width={Math.max(4, columnX(span.to ?? last) - columnX(span.from) + (span.to === undefined ? columnWidth / 2 : 0))}
      height={height}
      rx={span.kind === "handling" ? 4 : 0}
    />
  );
}

export function Way({ leg, layout }: { readonly leg: Leg; readonly layout: Layout }) {
  const end = leg.to ?? leg.from;
  const x = columnX(end.column);
  const y = layout.middles[end.lane] ?? 0;
  const path = legPath(leg, layout.middles);
  const labelled = leg.via !== undefined && leg.short !== "";
  return (
    <g class={`way ${leg.end}${leg.again ? " again" : ""}`}>
      <path d={path} />
      {leg.end === "delivered" && <Head leg={leg} layout={layout} />}
      {leg.end === "waiting" && <circle class="rest" cx={x} cy={y} r={4} />}
      {leg.end === "lost" && <path class="end" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />}
      {leg.end === "parked" && <rect class="end" x={x - 5} y={y - 5} width={10} height={10} />}
      {labelled && (
        <text x={columnX(leg.from.column) + columnWidth / 3 + 2} y={(layout.middles[leg.via ?? 0] ?? 0) - 4}>
          {leg.again ? `${leg.short}↻` : leg.short}
        </text>
      )}
    </g>
  );
}

/** The arrow's head, just outside the mark it points at. */
function Head({ leg, layout }: { readonly leg: Leg; readonly layout: Layout }) {
  if (leg.to === undefined) return null;
  const y = layout.middles[leg.to.lane] ?? 0;
  const above = (layout.middles[leg.via ?? leg.from.lane] ?? 0) < y;
  const x = columnX(leg.to.column);
  const tip = y + (above ? -7 : 7);
  const back = above ? -7 : 7;
  return <path class="head" d={`M${x} ${tip}l-4 ${back}h8z`} />;
}

interface MarkProps {
  readonly slot: Slot;
  readonly index: number;
  readonly layout: Layout;
  /** The current moment. */
  readonly at: number;
}

export function Mark({ slot, index, layout, at }: MarkProps) {
  const { column, first, fold } = slot;
  const x = columnX(index);
  const y = layout.middles[column.lane] ?? 0;
  return (
    <g class={`mark ${column.mark}${first > at ? " future" : ""}`}>
      {column.noReturn && <line class="no-return" x1={x} x2={x} y1={headHeight} y2={layout.height} />}
      {fold !== undefined && <Pill slot={slot} x={x} y={y} at={at} />}
      {fold === undefined && index > 0 && <Shape mark={column.mark} x={x} y={y} />}
      {fold === undefined && column.stored && <circle class="stored" cx={x} cy={y} r={9} />}
      {column.broke && (
        <text class="flag broke" x={x} y={14}>
          !
        </text>
      )}
      {column.noReturn && (
        <text class="flag" x={x} y={14}>
          ⚑
        </text>
      )}
    </g>
  );
}

/** A fold: how many steps it holds, and while the current step is inside of it, which one that is. */
function Pill({
  slot,
  x,
  y,
  at,
}: {
  readonly slot: Slot;
  readonly x: number;
  readonly y: number;
  readonly at: number;
}) {
  const count = slot.last - slot.first + 1;
  const within = slot.first <= at && at < slot.last;
  return (
    <>
      {slot.column.stored && <rect class="stored" x={x - 18} y={y - 11} width={36} height={22} rx={11} />}
      <rect class="pill" x={x - 15} y={y - 8} width={30} height={16} rx={8} />
      <text class="count" x={x} y={y + 3.5}>
        {within ? `${at - slot.first + 1}/${count}` : `×${count}`}
      </text>
    </>
  );
}

function Shape({ mark, x, y }: { readonly mark: Column["mark"]; readonly x: number; readonly y: number }) {
  switch (mark) {
    case "client":
      return <rect class="shape" x={x - 5} y={y - 5} width={10} height={10} />;
    case "deliver":
      return <circle class="shape" cx={x} cy={y} r={6} />;
    case "operation":
      return <circle class="shape" cx={x} cy={y} r={4} />;
    case "end":
      return <rect class="shape" x={x - 1.5} y={y - 8} width={3} height={16} />;
    case "fault":
      return <path class="shape" d={`M${x} ${y - 8}l8 14h-16z`} />;
    case "crash":
      return <path class="cross" d={`M${x - 7} ${y - 7}l14 14m0 -14l-14 14`} />;
  }
}
