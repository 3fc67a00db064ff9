// A payment provider `psp` announces each captured payment; `ledger` adds it to a balance. Messages may come twice.
import { service } from "eventually";

type Payment = { paymentId: string; customer: string; amount: number };

service("psp").on("capture", async (ctx, payment: Payment) => {
  await ctx.db.put(payment.paymentId, payment.amount);
  await ctx.publish("PaymentCaptured", payment);
});

service("ledger").on("PaymentCaptured", async (ctx, payment: Payment) => {
  const seen = `seen/${payment.paymentId}`;
  //#region @blank apply
  await ctx.tx((t) => {
    if (t.has(seen)) return;
    t.put(seen, true);
    t.add("balance", payment.amount);
  });
  //#endregion
});
