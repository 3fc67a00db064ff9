/** A pack's id and an item's id as they travel between host and webview. */
import * as z from "zod/mini";

export const ItemKeySchema = z.readonly(z.object({ pack: z.string(), item: z.string() }));

export function sameKey(a: z.infer<typeof ItemKeySchema>, b: z.infer<typeof ItemKeySchema>): boolean {
  return a.pack === b.pack && a.item === b.item;
}
