// The reference family: a source publishes versions 1..K to R replicas through an unordered queue; each message may be
// duplicated D times and dropped X times, and the broker sends again what was dropped. As an exercise like any other.

export interface FamilySet {
  readonly versions: number;
  readonly replicas: number;
  readonly duplicates: number;
  readonly drops: number;
}

/** `lww`: the last writer wins, by version. `last`: the last arrival does, which is wrong. */
export type FamilyHandler = "lww" | "last";

/** The closed form that all tools agree on: the sum over p = 0..K of T^(pR), T = 1 + the number of (c, l, d, x). */
export function statesOf({ versions, replicas, duplicates, drops }: FamilySet): bigint {
  let t = 1n;
  for (let d = 0; d <= duplicates; d++) {
    for (let x = 0; x <= drops; x++) {
      for (let lost = 0; lost <= x; lost++) {
        for (let copies = 0; copies + lost <= d + 1; copies++) if (copies + lost >= 1) t++;
      }
    }
  }
  let sum = 0n;
  for (let p = 0; p <= versions; p++) sum += t ** BigInt(p * replicas);
  return sum;
}

const names = (replicas: number): string[] => Array.from({ length: replicas }, (_, index) => `r${index + 1}`);

export function exerciseText({ replicas }: FamilySet, handler: FamilyHandler): string {
  const put = `await ctx.db.put("x", version);`;
  const body = handler === "last" ? put : `if (((await ctx.db.get<number>("x")) ?? 0) < version) ${put}`;
  const services = names(replicas).map(
    (name) => `service("${name}").on("Saved", async (ctx, version: number) => {\n  ${body}\n});\n`,
  );
  return `import { service } from "eventually";
service("source").on("save", async (ctx, version: number) => {
  await ctx.db.put("x", version);
  await ctx.publish("Saved", version);
});
${services.join("")}`;
}

export function scenarioText({ versions, replicas, duplicates, drops }: FamilySet): string {
  const to = JSON.stringify(names(replicas));
  const services = ["source", ...names(replicas)].map((name) => `${name}: { atomic: true }`).join(", ");
  const saves = Array.from({ length: versions }, (_, index) => `request("source", "save", ${index + 1})`).join(", ");
  return `import { atDrain, request, scenario } from "eventually";
import "./exercise";
export default scenario({
  services: { ${services} },
  queues: { Saved: { from: "source", to: ${to}, order: "unordered" } },
  clients: { admin: [${saves}] },
  faults: { perMessage: { duplicate: ${duplicates}, drop: ${drops} } },
  scale: { updates: [${versions}] },
  checks: [atDrain("replicas equal", (world) => ${to}.every((name) => world.db(name).x === world.db("source").x))],
});
`;
}
