// A step in the stepper's panel, from the command to the paint, against a bare message to the same panel and back.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/node24.mjs";
import { buildProduction } from "../scripts/package.ts";
import { measureInHost } from "./inHost.ts";
import { type Measured, percentile } from "./report.ts";

const exercise = "publish-the-update";

/** An exercise of the built-in pack whose client asks so often that its run is hundreds of steps long. */
function writeLongRun(workspace: string, requests: number): void {
  const from = join(root, "exercises", "eventual-consistency", exercise);
  const to = join(workspace, "long-run", exercise);
  mkdirSync(to, { recursive: true });
  for (const name of ["exercise.ts", "exercise.md"]) cpSync(join(from, name), join(to, name));
  const asked = 'request("counting", "recordCount", { sku: "lamp", onHand: 7 }),';
  const scenario = readFileSync(join(from, "scenario.ts"), "utf8");
  if (!scenario.includes(asked)) throw new Error("The exercise's client asks for something else now");
  writeFileSync(join(to, "scenario.ts"), scenario.replace(asked, asked.repeat(requests)));
  const module = {
    id: "runs",
    title: "Runs",
    summary: "A long one.",
    items: [{ path: exercise, level: "easy", concepts: ["runs"] }],
  };
  writeFileSync(
    join(workspace, "long-run", "pack.json"),
    JSON.stringify({
      format: 1,
      id: "long-run",
      title: "A long run",
      description: "For measuring.",
      version: "1.0.0",
      modules: [module],
    }),
  );
}

export function measureStepper(): readonly Measured[] {
  buildProduction();
  const { ours, theirs } = measureInHost({
    name: "stepper",
    prepare: (workspace) => writeLongRun(workspace, 60),
  });
  const slow = percentile(ours, 95);
  return [{ name: "stepper, 95th percentile", reference: "ping-pong's median", ours: [slow], theirs, bar: 8 }];
}
