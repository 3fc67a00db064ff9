import { always, request, scenario } from "eventually";
import "./exercise";

// A handler of a message asks another service and asks again when it is delivered again: the reply is only for the
// delivery that asked.
export default scenario({
  services: { orders: { atomic: true }, shop: {}, bank: {} },
  queues: { Placed: { from: "orders", to: ["shop"], order: "fifo" } },
  clients: { buyer: [request("orders", "place", 1)] },
  faults: { crash: 2 },
  checks: [always("three times at most", (world) => (world.db("bank").taken ?? 0) <= 15)],
});
