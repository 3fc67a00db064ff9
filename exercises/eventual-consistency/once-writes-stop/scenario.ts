// Two price changes, and then no more writes. A message may come twice, and a service may crash once.
import { always, atDrain, request, scenario, type World } from "eventually";
import "./exercise";

const priceAtTheStart = 10;

const source = (world: World): number => world.db("catalog").lamp.price;
const copy = (world: World): number => world.db("search").lamp.price;
const promised = (world: World) => world.db("catalog").outlook;

export default scenario({
  services: {
    catalog: { db: { lamp: { price: priceAtTheStart } } },
    search: { db: { lamp: { price: priceAtTheStart } } },
  },
  queues: { PriceChanged: { from: "catalog", to: ["search"], order: "fifo-per-key" } },
  clients: {
    admin: [
      request("catalog", "changePrice", { sku: "lamp", price: 20 }),
      request("catalog", "changePrice", { sku: "lamp", price: 30 }),
    ],
  },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    always("copies said to be equal at once never differ", (world) => {
      if (promised(world)?.underway !== "equal" || copy(world) === source(world)) return true;
      return `the catalog has ${source(world)} and says its copies are equal at once, but search still has ${copy(world)}`;
    }),
    atDrain("the copies end up as the catalog says", (world) => {
      // A crash can prevent a change; where none came through, nothing was said.
      if (source(world) === priceAtTheStart) return true;
      const ends = `search ends with ${copy(world)}, the catalog with ${source(world)}`;
      switch (promised(world)?.settled) {
        case "equal":
          return copy(world) === source(world) || `the catalog says equal, but ${ends}`;
        case "different":
          return copy(world) !== source(world) || `the catalog says different, but ${ends}`;
        case "as before":
          return copy(world) === priceAtTheStart || `the catalog says as before, but ${ends}`;
        default:
          return "the catalog says nothing about how its copies end up";
      }
    }),
    atDrain("what is said of the way there is a known statement", (world) => {
      if (source(world) === priceAtTheStart) return true;
      const underway = promised(world)?.underway;
      return underway === "may lag" || underway === "equal" || "the catalog says nothing about the way there";
    }),
  ],
});
