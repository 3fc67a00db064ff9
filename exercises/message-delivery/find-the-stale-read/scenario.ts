// One price is saved and one visitor looks. The learner says in which order; the code is right in all of them.
import { atDrain, monitor, reachable, request, same, scenario } from "eventually";
import { schedule } from "./exercise";

type Seen = { saved: boolean; stale: boolean };

const seen = monitor<Seen>("seen", { saved: false, stale: false }, (value, event) => {
  if (event.kind !== "replied" || event.failed) return value;
  if (event.to === "manager") return { ...value, saved: true };
  return { ...value, stale: value.saved && event.value === 10 };
});

export default scenario({
  services: {
    boxoffice: { db: { western: 10 }, atomic: true },
    website: { db: { western: 10 }, atomic: true },
  },
  queues: { PriceSaved: { from: "boxoffice", to: ["website"] } },
  clients: {
    manager: [request("boxoffice", "savePrice", { film: "western", price: 20 })],
    visitor: [request("website", "showPrice", "western")],
  },
  schedule,
  checks: [
    reachable("the visitor is shown 10 after the manager was told saved", (world) => world.monitor("seen").stale),
    atDrain("the website shows the price of the box office", (world) =>
      same(world.db("website"), world.db("boxoffice")),
    ),
  ],
  monitors: [seen],
});
