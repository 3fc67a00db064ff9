// Two orders. The press may crash once, and one of its operations may be refused.
import { atDrain, request, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: {
    // The counter is not what this is about.
    counter: { atomic: true },
    press: { ack: "manual", exceptions: "allowed" },
  },
  queues: { PosterOrdered: { from: "counter", to: ["press"] } },
  clients: {
    customer: [
      request("counter", "order", { orderId: "o-1", poster: "lighthouse" }),
      request("counter", "order", { orderId: "o-2", poster: "harbour" }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { crash: 1, fail: 1 },
  checks: [
    atDrain("every order is planned", (world) => {
      const planned = world.db("press");
      const missing = world
        .published("PosterOrdered")
        .map(({ body }) => body.orderId)
        .filter((id) => !(`plan/${id}` in planned));
      return missing.length === 0 || `not planned, and no message is left that says so: ${missing.join(", ")}`;
    }),
  ],
});
