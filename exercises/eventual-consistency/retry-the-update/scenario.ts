// A carrier that refuses a set number of times: twice for the first parcel, always for the second. Every request is
// answered: what to do when no answer comes is the subject of another exercise, so there are no faults here.
import { atDrain, request, same, scenario, service, type World } from "eventually";
import "./exercise";

service("carrier").on("changeAddress", async (ctx, update: { parcel: string; address: string }) => {
  const calls = await ctx.db.add(`calls/${update.parcel}`, 1);
  const refusals = await ctx.db.get<number | "always">(`refusals/${update.parcel}`);
  if (refusals === "always" || calls <= (refusals ?? 0)) return { accepted: false };
  await ctx.db.put(`address/${update.parcel}`, update.address);
  return { accepted: true };
});

/** Whether orders has filed for this update what the carrier really did; a sentence where it has not. */
function filed(world: World, id: string, parcel: string): true | string {
  const accepted = `address/${parcel}` in world.db("carrier");
  const expected = { accepted, report: accepted ? "succeeded" : "failed" };
  const found = world.db("orders")[`redirect/${id}`];
  if (same(found, expected)) return true;
  return `the carrier has ${accepted ? "accepted" : "refused"} ${id}, but orders filed ${JSON.stringify(found)}`;
}

export default scenario({
  services: {
    orders: {},
    carrier: { db: { "refusals/parcel-1": 2, "refusals/parcel-2": "always" } },
  },
  clients: {
    customer: [
      request("orders", "redirect", { id: "update-1", parcel: "parcel-1", address: "Mill Lane 3" }),
      request("orders", "redirect", { id: "update-2", parcel: "parcel-2", address: "Park Row 5" }),
    ],
  },
  checks: [
    atDrain("an accepted update is filed as succeeded", (world) => filed(world, "update-1", "parcel-1")),
    atDrain("a refused update is filed as failed", (world) => filed(world, "update-2", "parcel-2")),
    atDrain("each update is offered three times at most", (world) => {
      const carrier = world.db("carrier");
      const calls = { "parcel-1": carrier["calls/parcel-1"], "parcel-2": carrier["calls/parcel-2"] };
      return same(calls, { "parcel-1": 3, "parcel-2": 3 }) || `calls to the carrier: ${JSON.stringify(calls)}`;
    }),
  ],
});
