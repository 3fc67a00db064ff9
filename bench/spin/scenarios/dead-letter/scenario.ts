import { always, request, scenario } from "eventually";
import "./exercise";

// Order 1 is put back until its queue parks it, order 2 is parked by the handler, order 3 is taken. One parked message
// may be put back.
export default scenario({
  services: { orders: { atomic: true }, bill: { ack: "manual" } },
  queues: { Placed: { from: "orders", to: ["bill"], order: "unordered", maxAttempts: 2, redrive: 1 } },
  clients: { buyer: [request("orders", "place", 1), request("orders", "place", 2), request("orders", "place", 3)] },
  faults: { crash: 1 },
  checks: [always("three at most", (world) => world.deadLetters("Placed").length <= 3)],
});
