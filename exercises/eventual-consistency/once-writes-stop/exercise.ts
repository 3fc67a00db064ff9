// The catalog owns the prices. Search keeps a copy of each price, which messages bring up to date.
import { service } from "eventually";

type PriceChange = { sku: string; price: number };

/** What the catalog says about the copies of a price. The check holds it against what the copies really do. */
type Outlook = {
  /** While a message is still on its way. */
  underway: "may lag" | "equal";
  /** Once nobody writes any more and every message has arrived. */
  settled: "equal" | "different" | "as before";
};

const outlooks = {
  consistent: { underway: "may lag", settled: "equal" },
  inconsistent: { underway: "may lag", settled: "different" },
  immediate: { underway: "equal", settled: "equal" },
  permanent: { underway: "may lag", settled: "as before" },
} satisfies Record<string, Outlook>;

service("catalog").on("changePrice", async (ctx, change: PriceChange) => {
  // One atomic step: the price, what to expect of its copies, and the message that will carry the price to them.
  await ctx.tx((t) => {
    t.put(change.sku, { price: change.price });
    t.put("outlook", /*@blank outlook*/ outlooks.consistent);
    t.outbox.add("PriceChanged", change, { key: change.sku });
  });
});

service("search").on("PriceChanged", async (ctx, change: PriceChange) => {
  await ctx.db.put(change.sku, { price: change.price });
});
