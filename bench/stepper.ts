// A step in the stepper's panel, from the command to the paint, against a bare message to the same panel and back.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/node24.mjs";
import { buildProduction } from "../scripts/package.ts";
import { measureInHost } from "./inHost.ts";
import { type Measured, median, percentile } from "./report.ts";

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
  // Like is compared with like: a busy machine and the browser's frames, of which there are sixty in a second, make slow
  // ones of both. Against the median of the messages it is said as well.
  const [slow, slowPing] = [percentile(ours, 95), percentile(theirs, 95)];
  console.error(`median of the steps ${median(ours).toFixed(1)} ms, of the messages ${median(theirs).toFixed(1)} ms`);
  console.error(`95th percentile of the steps: ${(slow / median(theirs)).toFixed(2)} times the median of the messages`);
  return [{ name: "stepper, 95th percentile", reference: "ping-pong's", ours: [slow], theirs: [slowPing], bar: 8 }];
}
