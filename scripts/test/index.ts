// Runs the stages and counts: `node scripts/test/index.ts [--only units,e2e]`. Ends with `N passed, N failed`.
import { parseArgs } from "node:util";
import { stages } from "./stages.ts";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const wanted = values.only?.split(",").map((name) => name.trim());
const unknown = wanted?.filter((name) => !stages.some((stage) => stage.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `There is no stage ${unknown.join(", ")}. The stages are ${stages.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}

let passed = 0;
let failed = 0;
const troubles: string[] = [];
for (const stage of stages) {
  const { name } = stage;
  if (wanted !== undefined && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  const started = performance.now();
  let counted = { passed: 0, failed: 0, problems: [] as readonly string[] };
  try {
    counted = await stage.run();
  } catch (error) {
    counted = { ...counted, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
  // A stage in which nothing was tried has not succeeded.
  const nothing = counted.passed + counted.failed === 0 && counted.problems.length === 0 ? ["Nothing ran."] : [];
  const problems = [...counted.problems, ...nothing];
  passed += counted.passed;
  failed += counted.failed + problems.length;
  for (const problem of problems) console.error(problem);
  troubles.push(...problems.map((problem) => `${name}: ${problem}`));
  if (counted.failed > 0) troubles.push(`${name}: ${counted.failed} failed`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${name}: ${counted.passed} passed, ${counted.failed + problems.length} failed in ${seconds} s`);
}

if (troubles.length > 0) console.log(`\n${troubles.join("\n")}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
