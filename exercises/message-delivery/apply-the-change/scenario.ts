// One dish becomes dearer, and then cheaper. Messages may take as long as they like; nothing else goes wrong.
import { atDrain, counter, request, same, scenario } from "eventually";
import "./exercise";

export default scenario({
  services: {
    // In one step: what can happen between storing and publishing is the subject of a later module.
    menu: { db: { soup: 10 }, atomic: true },
    board: { db: { soup: 10 } },
  },
  queues: { PriceChanged: { from: "menu", to: ["board"], order: "fifo" } },
  clients: {
    chef: [
      request("menu", "changePrice", { dish: "soup", price: 20 }),
      request("menu", "changePrice", { dish: "soup", price: 15 }),
    ],
  },
  scale: { updates: [1, 2] },
  checks: [
    atDrain(
      "the board shows what the menu says",
      (world) =>
        same(world.db("board"), world.db("menu")) ||
        `soup: the board shows ${JSON.stringify(world.db("board").soup)}, the menu says ${world.db("menu").soup}`,
    ),
  ],
  counters: [counter("calls to the menu", (event) => (event.kind === "requested" && event.from === "board" ? 1 : 0))],
});
