/** Keys of the whole page: arrows step, numbers choose, F folds. Keys with a modifier, and those of fields, stay what they are. */
import { post } from "./host.ts";
import { diagram, foldAt, toggle, view } from "./store.ts";

export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  // A slider has arrows of its own.
  if (event.target instanceof HTMLInputElement && event.key.startsWith("Arrow")) return;
  const act = actionOf(event.key);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actionOf(key: string): (() => void) | undefined {
  if (/^[1-9]$/.test(key)) {
    const offer = view.peek()?.offers[Number(key) - 1];
    return offer === undefined || offer.refused !== undefined
      ? undefined
      : () => post({ type: "take", label: offer.label });
  }
  switch (key) {
    case "ArrowRight":
      return () => post({ type: "step" });
    case "ArrowLeft":
      return () => post({ type: "back" });
    case "Home":
      return () => post({ type: "goTo", index: 0 });
    case "End":
      return () => post({ type: "goTo", index: (diagram.peek()?.columns.length ?? 1) - 1 });
    case "f": {
      const fold = foldAt(view.peek()?.at ?? 0);
      return fold === undefined ? undefined : () => toggle(fold);
    }
    default:
      return undefined;
  }
}
