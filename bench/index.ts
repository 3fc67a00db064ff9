// `npm run -s bench -- NAME [--format json]`. The last line says whether the bar holds; so does the exit status.
// `npm run -s bench -- explore --set K,R,D,X [--handler lww|last] [--reduced]` explores one set and compares nothing;
// `--suspended` in place of `--set` explores the scenario of `bench/spin/scenarios/suspended`.
// `npm run -s bench -- spin` counts states and transitions of the scenarios in `bench/spin/scenarios` with SPIN as well.
// Its ratio is the one furthest from 1 between any two counts of one scenario, the larger divided by the smaller; it
// holds at 1 alone. Where SPIN or a C compiler is missing, it says "not measured" and ends with status 2.
import { parseArgs } from "node:util";
import { closeSharedBrowser } from "../test/e2e/harness/sharedBrowser.ts";
import { measureActivation } from "./activation.ts";
import { measureCheck } from "./check.ts";
import { exploreSet, measureExploration, parseSet } from "./explore/index.ts";
import { exploreSuspended } from "./explore/suspended.ts";
import { reportSecondOpinion } from "./spin/index.ts";
import { measureStepper } from "./stepper.ts";
import { measureSteps } from "./steps.ts";
import { type Measured, type Report, report, verdictLine } from "./report.ts";

type Benchmark = () => readonly Measured[] | Promise<readonly Measured[]>;

const benchmarks: Readonly<Record<string, Benchmark>> = {
  activation: async () => [await measureActivation()],
  check: measureCheck,
  stepper: measureStepper,
  steps: async () => [await measureSteps()],
  // Remarks, which are no part of a result that a program reads.
  explore: () => measureExploration((line) => (format === "json" ? console.error(line) : console.log(line))),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: "string", default: "text" },
    set: { type: "string" },
    suspended: { type: "boolean", default: false },
    handler: { type: "string", default: "lww" },
    reduced: { type: "boolean", default: false },
  },
});
const [name = ""] = positionals;
const benchmark = benchmarks[name];
const { format, set, suspended, handler, reduced } = values;
const knownHandler = handler === "lww" || handler === "last";
if (
  (benchmark === undefined && name !== "spin") ||
  positionals.length > 1 ||
  !["text", "json"].includes(format) ||
  !knownHandler
) {
  console.error(`Usage: npm run -s bench -- ${Object.keys(benchmarks).join("|")}|spin [--format text|json]`);
  console.error(
    "       npm run -s bench -- explore --set K,R,D,X [--handler lww|last] [--reduced] [--format text|json]",
  );
  console.error("       npm run -s bench -- explore --suspended [--reduced] [--format text|json]");
  process.exit(2);
}

/** The comparison that is furthest from its bar speaks for all. */
function worst(reports: readonly Report[]): Report | undefined {
  return [...reports].sort((a, b) => b.ratio / b.bar - a.ratio / a.bar)[0];
}

function show({ reference, runs, unit, oursMedian, theirsMedian, name: what }: Report): string {
  return `${what}: ours ${oursMedian.toFixed(1)} ${unit}, ${reference} ${theirsMedian.toFixed(1)} ${unit}, medians of ${runs}`;
}

try {
  if (benchmark === undefined) {
    process.exitCode = reportSecondOpinion(format === "json");
  } else if (name === "explore" && (set !== undefined || suspended)) {
    const found = set === undefined ? exploreSuspended(reduced) : exploreSet(parseSet(set), handler, reduced);
    if (format === "json") console.log(JSON.stringify(found));
    else for (const [what, value] of Object.entries(found)) console.log(`${what}: ${String(value)}`);
  } else {
    const measured = await benchmark();
    const reports = measured.map(report);
    if (format === "json") {
      console.log(
        JSON.stringify(reports.map((one, i) => ({ ...one, ours: measured[i]?.ours, theirs: measured[i]?.theirs }))),
      );
    } else for (const one of reports) console.log(`${show(one)}: ${verdictLine(one)}`);
    const last = worst(reports);
    if (last === undefined) throw new Error("Nothing was measured");
    console.log(verdictLine({ ...last, name }));
    process.exitCode = last.holds ? 0 : 1;
  }
} finally {
  await closeSharedBrowser();
}
