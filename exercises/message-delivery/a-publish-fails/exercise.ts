// A bakery: the relay of `orders` sends what is in the outbox, and `display` shows the customers how far an order is.
import { service } from "eventually";

type Progress = { orderId: string; status: string };

service("orders").on("relay", async (ctx) => {
  for (const [key, progress] of await ctx.db.entries<Progress>("outbox/")) {
    try {
      await ctx.publish("OrderProgress", progress);
    } catch {
      // The broker has refused the message. It is still in the outbox.
      //#region @blank refused
      break;
      //#endregion
    }
    await ctx.db.delete(key);
  }
});

service("display").on("OrderProgress", async (ctx, progress: Progress) => {
  await ctx.db.put(progress.orderId, progress.status);
});
