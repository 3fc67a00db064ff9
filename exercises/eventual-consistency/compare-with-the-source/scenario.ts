// Nobody writes during the audit and no message is on its way, so a difference is a real one. The last updates of the
// chair and of the shelf were lost before the run begins. A service may crash once, and an audit that this ended or skipped files no report.
import { atDrain, request, scenario, type World } from "eventually";
import "./exercise";

/** Whether the report about a product says what its two prices call for; a sentence where it does not. */
function reported(world: World, sku: string, expected: "consistent" | "inconsistent"): true | string {
  const report = world.db("search")[`report/${sku}`];
  const audit = world.replies("auditor").find(({ args }) => args.sku === sku);
  if (report === undefined && (audit?.ok === false || audit?.value === "skipped")) return true;
  if (report === undefined) return `there is no report about the ${sku}`;
  if (report.finding === expected) return true;
  return `${sku}: search has ${report.local}, the catalog ${report.source}, and the report says ${report.finding}`;
}

const both = (one: true | string, other: true | string): true | string => (one === true ? other : one);

export default scenario({
  services: {
    catalog: { db: { "price/lamp": 20, "price/chair": 45, "price/desk": 60, "price/shelf": 30 } },
    search: { db: { "price/lamp": 20, "price/chair": 40, "price/desk": 60, "price/shelf": 35 } },
  },
  clients: {
    auditor: [
      request("search", "audit", { sku: "lamp" }),
      request("search", "audit", { sku: "chair" }),
      request("search", "audit", { sku: "desk" }),
      request("search", "audit", { sku: "shelf" }),
    ],
  },
  faults: { crash: 1, timeout: 1 },
  checks: [
    atDrain("a copy that matches is reported as consistent", (world) =>
      both(reported(world, "lamp", "consistent"), reported(world, "desk", "consistent")),
    ),
    // Too low and too high: whoever looks for one of them only has not compared.
    atDrain("a copy that differs is reported as inconsistent", (world) =>
      both(reported(world, "chair", "inconsistent"), reported(world, "shelf", "inconsistent")),
    ),
  ],
});
