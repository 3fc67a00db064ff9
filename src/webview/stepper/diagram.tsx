/** The run as a space-time diagram: lanes down, choices to the right, messages as arrows between them. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Column, Diagram as DiagramView, Leg, Span } from "../../protocol/stepper/diagram.ts";
import { text } from "../shared/words.ts";
import { post } from "./host.ts";
import {
  columnsInSight,
  columnWidth,
  columnX,
  headHeight,
  type Layout,
  layoutOf,
  legPath,
  touches,
} from "../../protocol/stepper/layout.ts";

const scrolled = signal(0);
const sight = signal(800);
/** The column that the pointer or the focus is on. */
const pointed = signal<number | undefined>(undefined);

export function Diagram({ view, at }: { readonly view: DiagramView; readonly at: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const layout = layoutOf(view);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => (sight.value = element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const left = columnX(at) - columnWidth * 2;
    const right = columnX(at) + columnWidth * 2 - element.clientWidth;
    if (element.scrollLeft > left) element.scrollLeft = left;
    else if (element.scrollLeft < right) element.scrollLeft = right;
  }, [at, view]);
  const range = columnsInSight(scrolled.value, sight.value, view.columns.length);
  const shown = view.columns
    .slice(range.first, range.last + 1)
    .map((column, index) => [column, range.first + index] as const);
  const detail = view.columns[pointed.value ?? at];
  return (
    <section class="diagram" aria-label={text("diagram")}>
      <div class="plane">
        <ol class="lanes" style={{ paddingTop: `${headHeight}px` }}>
          {view.lanes.map(({ name, label, kind }) => (
            <li key={`${kind} ${name}`} class={kind} title={name}>
              {label}
            </li>
          ))}
        </ol>
        <div class="scroller" ref={scroller} onScroll={(event) => (scrolled.value = event.currentTarget.scrollLeft)}>
          <div style={{ width: `${layout.width}px`, height: `${layout.height}px`, position: "relative" }}>
            <svg width={layout.width} height={layout.height} aria-hidden="true">
              <Lanes layout={layout} />
              <rect class="now" x={at * columnWidth} y={0} width={columnWidth} height={layout.height} />
              {view.spans
                .filter(({ from, to }) => touches(range, from, to))
                .map((span, index) => (
                  <Stretch key={String(index)} span={span} layout={layout} last={view.columns.length - 1} />
                ))}
              {view.legs
                .filter(({ from, to }) => touches(range, from.column, to?.column))
                .map((leg, index) => (
                  <Way key={String(index)} leg={leg} layout={layout} />
                ))}
              {shown.map(([column, index]) => (
                <Mark key={String(index)} column={column} index={index} layout={layout} future={index > at} />
              ))}
            </svg>
            {shown.map(([column, index]) => (
              <button
                key={String(index)}
                type="button"
                class="column"
                tabIndex={index === at ? 0 : -1}
                style={{ left: `${index * columnWidth}px` }}
                aria-label={`${index}. ${column.text}`}
                aria-current={index === at ? "step" : undefined}
                onClick={() => post({ type: "goTo", index })}
                onPointerEnter={() => (pointed.value = index)}
                onPointerLeave={() => (pointed.value = undefined)}
                onFocus={() => (pointed.value = index)}
                onBlur={() => (pointed.value = undefined)}
              />
            ))}
          </div>
        </div>
      </div>
      <p class="detail" aria-hidden="true">
        {detail === undefined ? "" : `${pointed.value ?? at}. ${detail.text}`}
      </p>
    </section>
  );
}

function Lanes({ layout }: { readonly layout: Layout }) {
  return (
    <>
      {layout.middles.map((y) => (
        <line key={String(y)} class="lane" x1={0} x2={layout.width} y1={y} y2={y} />
      ))}
    </>
  );
}

function Stretch({ span, layout, last }: { readonly span: Span; readonly layout: Layout; readonly last: number }) {
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

function Way({ leg, layout }: { readonly leg: Leg; readonly layout: Layout }) {
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
  readonly column: Column;
  readonly index: number;
  readonly layout: Layout;
  readonly future: boolean;
}

function Mark({ column, index, layout, future }: MarkProps) {
  const x = columnX(index);
  const y = layout.middles[column.lane] ?? 0;
  return (
    <g class={`mark ${column.mark}${future ? " future" : ""}`}>
      {column.noReturn && <line class="no-return" x1={x} x2={x} y1={headHeight} y2={layout.height} />}
      {index > 0 && <Shape mark={column.mark} x={x} y={y} />}
      {column.stored && <circle class="stored" cx={x} cy={y} r={9} />}
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
