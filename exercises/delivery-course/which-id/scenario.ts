// Ann pays 10 twice, and means it. One message may be doubled, and the ledger may crash once.
import { always, atDrain, request, scenario, type World } from "eventually";
import "./exercise";

const captured = (world: World): number =>
  Object.values<number>(world.db("psp")).reduce((sum, amount) => sum + amount, 0);
const balance = (world: World): number => world.db("ledger")["balance"] ?? 0;

export default scenario({
  services: {
    // In one step: what can go wrong at the provider is not the subject here.
    psp: { atomic: true },
    ledger: {},
  },
  queues: { PaymentCaptured: { from: "psp", to: ["ledger"], order: "unordered" } },
  clients: {
    ann: [
      request("psp", "capture", { paymentId: "p1", customer: "ann", amount: 10 }),
      request("psp", "capture", { paymentId: "p2", customer: "ann", amount: 10 }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    atDrain(
      "the balance is what was paid",
      (world) => balance(world) === captured(world) || `paid: ${captured(world)}; balance: ${balance(world)}`,
    ),
    always("no payment is counted twice", (world) => balance(world) <= captured(world)),
  ],
});
