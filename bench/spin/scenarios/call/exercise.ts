import { service, TIMEOUT } from "eventually";

service("shop").on("buy", async (ctx) => {
  let paid = await ctx.call<number | string>("bank", "charge", 5);
  if (paid === TIMEOUT) paid = await ctx.call<number | string>("bank", "charge", 5);
  await ctx.db.put("paid", paid);
});

service("bank").on("charge", async (ctx, amount: number) => {
  return await ctx.db.add("taken", amount);
});
