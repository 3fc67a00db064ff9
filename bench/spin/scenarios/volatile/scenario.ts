import { always, request, scenario } from "eventually";
import "./exercise";

// What was seen is kept in memory only, so a crash forgets it. Two messages at once; each may be doubled once and lost
// once.
export default scenario({
  services: { orders: { atomic: true }, ledger: { concurrency: 2 } },
  queues: { Paid: { from: "orders", to: ["ledger"], order: "unordered" } },
  clients: { buyer: [request("orders", "pay", 1), request("orders", "pay", 10)] },
  faults: { crash: 1, perMessage: { duplicate: 1, drop: 1 } },
  checks: [always("at most twice each", (world) => (world.db("ledger").sum ?? 0) <= 22)],
});
