// A bakery: `orders` takes orders and must tell `oven` about each of them.
import { service } from "eventually";

type Order = { id: string; loaves: number };

service("orders").on("place", async (ctx, order: Order) => {
  //#region @blank placing
  await ctx.tx((t) => {
    t.put(order.id, order.loaves);
    t.outbox.add("OrderPlaced", order);
  });
  //#endregion
});

service("oven").on("OrderPlaced", async (ctx, order: Order) => {
  await ctx.db.put(order.id, order.loaves);
});
