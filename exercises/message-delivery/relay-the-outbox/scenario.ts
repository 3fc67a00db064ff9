// Orders come in while the relay works: `orders` handles two requests at once. It may crash once.
import { atDrain, request, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: { orders: { concurrency: 2 }, oven: {} },
  queues: { OrderPlaced: { from: "orders", to: ["oven"], order: "fifo" } },
  clients: {
    cafe: [
      request("orders", "place", { orderId: "o-1", loaves: 12 }),
      request("orders", "place", { orderId: "o-2", loaves: 30 }),
    ],
    timer: [request("orders", "relay"), request("orders", "relay")],
  },
  scale: { updates: [1, 2] },
  faults: { crash: 1 },
  checks: [
    atDrain("no message is lost", (world) => {
      const kept = world.db("orders");
      const lost = Object.keys(kept)
        .filter((key) => !key.startsWith("outbox/"))
        .filter((id) => !(`outbox/${id}` in kept) && !(id in world.db("oven")));
      return lost.length === 0 || `neither in the outbox nor with the oven: ${lost.join(", ")}`;
    }),
    atDrain("nothing is baked without an order", (world) =>
      Object.keys(world.db("oven")).every((id) => id in world.db("orders")),
    ),
  ],
});
