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
        .filter(({ body }) => planned[`plan/${body.orderId}`] !== body.poster)
        .map(({ body }) => body.orderId);
      if (missing.length === 0) return true;
      const where = world.deadLetters().length > 0 ? "parked as a dead letter" : "no message is left that says so";
      return `not planned, and ${where}: ${missing.join(", ")}`;
    }),
  ],
});
