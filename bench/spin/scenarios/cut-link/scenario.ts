import { atDrain, request, scenario } from "eventually";
import "./exercise";

// In order for each key. The handler waits on a timer first; a cut link holds messages back until it heals.
export default scenario({
  services: { sensor: {}, chart: { concurrency: 2 } },
  queues: { Measured: { from: "sensor", to: ["chart"], order: "fifo-per-key" } },
  clients: { clock: [1, 2, 3].map((value) => request("sensor", "measure", value)) },
  faults: { crash: 1, partition: 1, duplicate: 1 },
  checks: [atDrain("in order", (world) => [undefined, 1, 3].includes(world.db("chart").odd))],
});
