import { service } from "eventually";

service("orders").on("place", async (ctx, order: number) => {
  await ctx.publish("Placed", order);
});

service("bill").on("Placed", async (ctx, order: number) => {
  await ctx.db.put("tried", order);
  if (order === 1) await ctx.nack();
  else if (order === 2) await ctx.deadLetter("unknown");
  else await ctx.ack();
});
