// A ticket shop has asked the bank to charge a customer, for the last time, and answers the customer.
import { service, TIMEOUT } from "eventually";

type Status = "paid" | "failed" | "unknown";

service("tickets").on("pay", async (ctx, sale: { saleId: string }): Promise<{ status: Status }> => {
  const answer = await ctx.call<"charged" | typeof TIMEOUT>("bank", "charge", sale, { idempotencyKey: sale.saleId });
  if (answer === TIMEOUT) {
    return { status: /*@blank status*/ "unknown" };
  }
  return { status: "paid" };
});
