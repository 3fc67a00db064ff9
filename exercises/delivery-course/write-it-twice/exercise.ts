// A theatre: `office` sells seats, `hall` keeps count of what is reserved. Messages may come twice.
import { service } from "eventually";

type Order = { orderId: string; seats: number };

service("office").on("sell", async (ctx, order: Order) => {
  await ctx.db.put(order.orderId, order.seats);
  await ctx.publish("SeatsSold", order);
});

service("hall").on("SeatsSold", async (ctx, order: Order) => {
  await /*@blank write*/ ctx.db.put(`reserved/${order.orderId}`, order.seats);
});
