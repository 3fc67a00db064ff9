import { always, request, scenario } from "eventually";
import "./exercise";

// Asked again after a timeout. A request may be lost, and both sides may crash.
export default scenario({
  services: { shop: {}, bank: {} },
  clients: { buyer: [request("shop", "buy")] },
  faults: { crash: 2, timeout: 1, drop: 1 },
  checks: [always("charged in fives", (world) => (world.db("bank").taken ?? 0) % 5 === 0)],
});
