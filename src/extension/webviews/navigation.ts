/** Which item comes after another in its pack. */
import type { ItemKey } from "../../core/progress/model.ts";
import type { FoundItem } from "../platform/practice.ts";

/** The next item in the pack's order, over the ends of modules; undefined after the last. */
export function itemAfter({ pack, item, key }: FoundItem): { key: ItemKey; title: string } | undefined {
  const items = pack.modules.flatMap((module) => module.items);
  const next = items[items.findIndex(({ id }) => id === item.id) + 1];
  return next && { key: { pack: key.pack, item: next.id }, title: next.title };
}
