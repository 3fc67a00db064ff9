// Two sales of four seats each, out of a hundred; the first is reported again. Besides, one message may come twice, and
// the house may crash once.
import { always, atDrain, request, scenario, type World } from "eventually";
import "./exercise";

const seats = 100;

function free(world: World): number {
  const { stock, reserved = 0, ...others } = world.db("house");
  const single = Object.entries(others).filter(([key]) => key.startsWith("reserved/"));
  return single.reduce((left, [, count]) => left - count, stock - reserved);
}

/** What should be free when every sale so far has been reserved once. */
function left(world: World): number {
  const sales = new Map<string, number>(world.published("SeatsSold").map(({ body }) => [body.saleId, body.seats]));
  return [...sales.values()].reduce((sum, sold) => sum - sold, seats);
}

export default scenario({
  services: {
    // The box office is not what this is about.
    boxoffice: { atomic: true },
    house: { ack: "manual", db: { stock: seats } },
  },
  queues: { SeatsSold: { from: "boxoffice", to: ["house"], order: "unordered" } },
  clients: {
    school: [
      request("boxoffice", "sell", { saleId: "sale-1", seats: 4 }),
      request("boxoffice", "sell", { saleId: "sale-2", seats: 4 }),
      request("boxoffice", "sell", { saleId: "sale-1", seats: 4 }),
    ],
  },
  scale: { updates: [1, 2, 3] },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    always(
      "no sale is reserved twice",
      (world) => free(world) >= left(world) || `${free(world)} seats are free, but ${left(world)} should be`,
    ),
    atDrain(
      "every sale is reserved",
      (world) => free(world) <= left(world) || `${free(world)} seats are free, but only ${left(world)} should be`,
    ),
  ],
});
