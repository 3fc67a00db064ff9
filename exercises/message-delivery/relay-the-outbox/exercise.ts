// A bakery: `orders` keeps unsent messages in a table of its own. From time to time they are relayed to `oven`.
import { type Context, service } from "eventually";

type Order = { orderId: string; loaves: number };

const outbox = {
  /** The unsent messages, oldest first. */
  unsent: (ctx: Context) => ctx.db.entries<Order>("outbox/"),
  markSent: (ctx: Context, key: string) => ctx.db.delete(key),
  /** Removes everything that is in the outbox now. */
  empty: async (ctx: Context) => {
    for (const [key] of await outbox.unsent(ctx)) await ctx.db.delete(key);
  },
};

service("orders")
  .on("place", async (ctx, order: Order) => {
    await ctx.tx((t) => {
      t.put(order.orderId, order.loaves);
      t.put(`outbox/${order.orderId}`, order);
    });
  })
  .on("relay", async (ctx) => {
    const rows = await outbox.unsent(ctx);
    //#region @blank relaying
    for (const [key, order] of rows) {
      await ctx.publish("OrderPlaced", order);
      await outbox.markSent(ctx, key);
    }
    //#endregion
  });

service("oven").on("OrderPlaced", async (ctx, order: Order) => {
  await ctx.db.put(order.orderId, order.loaves);
});
