// Counting takes stock counts from the warehouse floor; the web shop shows them. A queue lies between the two.
import { type Context, service } from "eventually";

type StockCount = { sku: string; onHand: number };

/** What can be done with a stock count. Each works for the service whose `ctx` it is given. */
const stockCount = {
  /** Hands the count to the broker, under the name that consumers have subscribed to. */
  publish: (ctx: Context, count: StockCount) => ctx.publish("StockCounted", count, { key: count.sku }),
  /** Notes in the service's inbox that it is working on this count. */
  receive: (ctx: Context, count: StockCount) => ctx.db.put(`inbox/${count.sku}`, count),
  /** Takes the count over into the service's own stock figures. */
  process: (ctx: Context, count: StockCount) => ctx.db.put(`stock/${count.sku}`, count.onHand),
  /** Removes the count from the service's inbox. */
  delete: (ctx: Context, count: StockCount) => ctx.db.delete(`inbox/${count.sku}`),
};

// Counting never calls the web shop: people go on counting while the shop is slow, restarting or being replaced.
service("counting").on("recordCount", async (ctx, count: StockCount) => {
  await /*@blank handover*/ stockCount.publish(ctx, count);
  return "accepted";
});

service("webshop").on("StockCounted", async (ctx, count: StockCount) => {
  await stockCount.receive(ctx, count);
  await stockCount.process(ctx, count);
  await stockCount.delete(ctx, count);
});
