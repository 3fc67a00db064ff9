// A bookshop: `shop` takes orders, `shipping` plans a parcel for each. Shipping acknowledges its messages by hand.
import { service } from "eventually";

type Order = { id: string };

service("shop").on("order", async (ctx, order: Order) => {
  await ctx.db.put(order.id, "ordered");
  await ctx.publish("OrderPlaced", order);
});

service("shipping").on("OrderPlaced", async (ctx, order: Order) => {
  //#region @blank handling
  await ctx.db.put(order.id, "ordered");
  await ctx.ack();
  //#endregion
});
