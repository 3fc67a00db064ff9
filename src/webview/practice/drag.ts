/** Dragging an option onto a blank by pointer events. (VS Code takes HTML5 drag and drop in webviews for itself.) */
import { signal } from "@preact/signals";
import { scrollStep } from "./edgeScroll.ts";

export interface Drag {
  readonly letter: string;
  readonly code: string;
  /** Where the pointer is, in CSS pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** The blank under the pointer. */
  readonly over?: string;
}

export const drag = signal<Drag | undefined>(undefined);

/** A press that moves less than this many pixels is a click. */
const threshold = 5;

function blankAt(x: number, y: number): string | undefined {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-blank]")?.dataset["blank"];
}

export interface DragHandlers {
  started(): void;
  dropped(blank: string): void;
  /** Released elsewhere, or Escape, or taken away by the system. */
  cancelled(): void;
}

/** Begins to follow a pointer that was pressed on an option. Becomes a drag once it has moved far enough. */
export function followPointer(
  press: PointerEvent,
  option: { letter: string; code: string },
  handlers: DragHandlers,
): void {
  if (press.button !== 0 || !press.isPrimary || drag.peek() !== undefined) return;
  const source = press.currentTarget as HTMLElement;
  const stop = new AbortController();
  const listening = { signal: stop.signal, capture: true };
  let frame = 0;

  const follow = (x: number, y: number): void => {
    const over = blankAt(x, y);
    drag.value = { letter: option.letter, code: option.code, x, y, ...(over !== undefined && { over }) };
  };

  const scroll = (): void => {
    const now = drag.peek();
    if (now === undefined) return;
    const step = scrollStep(now.y, window.innerHeight);
    if (step !== 0) {
      window.scrollBy(0, step);
      follow(now.x, now.y);
    }
    frame = requestAnimationFrame(scroll);
  };

  const end = (finish: (last: Drag) => void): void => {
    const last = drag.peek();
    stop.abort();
    cancelAnimationFrame(frame);
    if (source.hasPointerCapture(press.pointerId)) source.releasePointerCapture(press.pointerId);
    drag.value = undefined;
    if (last === undefined) return;
    // The release that ends a drag is followed by a click on the option, which nobody meant.
    const swallow = (click: Event): void => click.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
    finish(last);
  };

  window.addEventListener(
    "pointermove",
    (move) => {
      if (move.pointerId !== press.pointerId) return;
      if (drag.peek() === undefined) {
        if (Math.hypot(move.clientX - press.clientX, move.clientY - press.clientY) < threshold) return;
        source.setPointerCapture(press.pointerId);
        handlers.started();
        frame = requestAnimationFrame(scroll);
      }
      move.preventDefault();
      follow(move.clientX, move.clientY);
    },
    listening,
  );
  window.addEventListener(
    "pointerup",
    (up) => {
      if (up.pointerId !== press.pointerId) return;
      end(() => {
        const blank = blankAt(up.clientX, up.clientY);
        if (blank === undefined) handlers.cancelled();
        else handlers.dropped(blank);
      });
    },
    listening,
  );
  window.addEventListener("pointercancel", () => end(() => handlers.cancelled()), listening);
  window.addEventListener("blur", () => end(() => handlers.cancelled()), listening);
  window.addEventListener(
    "keydown",
    (key) => {
      if (key.key !== "Escape" || drag.peek() === undefined) return;
      key.preventDefault();
      key.stopPropagation();
      end(() => handlers.cancelled());
    },
    listening,
  );
}
