// Shipping may crash once, and one of its operations may be refused. A parcel has to be planned for each order all the same.
import { atDrain, request, same, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: {
    // In one step: what can go wrong in the shop is not the subject here.
    shop: { atomic: true },
    shipping: { ack: "manual", exceptions: "allowed" },
  },
  queues: { OrderPlaced: { from: "shop", to: ["shipping"], order: "unordered" } },
  clients: { reader: [request("shop", "order", { id: "atlas" }), request("shop", "order", { id: "novel" })] },
  scale: { updates: [1, 2] },
  faults: { crash: 1, fail: 1 },
  checks: [
    atDrain("a parcel is planned for each order", (world) => {
      const ordered = Object.keys(world.db("shop")).join(", ");
      const planned = Object.keys(world.db("shipping")).join(", ");
      return same(world.db("shipping"), world.db("shop")) || `ordered: ${ordered}; planned: ${planned || "nothing"}`;
    }),
  ],
});
