import { service } from "eventually";

service("catalog").on("save", async (ctx, price: number) => {
  await ctx.publish("Saved", price);
});

service("search").on("Saved", async (ctx, price: number) => {
  await ctx.db.put("price", price);
  await ctx.ack();
});
