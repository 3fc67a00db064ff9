// Orders come in while the relay works: `orders` handles two requests at once. It may crash once.
import { atDrain, reachable, request, scenario } from "eventually";
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
    atDrain("the oven bakes what was ordered", (world) => {
      const ordered = world.db("orders");
      const wrong = Object.entries(world.db("oven")).find(([id, loaves]) => loaves !== ordered[id]);
      return wrong === undefined || `${wrong[0]}: ordered ${ordered[wrong[0]] ?? 0}, baked ${wrong[1]}`;
    }),
    // A relay that leaves everything in the outbox loses nothing either.
    reachable(
      "an order leaves the outbox for the oven",
      (world) => "o-1" in world.db("oven") && !("outbox/o-1" in world.db("orders")),
    ),
  ],
});
