import { service } from "eventually";

service("sensor").on("measure", async (ctx, value: number) => {
  await ctx.publish("Measured", value, { key: value % 2 === 0 ? "even" : "odd" });
});

service("chart").on("Measured", async (ctx, value: number) => {
  await ctx.sleep(10);
  await ctx.db.put(value % 2 === 0 ? "even" : "odd", value);
});
