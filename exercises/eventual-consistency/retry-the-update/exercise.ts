// Orders tells a carrier about a changed address. The carrier is busy at times and then refuses, without any effect.
import { type Context, service } from "eventually";

type AddressUpdate = { id: string; parcel: string; address: string };
type Answer = { accepted: boolean };

const maxAttempts = 3;

/** Exponential back-off with full jitter, so that many senders do not come back at the same moment. */
function pause(ctx: Context, attempt: number): number {
  return Math.ceil(ctx.random() * 100 * 2 ** attempt);
}

/** Offers the update up to three times. Returns whether the carrier accepted it. */
async function offer(ctx: Context, update: AddressUpdate): Promise<boolean> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    if (attempt > 1) await ctx.sleep(pause(ctx, attempt));
    // The key stays the same for every attempt, so that the carrier can tell a repeated update from a new one.
    const answer = await ctx.call<Answer>("carrier", "changeAddress", update, { idempotencyKey: update.id });
    if (answer.accepted) {
      return /*@blank onSuccess*/ true;
    }
  }
  return /*@blank usedUp*/ false;
}

service("orders").on("redirect", async (ctx, update: AddressUpdate) => {
  const accepted = await offer(ctx, update);
  const report = accepted ? /*@blank report*/ "succeeded" : "failed";
  await ctx.db.put(`redirect/${update.id}`, { accepted, report });
});
