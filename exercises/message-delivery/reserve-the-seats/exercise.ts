// A theatre: `boxoffice` sells groups of seats, and `house` keeps them reserved. What is free follows from its entries.
import { service } from "eventually";

type Sale = { saleId: string; seats: number };

service("boxoffice").on("sell", async (ctx, sale: Sale) => {
  await ctx.publish("SeatsSold", sale);
});

// `house` remembers no messages. Free are: `stock`, less `reserved`, less what is stored under `reserved/…`.
service("house").on("SeatsSold", async (ctx, sale: Sale) => {
  await /*@blank reservation*/ ctx.db.put(`reserved/${sale.saleId}`, sale.seats);
  await ctx.ack();
});
