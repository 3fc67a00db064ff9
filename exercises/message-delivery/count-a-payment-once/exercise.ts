// A charity: `provider` reports each donation that was paid, and `ledger` adds it to the balance.
import { type Context, service } from "eventually";

type Donation = { paymentId: string; donor: string; amount: number };

service("provider").on("capture", async (ctx, donation: Donation) => {
  await ctx.publish("DonationPaid", donation);
});

/** Adds a donation to the balance, unless it was added before. */
async function book(ctx: Context, donation: Donation): Promise<void> {
  const seen = `seen/${donation.paymentId}`;
  //#region @blank booking
  await ctx.tx((t) => {
    if (t.has(seen)) return;
    t.put(seen, true);
    t.add("balance", donation.amount);
  });
  //#endregion
}

service("ledger").on("DonationPaid", async (ctx, donation: Donation) => {
  await book(ctx, donation);
  await ctx.ack();
});
