// Two orders of two seats each. One message may be doubled, and the hall may crash once. The hall has 100 seats.
import { atDrain, request, scenario, type World } from "eventually";
import "./exercise";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sold = (world: World): number => sum(Object.values<number>(world.db("office")));

/** However the hall keeps count: by order, in one number, or in what is left. */
const reserved = (world: World): number => {
  const { free, ...counted } = world.db("hall");
  return sum(Object.values<number>(counted)) + (100 - free);
};

export default scenario({
  services: {
    // In one step: what can go wrong in the office is not the subject here.
    office: { atomic: true },
    hall: { db: { free: 100 } },
  },
  queues: { SeatsSold: { from: "office", to: ["hall"], order: "unordered" } },
  clients: {
    visitors: [
      request("office", "sell", { orderId: "o1", seats: 2 }),
      request("office", "sell", { orderId: "o2", seats: 2 }),
    ],
  },
  scale: { updates: [1, 2] },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    atDrain(
      "as many seats are reserved as were sold",
      (world) => reserved(world) === sold(world) || `sold: ${sold(world)}; reserved: ${reserved(world)}`,
    ),
  ],
});
