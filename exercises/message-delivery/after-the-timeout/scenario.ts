// The request can be lost on its way to the bank, or the shop can lose patience while the bank still has it.
import { always, request, scenario, service, session, type World } from "eventually";
import "./exercise";

service("bank").on("charge", async (ctx, sale: { saleId: string }) => {
  await ctx.db.put(sale.saleId, "charged");
  return "charged";
});

/** The sales about which the customer was told this. */
function told(world: World, status: string): string[] {
  return world
    .replies("customer")
    .filter(({ ok, value }) => ok && value.status === status)
    .map(({ args }) => args.saleId);
}

export default scenario({
  // The bank is somebody else's system: what happens inside it is not what this is about.
  services: { tickets: {}, bank: { atomic: true } },
  clients: {
    customer: [request("tickets", "pay", { saleId: "sale-1" }), request("tickets", "pay", { saleId: "sale-2" })],
  },
  scale: { updates: [1, 2] },
  faults: { timeout: 1, drop: 1 },
  checks: [
    always("who is told failed is not charged", (world) => {
      const wrong = told(world, "failed").find((id) => id in world.db("bank"));
      return wrong === undefined || `the customer was told that ${wrong} failed, and the bank has charged it`;
    }),
    always("who is told paid has been charged", (world) => {
      const wrong = told(world, "paid").find((id) => !(id in world.db("bank")));
      return wrong === undefined || `the customer was told that ${wrong} is paid, and the bank has not charged it`;
    }),
    session("the customer is told one of three words", "customer", (replies) => {
      const other = replies.find(({ ok, value }) => !ok || !["paid", "failed", "unknown"].includes(value.status));
      return (
        other === undefined || `the customer was told ${other.ok ? JSON.stringify(other.value.status) : "nothing"}`
      );
    }),
  ],
});
