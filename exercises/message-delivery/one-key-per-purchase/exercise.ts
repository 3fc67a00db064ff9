// A ticket shop charges its customers through a bank. When the bank does not answer in time, the shop tries again.
import { service, TIMEOUT } from "eventually";

type Purchase = { customer: string; seat: string };
type Charge = { saleId: string; customer: string };

const maxAttempts = 3;

service("tickets").on("buy", async (ctx, purchase: Purchase) => {
  const saleId = ctx.id();
  const charge: Charge = { saleId, customer: purchase.customer };
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    if (attempt > 1) await ctx.sleep(100 * attempt);
    const answer = await ctx.call<"charged" | typeof TIMEOUT>("bank", "charge", charge, {
      // The bank does nothing for a key that it has seen before, and answers "charged" again.
      idempotencyKey: /*@blank key*/ saleId,
    });
    if (answer !== TIMEOUT) return { saleId, status: "paid" };
  }
  return { saleId, status: "unknown" };
});
