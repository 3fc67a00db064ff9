// Fifteen tills charge their customers through one bank, which is down for ten seconds. Each till tries until it is served.
import { service } from "eventually";

const base = 2_000;
const cap = 16_000;

service("tills").on("pay", async (ctx) => {
  for (let n = 1; ; n++) {
    const answer = await ctx.call<"charged" | "busy">("bank", "charge", null);
    if (answer === "charged") return;
    const share = /*@blank jitter*/ ctx.random();
    await ctx.sleep(share * Math.min(cap, base * /*@blank growth*/ 2 ** n));
  }
});
