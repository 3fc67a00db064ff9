// A bakery: `orders` keeps the orders, and `oven` bakes what it is told of.
import { service } from "eventually";

type Order = { orderId: string; loaves: number };

service("orders").on("place", async (ctx, order: Order) => {
  //#region @blank saving
  await ctx.tx((t) => {
    t.put(order.orderId, order.loaves);
    t.outbox.add("OrderPlaced", order);
  });
  //#endregion
  return "accepted";
});

service("oven").on("OrderPlaced", async (ctx, order: Order) => {
  await ctx.db.put(order.orderId, order.loaves);
});
