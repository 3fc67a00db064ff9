import { atDrain, request, scenario } from "eventually";
import "./exercise";

// Acknowledged by itself when the handler has returned, which is a step that a crash can come before; in any order;
// a copy may get lost until the broker sends it again, and a copy may be doubled.
export default scenario({
  services: { catalog: { atomic: true }, search: {} },
  queues: { Saved: { from: "catalog", to: ["search"], order: "unordered" } },
  clients: { admin: [request("catalog", "save", 1), request("catalog", "save", 2), request("catalog", "save", 3)] },
  faults: { crash: 2, drop: 1, duplicate: 1 },
  checks: [atDrain("the last version", (world) => world.db("search").version === 3)],
});
