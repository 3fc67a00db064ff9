// Three counts of two products. What the people on the floor counted last is what the web shop has to show. A message may
// come twice, and a service may crash once; a count that counting could not accept because of that is not expected.
import { atDrain, reachable, request, same, scenario, type World } from "eventually";
import "./exercise";

const shownAtTheStart = { "stock/lamp": 9, "stock/chair": 4 };

/** How often the broker was given this count. */
function handedOver(world: World, count: { readonly sku: string; readonly onHand: number }): number {
  return world.published("StockCounted").filter(({ body }) => same(body, count)).length;
}

/** What the web shop has to show: the last count of each product that was accepted, or handed over before a crash. */
function expected(world: World): typeof shownAtTheStart {
  const taken = world.replies("floor").filter(({ ok, args }) => ok || handedOver(world, args) > 0);
  const counts = taken.map(({ args }) => [`stock/${args.sku}`, args.onHand] as const);
  return { ...shownAtTheStart, ...Object.fromEntries(counts) };
}

export default scenario({
  services: {
    counting: {},
    webshop: { db: shownAtTheStart },
  },
  queues: { StockCounted: { from: "counting", to: ["webshop"], order: "fifo-per-key" } },
  clients: {
    floor: [
      request("counting", "recordCount", { sku: "lamp", onHand: 7 }),
      request("counting", "recordCount", { sku: "chair", onHand: 5 }),
      request("counting", "recordCount", { sku: "lamp", onHand: 6 }),
    ],
  },
  faults: { duplicate: 1, crash: 1 },
  checks: [
    atDrain("the web shop shows the last counts", (world) => {
      const shown = world.db("webshop");
      const last = expected(world);
      return (
        same(shown, last) ||
        `counted last: ${last["stock/lamp"]} lamps and ${last["stock/chair"]} chairs; ` +
          `the web shop shows ${shown["stock/lamp"]} and ${shown["stock/chair"]}`
      );
    }),
    // At least once: a relay that crashes may hand the same count over again.
    atDrain("every accepted count went to the broker", (world) => {
      const kept = world.replies("floor").find(({ ok, args }) => ok && handedOver(world, args) === 0);
      return kept === undefined || `a count of ${kept.args.sku} was accepted and never handed to the broker`;
    }),
    reachable(
      "two counts wait for the web shop at once",
      (world) =>
        world.published("StockCounted").length >= 2 &&
        world.inFlight >= 2 &&
        same(world.db("webshop"), shownAtTheStart),
      { steps: 3 },
    ),
  ],
});
