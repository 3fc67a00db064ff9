/** The run as a space-time diagram: lanes down, choices to the right, messages as arrows between them. */
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Diagram as DiagramView, Fold } from "../../protocol/stepper/diagram.ts";
import {
  columnsInSight,
  columnWidth,
  columnX,
  footHeight,
  headHeight,
  type Layout,
  layoutOf,
  type Range,
  touches,
} from "../../protocol/stepper/layout.ts";
import { legInSlots, type Slot, type Slots, spanInSlots } from "../../protocol/stepper/slots.ts";
import { Button, Icon } from "../shared/parts.tsx";
import { text } from "../shared/words.ts";
import { Lanes, Mark, Stretch, Way } from "./diagramShapes.tsx";
import { post } from "./host.ts";
import { allOpen, isOpen, slots, toggle, toggleAll } from "./store.ts";

/** The drawing grows by so many pixels at once: each time it does, the browser paints all of it again. */
const sheetWidth = 2000;

const scrolled = signal(0);
const sight = signal(800);
/** The place that the pointer or the focus is on. */
const pointed = signal<number | undefined>(undefined);

export function Diagram({ view, at }: { readonly view: DiagramView; readonly at: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const placed = slots.value;
  const count = placed.slots.length;
  const here = placed.of[at] ?? 0;
  const layout = layoutOf(view.lanes, count);
  const width = sight.value;
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
    const left = columnX(here) - columnWidth * 2;
    const right = columnX(here) + columnWidth * 2 - width;
    if (scrolled.peek() > left) element.scrollLeft = left;
    else if (scrolled.peek() < right) element.scrollLeft = right;
  }, [here, placed, width]);
  const { first, last } = columnsInSight(scrolled.value, width, count);
  // Not drawn again while the pointer moves, or the page scrolls within a column.
  const drawing = useMemo(
    () => <Drawing view={view} placed={placed} layout={layout} range={{ first, last }} at={at} />,
    [view, placed, first, last, at],
  );
  const detail = placed.slots[pointed.value ?? here];
  const about = detail === undefined ? "" : labelOf(detail, at);
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
          <div class="strip" style={{ width: `${layout.width}px`, height: `${layout.height + footHeight}px` }}>
            {drawing}
          </div>
        </div>
      </div>
      <div class="detail">
        <p aria-hidden="true" title={about}>
          {about}
        </p>
        {view.folds.length > 0 && (
          <Button kind="link" onPress={toggleAll}>
            {allOpen() ? text("foldAll") : text("unfoldAll")}
          </Button>
        )}
      </div>
    </section>
  );
}

interface DrawingProps {
  readonly view: DiagramView;
  readonly placed: Slots;
  readonly layout: Layout;
  /** The places in sight. */
  readonly range: Range;
  readonly at: number;
}

/** The part of the diagram that is in sight: shapes for the eye, a button for each place, one for each fold. */
function Drawing({ view, placed, layout, range, at }: DrawingProps) {
  const here = placed.of[at] ?? 0;
  const count = placed.slots.length;
  const shown = placed.slots
    .slice(range.first, range.last + 1)
    .map((slot, index) => [slot, range.first + index] as const);
  const sheet = Math.ceil(layout.width / sheetWidth) * sheetWidth;
  const folds = view.folds.filter(({ first, last }) => touches(range, placed.of[first] ?? 0, placed.of[last] ?? 0));
  return (
    <>
      <svg width={sheet} height={layout.height} aria-hidden="true">
        <Lanes layout={layout} width={sheet} />
        <rect class="now" x={here * columnWidth} y={0} width={columnWidth} height={layout.height} />
        {/* Each keeps its key for as long as it is in sight, so that a step changes what is new and nothing else. */}
        {view.spans.map((one, index) => {
          const span = spanInSlots(one, placed);
          return (
            touches(range, span.from, span.to) && (
              <Stretch key={String(index)} span={span} layout={layout} last={count - 1} />
            )
          );
        })}
        {view.legs.map((one, index) => {
          const leg = legInSlots(one, placed);
          return (
            touches(range, leg.from.column, leg.to?.column) && <Way key={String(index)} leg={leg} layout={layout} />
          );
        })}
        {shown.map(([slot, index]) => (
          <Mark key={String(index)} slot={slot} index={index} layout={layout} at={at} />
        ))}
      </svg>
      {shown.map(([slot, index]) => (
        <button
          key={String(index)}
          type="button"
          class="column"
          tabIndex={index === here ? 0 : -1}
          style={{ left: `${index * columnWidth}px`, height: `${layout.height}px` }}
          aria-label={labelOf(slot, at)}
          aria-current={index === here ? "step" : undefined}
          onClick={() => post({ type: "goTo", index: slot.last })}
          onPointerEnter={() => (pointed.value = index)}
          onPointerLeave={() => (pointed.value = undefined)}
          onFocus={() => (pointed.value = index)}
          onBlur={() => (pointed.value = undefined)}
        />
      ))}
      {folds.map((fold) => (
        <Handle key={fold.id} fold={fold} at={at} />
      ))}
    </>
  );
}

/** "4–7. 4 steps of …", and where in it the current step is. */
function labelOf({ first, last, column, fold }: Slot, at: number): string {
  if (fold === undefined) return `${first}. ${column.text}`;
  const within = first <= at && at < last ? ` (${text("withinFold", at - first + 1, last - first + 1)})` : "";
  return `${first}–${last}${within}. ${column.text}`;
}

/** Folds and unfolds, below the columns it is about. Only the one at the current step is in the tab order, as its column is. */
function Handle({ fold, at }: { readonly fold: Fold; readonly at: number }) {
  const { first, last } = fold;
  const { of } = slots.value;
  const open = isOpen(fold);
  const left = (of[first] ?? 0) * columnWidth;
  const width = ((of[last] ?? 0) + 1) * columnWidth - left;
  const label = text(open ? "fold" : "unfold", first, last);
  return (
    <button
      type="button"
      class={`fold-handle${open ? " open" : ""}`}
      style={{ left: `${left}px`, width: `${width}px` }}
      tabIndex={first <= at && at <= last ? 0 : -1}
      title={label}
      aria-label={label}
      aria-expanded={open}
      onClick={() => toggle(fold)}
    >
      <Icon name={open ? "collapse" : "expand"} />
    </button>
  );
}
