// Three counts of two products. What the people on the floor counted last is what the web shop has to show.
import { atDrain, request, same, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: {
    counting: {},
    webshop: { db: { "stock/lamp": 9, "stock/chair": 4 } },
  },
  queues: { StockCounted: { from: "counting", to: ["webshop"], order: "fifo-per-key" } },
  clients: {
    floor: [
      request("counting", "recordCount", { sku: "lamp", onHand: 7 }),
      request("counting", "recordCount", { sku: "chair", onHand: 5 }),
      request("counting", "recordCount", { sku: "lamp", onHand: 6 }),
    ],
  },
  checks: [
    atDrain("the web shop shows the last counts", (world) => {
      const shown = world.db("webshop");
      return (
        same(shown, { "stock/lamp": 6, "stock/chair": 5 }) ||
        `counted last: 6 lamps and 5 chairs; the web shop shows ${shown["stock/lamp"]} and ${shown["stock/chair"]}`
      );
    }),
    atDrain("every count went to the broker once", (world) => {
      const handedOver = world.published("StockCounted").length;
      return handedOver === 3 || `3 counts were accepted, ${handedOver} messages were published`;
    }),
  ],
});
