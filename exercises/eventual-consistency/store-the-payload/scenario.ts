// Two customers move, one of them twice. A message that billing cannot handle is parked after two
// deliveries. Besides, a message may come twice, and a service may crash once.
import { atDrain, request, same, scenario } from "eventually";
import "./exercise";

const oldAddress = { street: "Hill Road 1", city: "Oldtown" };

export default scenario({
  services: {
    accounts: { db: { "address/ada": oldAddress, "address/ben": oldAddress } },
    // An exception ends a delivery and is no fault of the run: what counts is what billing holds in the end.
    billing: { exceptions: "allowed", db: { "address/ada": oldAddress, "address/ben": oldAddress } },
  },
  queues: { AddressChanged: { from: "accounts", to: ["billing"], order: "fifo-per-key", maxAttempts: 2 } },
  clients: {
    ada: [
      request("accounts", "moveHouse", { customer: "ada", address: { street: "Lake Street 8", city: "Newport" } }),
      request("accounts", "moveHouse", { customer: "ada", address: { street: "Mill Lane 3", city: "Newport" } }),
    ],
    ben: [request("accounts", "moveHouse", { customer: "ben", address: { street: "Park Row 5", city: "Eastend" } })],
  },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    atDrain("billing holds the addresses that accounts holds", (world) => {
      const theirs = world.db("accounts");
      const copies = world.db("billing");
      const different = Object.keys(theirs).filter((key) => !same(theirs[key], copies[key]));
      return (
        different.length === 0 ||
        different
          .map((key) => `${key}: ${JSON.stringify(copies[key])} instead of ${JSON.stringify(theirs[key])}`)
          .join("; ")
      );
    }),
  ],
});
