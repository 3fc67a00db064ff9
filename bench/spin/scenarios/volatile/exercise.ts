import { service } from "eventually";

service("orders").on("pay", async (ctx, amount: number) => {
  await ctx.publish("Paid", amount);
});

service("ledger").on("Paid", async (ctx, amount: number) => {
  const key = `paid ${amount}`;
  if (ctx.mem.has(key)) return;
  ctx.mem.put(key, true);
  await ctx.db.add("sum", amount);
});
