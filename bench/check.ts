// A warm check of every answer that the built-in packs list, from the command to its verdict, against the built-in
// TypeScript extension's time from an edit to its semantic diagnostics, in the same file and the same run.
import { join } from "node:path";
import { root } from "../scripts/node24.mjs";
import { buildProduction } from "../scripts/package.ts";
import { measureInHost } from "./inHost.ts";
import { type Measured, percentile } from "./report.ts";

const packs = ["eventual-consistency", "message-delivery"].map((name) => join(root, "exercises", name));

export function measureCheck(): readonly Measured[] {
  buildProduction();
  const { ours, theirs } = measureInHost({ name: "check", env: { EVENTUALLY_BENCH_PACKS: packs.join("\n") } });
  const slow = percentile(ours, 95);
  return [
    { name: "check, median", reference: "TypeScript", ours, theirs, bar: 0.5 },
    { name: "check, 95th percentile", reference: "TypeScript's median", ours: [slow], theirs, bar: 1 },
  ];
}
