import { always, request, scenario } from "eventually";
import "./exercise";

// Two writes at once, either of which may fail, and a message that nobody waits for: it may still be on its way when the
// handler is over and acknowledged, and a crash loses it.
export default scenario({
  services: { catalog: { atomic: true }, search: {}, stats: { atomic: true } },
  queues: {
    Saved: { from: "catalog", to: ["search"], order: "fifo" },
    Indexed: { from: "search", to: ["stats"], order: "unordered" },
  },
  clients: { admin: [request("catalog", "save", 1), request("catalog", "save", 2)] },
  faults: { crash: 1, fail: 1 },
  checks: [always("a version", (world) => [undefined, 1, 2].includes(world.db("search").both))],
});
