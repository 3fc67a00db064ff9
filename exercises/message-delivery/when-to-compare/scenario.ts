// The check under test watches a website that works, fast or slow, and three that do not. One delivery takes three seconds.
import { always, checker, counter, monitor, request, type Context } from "eventually";
import { websiteFollows } from "./exercise";

type Count = { book: string; copies: number };

const secondsPerDelivery = 3;

/** The stacks are the same everywhere. */
const stacks = {
  count: async (ctx: Context, count: Count) => {
    await ctx.db.put(count.book, count.copies);
    await ctx.publish("BookCounted", count);
  },
};

export default checker({
  services: {
    stacks: { db: { atlas: 3 } },
    website: { db: { atlas: 3 } },
  },
  queues: { BookCounted: { from: "stacks", to: ["website"], order: "fifo" } },
  clients: {
    librarian: [
      request("stacks", "count", { book: "atlas", copies: 2 }),
      request("stacks", "count", { book: "atlas", copies: 0 }),
    ],
  },
  checks: [always("the website follows the stacks", websiteFollows)],
  monitors: [
    monitor("seconds", 0, (seconds, event) => (event.kind === "acknowledged" ? seconds + secondsPerDelivery : seconds)),
  ],
  counters: [
    counter("seconds that deliveries took", (event) => (event.kind === "acknowledged" ? secondsPerDelivery : 0)),
  ],
  right: {
    "stores each count": {
      stacks,
      website: { BookCounted: (ctx, count: Count) => ctx.db.put(count.book, count.copies) },
    },
    "takes its time": {
      stacks,
      website: {
        BookCounted: async (ctx, count: Count) => {
          await ctx.sleep(2_000);
          await ctx.db.put(count.book, count.copies);
        },
      },
    },
  },
  wrong: {
    "keeps the first count": {
      stacks,
      website: {
        BookCounted: async (ctx, count: Count) => {
          if (!(await ctx.db.has(count.book))) await ctx.db.put(count.book, count.copies);
        },
      },
    },
    "takes 0 for no count": {
      stacks,
      website: {
        BookCounted: async (ctx, count: Count) => {
          if (count.copies) await ctx.db.put(count.book, count.copies);
        },
      },
    },
    "stores the message": {
      stacks,
      website: { BookCounted: (ctx, count: Count) => ctx.db.put(count.book, count) },
    },
  },
});
