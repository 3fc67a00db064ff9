// `npm run -s bench -- spin`: every scenario counted by ours and by SPIN, and the largest one timed as well.
import { join } from "node:path";
import { buildProduction } from "../../scripts/package.ts";
import { hasSpin } from "../explore/measure.ts";
import { median } from "../report.ts";
import {
  countOurs,
  countWithSpin,
  folderOf,
  type Opinion,
  opinionLine,
  ratioOf,
  scenarioNames,
  summaryOf,
} from "./secondOpinion.ts";

/** The one that takes long enough for its time to mean something. */
const timedScenario = "suspended";
const timedRuns = 3;

/** Prints as it goes, or one line of JSON at the end; the last line is the verdict. @returns the exit status */
export function reportSecondOpinion(asJson: boolean): 0 | 1 | 2 {
  buildProduction();
  const spin = hasSpin();
  if (!spin) console.error("SPIN or a C compiler is not installed (apt-get install spin gcc).");
  const opinions: Opinion[] = [];
  const times: { readonly ours: number[]; readonly spin: number[] } = { ours: [], spin: [] };
  for (const scenario of scenarioNames()) {
    // Interleaved, so that both meet the same machine.
    for (let run = 0; run < (spin && scenario === timedScenario ? timedRuns : 1); run++) {
      const opinion = opinionOn(scenario, spin);
      if (run === 0) opinions.push(opinion);
      if (run === 0 && !asJson) console.log(opinionLine(opinion));
      if (scenario !== timedScenario || opinion.spin === undefined) continue;
      times.ours.push(opinion.ours.milliseconds);
      times.spin.push(opinion.spin.milliseconds);
    }
  }
  const { line, status } = summaryOf(opinions);
  if (asJson) console.log(JSON.stringify({ scenarios: opinions.map(asPlain), processorTime: times }));
  else console.log(timeLine(times));
  console.log(line);
  return status;
}

function opinionOn(scenario: string, spin: boolean): Opinion {
  const ours = countOurs(folderOf(scenario));
  return { scenario, ours, spin: spin ? countWithSpin(join(folderOf(scenario), "model.pml")) : undefined };
}

function asPlain({ scenario, ours, spin }: Opinion): object {
  return {
    scenario,
    ours,
    spin: spin ?? "not measured",
    ...(spin === undefined ? {} : { ratio: ratioOf(ours, spin) }),
  };
}

/** No bar: what is compared here is what was counted. */
function timeLine({ ours, spin }: { readonly ours: readonly number[]; readonly spin: readonly number[] }): string {
  const what = `spin ${timedScenario}, processor time`;
  if (spin.length === 0) return `${what}: not measured`;
  const [one, other] = [median(ours), median(spin)];
  return `${what}: ours ${one.toFixed(0)} ms, SPIN ${other.toFixed(0)} ms, medians of ${spin.length}: ratio ${(one / other).toPrecision(3)}`;
}
