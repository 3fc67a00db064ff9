import { service } from "eventually";

service("catalog").on("save", async (ctx, version: number) => {
  await ctx.publish("Saved", version);
});

service("search").on("Saved", async (ctx, version: number) => {
  const done = await Promise.allSettled([ctx.db.put("title", version), ctx.db.put("price", version)]);
  void ctx.publish("Indexed", version).catch(() => undefined);
  if (done.every(({ status }) => status === "fulfilled")) {
    await ctx.db.put("both", version).catch(() => undefined);
  }
});

service("stats").on("Indexed", async (ctx, version: number) => {
  await ctx.db.put("last", version);
});
