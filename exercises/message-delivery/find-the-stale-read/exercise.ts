// A cinema: `boxoffice` owns the price of a ticket, `website` shows a copy of it. Nothing is wrong with this code.
import { service } from "eventually";

type PriceChange = { film: string; price: number };

service("boxoffice").on("savePrice", async (ctx, change: PriceChange) => {
  await ctx.db.put(change.film, change.price);
  await ctx.publish("PriceSaved", change);
  return "saved";
});

service("website")
  .on("PriceSaved", async (ctx, change: PriceChange) => {
    await ctx.db.put(change.film, change.price);
  })
  .on("showPrice", async (ctx, film: string) => ctx.db.get<number>(film));

// What can happen. Each of these services does its work in one step.
/** The manager saves the price of 20, and is told "saved". */
const managerSaves = "client manager";
/** The message about 20 reaches the website, which stores it. */
const messageArrives = "deliver PriceSaved#manager-1 to website";
/** The visitor asks the website for the price, and is shown it. */
const visitorLooks = "client visitor";

/** What does happen, in this order. */
export const schedule: string[] = /*@blank order*/ [managerSaves, visitorLooks, messageArrives];
