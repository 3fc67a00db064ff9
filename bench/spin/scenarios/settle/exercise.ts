import { service } from "eventually";

service("catalog").on("save", async (ctx, version: number) => {
  await ctx.publish("Saved", version);
});

service("search").on("Saved", async (ctx, version: number) => {
  const known = (await ctx.db.get<number>("version")) ?? 0;
  if (known < version) await ctx.db.put("version", version);
});
