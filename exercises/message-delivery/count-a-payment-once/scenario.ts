// Ada gives 10 twice: two payments that differ only in their ids. One message may come twice, the ledger may crash once.
import { always, atDrain, request, scenario, type World } from "eventually";
import "./exercise";

const balance = (world: World): number => world.db("ledger").balance ?? 0;

/** What the provider has reported, each payment once. */
function paid(world: World): number {
  const payments = new Map<string, number>(
    world.published("DonationPaid").map(({ body }) => [body.paymentId, body.amount]),
  );
  return [...payments.values()].reduce((sum, amount) => sum + amount, 0);
}

export default scenario({
  services: {
    // Somebody else's system: what happens inside it is not what this is about.
    provider: { atomic: true },
    ledger: { ack: "manual" },
  },
  queues: { DonationPaid: { from: "provider", to: ["ledger"], order: "unordered" } },
  clients: {
    ada: [
      request("provider", "capture", { paymentId: "pay-1", donor: "ada", amount: 10 }),
      request("provider", "capture", { paymentId: "pay-2", donor: "ada", amount: 10 }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    always(
      "no payment is counted twice",
      (world) =>
        balance(world) <= paid(world) || `the balance is ${balance(world)}, but the payments amount to ${paid(world)}`,
    ),
    atDrain(
      "every payment is counted",
      (world) =>
        balance(world) >= paid(world) || `the balance is ${balance(world)}, but the payments amount to ${paid(world)}`,
    ),
  ],
});
