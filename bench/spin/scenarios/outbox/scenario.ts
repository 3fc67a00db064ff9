import { atDrain, request, scenario } from "eventually";
import "./exercise";

// Rows of an outbox are published by a relay that crashes by itself: between publishing a row and marking it as sent.
export default scenario({
  services: { orders: {}, bill: {} },
  queues: { Placed: { from: "orders", to: ["bill"], order: "unordered" } },
  clients: { buyer: [request("orders", "place", 1), request("orders", "place", 2)] },
  faults: { crash: 2 },
  checks: [atDrain("none is left out", (world) => (world.db("bill").placed ?? 0) >= (world.db("orders").open ?? 0))],
});
