// `npm run -s bench -- NAME [--format json]`. The last line says whether the bar holds; so does the exit status.
import { parseArgs } from "node:util";
import { closeSharedBrowser } from "../test/e2e/harness/sharedBrowser.ts";
import { measureActivation } from "./activation.ts";
import { measureCheck } from "./check.ts";
import { type Measured, report, verdictLine } from "./report.ts";

const benchmarks: Readonly<Record<string, () => Measured | Promise<Measured>>> = {
  activation: measureActivation,
  check: measureCheck,
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { format: { type: "string" } } });
const measure = benchmarks[positionals[0] ?? ""];
if (measure === undefined || positionals.length > 1 || !["text", "json"].includes(values.format ?? "text")) {
  console.error(`Usage: npm run -s bench -- ${Object.keys(benchmarks).join("|")} [--format text|json]`);
  process.exit(2);
}

try {
  const measured = await measure();
  const result = report(measured);
  if (values.format === "json") {
    console.log(JSON.stringify({ ...result, ours: measured.ours, theirs: measured.theirs }));
  } else {
    const ms = (value: number): string => `${value.toFixed(1)} ms`;
    console.log(
      `ours ${ms(result.oursMedian)}, ${result.reference} ${ms(result.theirsMedian)}, medians of ${result.runs} runs`,
    );
  }
  console.log(verdictLine(result));
  process.exitCode = result.holds ? 0 : 1;
} finally {
  await closeSharedBrowser();
}
