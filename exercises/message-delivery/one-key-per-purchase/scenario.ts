// One customer buys two seats of the same kind. The shop may lose patience once; the bank handles the request it gave up on all the same.
import { always, request, scenario, service } from "eventually";
import "./exercise";

service("bank").on("charge", async (ctx, charge: { saleId: string }) => {
  const { key } = ctx.delivery;
  await ctx.tx((t) => {
    if (t.has(`key/${key}`)) return;
    t.put(`key/${key}`, true);
    t.add(`charges/${charge.saleId}`, 1);
  });
  return "charged";
});

export default scenario({
  services: {
    tickets: {},
    // Somebody else's system: what happens inside it is not what this is about.
    bank: { atomic: true },
  },
  clients: {
    ada: [
      request("tickets", "buy", { customer: "ada", seat: "stalls" }),
      request("tickets", "buy", { customer: "ada", seat: "stalls" }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { timeout: 1 },
  checks: [
    always("no purchase is charged twice", (world) => {
      const twice = Object.entries(world.db("bank")).find(([key, count]) => key.startsWith("charges/") && count > 1);
      return twice === undefined || `the bank has charged one purchase ${twice[1]} times`;
    }),
    always("what is reported as paid has been charged", (world) => {
      const unpaid = world
        .replies("ada")
        .find(({ ok, value }) => ok && value.status === "paid" && !(`charges/${value.saleId}` in world.db("bank")));
      return (
        unpaid === undefined ||
        `a seat in the ${unpaid.args.seat} is reported as paid, and the bank has charged nothing for it`
      );
    }),
  ],
});
