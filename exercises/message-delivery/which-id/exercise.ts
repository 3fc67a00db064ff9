// A charity: `provider` reports each donation that was paid, and `ledger` adds it to the balance, each one once.
import { service } from "eventually";

type Donation = { paymentId: string; donor: string; amount: number };

service("provider").on("capture", async (ctx, donation: Donation) => {
  await ctx.publish("DonationPaid", donation);
});

service("ledger").on("DonationPaid", async (ctx, donation: Donation) => {
  const id = /*@blank id*/ donation.paymentId;
  await ctx.tx((t) => {
    if (t.has(`seen/${id}`)) return;
    t.put(`seen/${id}`, true);
    t.add("balance", donation.amount);
  });
  await ctx.ack();
});
