import { service } from "eventually";

service("source").on("save", async (ctx, version: number) => {
  await ctx.db.put("version", version);
  await ctx.publish("Saved", version);
});

for (const name of ["r1", "r2", "r3"]) {
  service(name).on("Saved", async (ctx, version: number) => {
    const known = (await ctx.db.get<number>("version")) ?? 0;
    if (known < version) await ctx.db.put("version", version);
    await ctx.db.add("handled", 1);
  });
}
