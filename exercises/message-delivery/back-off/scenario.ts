// One run on one clock: all tills call in the first second, and the bank, once it is back, serves two in each second.
import { atDrain, counter, request, scenario, service, type World } from "eventually";
import "./exercise";

const tills = 15;
const backAfter = 10;
const servedPerSecond = 2;
const mostCalls = 85;
const mostPerSecond = 10;
const soon = 4;
const lastSecond = 40;

service("bank").on("charge", async (ctx) => {
  const second = String(Math.floor(ctx.now() / 1_000)).padStart(6, "0");
  const calls = await ctx.db.add(`calls/${second}`, 1);
  if (Number(second) < backAfter || calls > servedPerSecond) return "busy";
  await ctx.db.add(`served/${second}`, 1);
  return "charged";
});

/** Second and figure, in order. */
function histogram(world: World, of: "calls" | "served"): readonly (readonly [second: number, count: number])[] {
  return Object.entries(world.db("bank"))
    .filter(([key]) => key.startsWith(`${of}/`))
    .map(([key, count]) => [Number(key.slice(of.length + 1)), count] as const)
    .sort(([a], [b]) => a - b);
}

const sum = (figures: readonly (readonly [number, number])[]): number =>
  figures.reduce((total, [, count]) => total + count, 0);

export default scenario({
  timed: true,
  services: { tills: { concurrency: tills }, bank: { atomic: true } },
  clients: Object.fromEntries(
    Array.from({ length: tills }, (_, i) => [`till-${i + 1}`, [request("tills", "pay", null)]] as const),
  ),
  checks: [
    atDrain("the tills make 85 calls at most", (world) => {
      const calls = sum(histogram(world, "calls"));
      return calls <= mostCalls || `${calls} calls for ${tills} charges`;
    }),
    atDrain("once it is back, the bank gets 10 calls a second at most", (world) => {
      const later = histogram(world, "calls").filter(([second]) => second >= backAfter);
      const [second, most] = later.reduce((worst, one) => (one[1] > worst[1] ? one : worst), [0, 0] as const);
      return most <= mostPerSecond || `${most} calls in second ${second}`;
    }),
    atDrain("each till tries again within 4 seconds", (world) => {
      const calls = sum(histogram(world, "calls").filter(([second]) => second <= soon));
      return calls >= 2 * tills || `only ${calls - tills} second calls came within ${soon} seconds`;
    }),
    atDrain("everybody is served within 40 seconds", (world) => {
      const served = histogram(world, "served");
      const last = served.at(-1)?.[0] ?? 0;
      if (sum(served) !== tills) return `${sum(served)} of ${tills} tills were served`;
      return last <= lastSecond || `the last till was served in second ${last}`;
    }),
  ],
  counters: [counter("calls", (event) => (event.kind === "requested" && event.service === "bank" ? 1 : 0))],
});
