/** What stands around an item in its pack. */
import type { ItemKey } from "../../core/progress/model.ts";
import type { FoundItem } from "../platform/practice.ts";

export interface ItemLink {
  readonly key: ItemKey;
  readonly title: string;
}

/** The items before and after in the pack's order, over the ends of modules; none before the first and after the last. */
export function neighbours({ pack, item, key }: FoundItem): { readonly back?: ItemLink; readonly next?: ItemLink } {
  const items = pack.modules.flatMap((module) => module.items);
  const at = items.findIndex(({ id }) => id === item.id);
  const link = (other: (typeof items)[number]): ItemLink => ({
    key: { pack: key.pack, item: other.id },
    title: other.title,
  });
  const [back, next] = [items[at - 1], items[at + 1]];
  return { ...(back !== undefined && { back: link(back) }), ...(next !== undefined && { next: link(next) }) };
}
