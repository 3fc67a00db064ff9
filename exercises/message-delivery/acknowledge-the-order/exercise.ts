// A print shop: `press` plans each poster that `counter` has taken an order for. It acknowledges messages by hand.
import { service } from "eventually";

type Order = { orderId: string; poster: string };

service("counter").on("order", async (ctx, order: Order) => {
  await ctx.publish("PosterOrdered", order);
});

service("press").on("PosterOrdered", async (ctx, order: Order) => {
  //#region @blank planning
  await ctx.db.put(`plan/${order.orderId}`, order.poster);
  await ctx.ack();
  //#endregion
});
