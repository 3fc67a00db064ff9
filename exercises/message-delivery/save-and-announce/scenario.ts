// Two orders. One service may crash once, and one operation may be refused.
import { atDrain, reachable, request, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: { orders: { exceptions: "allowed" }, oven: { exceptions: "allowed" } },
  queues: { OrderPlaced: { from: "orders", to: ["oven"], order: "fifo" } },
  clients: {
    cafe: [
      request("orders", "place", { orderId: "o-1", loaves: 12 }),
      request("orders", "place", { orderId: "o-2", loaves: 30 }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { crash: 1, fail: 1 },
  checks: [
    atDrain("every order is baked", (world) => {
      const baked = world.db("oven");
      const lost = Object.entries(world.db("orders")).filter(([id, loaves]) => baked[id] !== loaves);
      return lost.length === 0 || `stored as an order, and not baked as ordered: ${lost.map(([id]) => id).join(", ")}`;
    }),
    atDrain("nothing is baked without an order", (world) => {
      const ghosts = Object.keys(world.db("oven")).filter((id) => !(id in world.db("orders")));
      return ghosts.length === 0 || `baked, and there is no such order: ${ghosts.join(", ")}`;
    }),
    atDrain("an accepted order is stored", (world) => {
      const gone = world.replies("cafe").find(({ ok, args }) => ok && !(args.orderId in world.db("orders")));
      return gone === undefined || `${gone.args.orderId} was accepted and is not stored`;
    }),
    // Who accepts nothing keeps every promise above.
    reachable("an order is accepted and baked", (world) =>
      world.replies("cafe").some(({ ok, args }) => ok && world.db("oven")[args.orderId] === args.loaves),
    ),
  ],
});
