import { service } from "eventually";

service("orders").on("place", async (ctx, order: number) => {
  await ctx.publish("Placed", order);
});
service("shop").on("Placed", async (ctx) => {
  const paid = await ctx.call<number>("bank", "charge", 5);
  await ctx.db.put("paid", paid);
});
service("bank").on("charge", async (ctx, amount: number) => {
  return await ctx.db.add("taken", amount);
});
