import { service } from "eventually";

service("orders").on("place", async (ctx, order: number) => {
  const open = (await ctx.db.get<number>("open")) ?? 0;
  await ctx.tx((t) => {
    t.put("open", open + 1);
    t.outbox.add("Placed", order);
  });
});

service("bill").on("Placed", async (ctx, order: number) => {
  const sum = await ctx.db.add("placed", 1);
  await ctx.db.put("last", 10 * order + sum);
});
