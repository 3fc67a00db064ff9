// A restaurant: `menu` owns the prices of the dishes, and `board`, the screen above the counter, shows a copy of them.
import { service } from "eventually";

type PriceChange = { dish: string; price: number };

service("menu")
  .on("changePrice", async (ctx, change: PriceChange) => {
    await ctx.db.put(change.dish, change.price);
    await ctx.publish("PriceChanged", change);
  })
  .on("priceOf", async (ctx, dish: string) => ctx.db.get<number>(dish));

service("board").on("PriceChanged", async (ctx, change: PriceChange) => {
  await ctx.db.put(change.dish, /*@blank shown*/ change.price);
});
