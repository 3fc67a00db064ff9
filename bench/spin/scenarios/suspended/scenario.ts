import { atDrain, request, scenario } from "eventually";
import "./exercise";

// A million situations and more, with handlers that are suspended at each of their operations.
export default scenario({
  services: { source: {}, r1: {}, r2: {}, r3: {} },
  queues: { Saved: { from: "source", to: ["r1", "r2", "r3"], order: "unordered" } },
  clients: { admin: [request("source", "save", 1), request("source", "save", 2)] },
  faults: { crash: 1, duplicate: 1 },
  checks: [
    atDrain(
      "replicas are equal",
      (world) => world.db("r1").version === world.db("r2").version && world.db("r2").version === world.db("r3").version,
    ),
  ],
});
