import { always, request, scenario } from "eventually";
import "./exercise";

// Acknowledged by hand, after the write; in order; both services may crash between any two operations.
export default scenario({
  services: { catalog: {}, search: { ack: "manual" } },
  queues: { Saved: { from: "catalog", to: ["search"], order: "fifo" } },
  clients: { admin: [request("catalog", "save", 1), request("catalog", "save", 2)] },
  faults: { crash: 2, duplicate: 1 },
  checks: [always("a price that was saved", (world) => [undefined, 1, 2].includes(world.db("search").price))],
});
