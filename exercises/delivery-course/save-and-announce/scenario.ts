// The orders service may crash once, between any two of its operations. Whoever ordered is told, and may not have got through.
import { atDrain, request, scenario, type World } from "eventually";
import "./exercise";

const known = (world: World, service: string): readonly string[] => Object.keys(world.db(service)).sort();

export default scenario({
  services: { orders: {}, oven: { atomic: true } },
  queues: { OrderPlaced: { from: "orders", to: ["oven"], order: "fifo" } },
  clients: {
    customer: [
      request("orders", "place", { id: "rye", loaves: 2 }),
      request("orders", "place", { id: "spelt", loaves: 1 }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { crash: 1 },
  checks: [
    atDrain("every saved order reaches the oven", (world) => {
      const lost = known(world, "orders").filter((id) => !known(world, "oven").includes(id));
      return lost.length === 0 || `saved, and never announced: ${lost.join(", ")}`;
    }),
    atDrain("the oven bakes nothing that was not ordered", (world) => {
      const ghosts = known(world, "oven").filter((id) => !known(world, "orders").includes(id));
      return ghosts.length === 0 || `announced, and never saved: ${ghosts.join(", ")}`;
    }),
  ],
});
