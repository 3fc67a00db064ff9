/** One check from source texts to reply. Knows no Node: what the host gives (turns, progress) comes in. */
import type { RunReply, RunRequest } from "../../core/check/model.ts";
import { runScenario } from "../../core/check/runScenario.ts";
import { createOracle, type Instance } from "./answers.ts";
import { compile } from "./compile.ts";
import type { Turn } from "./handlerRun.ts";
import { loadProgram, type Program, type Progress, type SyntaxCheck } from "./program.ts";
import { placeOfFault, readScenario } from "./scenarioSpec.ts";
import { StopRun } from "./stopRun.ts";

export interface RunHost {
  readonly turn: Turn;
  readonly progress: Progress;
  readonly checkSyntax: SyntaxCheck;
}

const exerciseModules: ReadonlySet<string> = new Set(["eventually"]);
const scenarioModules: ReadonlySet<string> = new Set(["eventually", "./exercise", "./exercise.ts"]);

/** Never rejects for what the code did. */
export async function runRequest(request: RunRequest, host: RunHost): Promise<RunReply> {
  try {
    return await run(request, host);
  } catch (error) {
    if (error instanceof StopRun) return { kind: "failed", failure: error.failure };
    throw error;
  }
}

async function run(request: RunRequest, host: RunHost): Promise<RunReply> {
  const compiled = {
    exercise: compile("exercise.ts", request.exercise, exerciseModules),
    scenario: compile("scenario.ts", request.scenario, scenarioModules),
  };
  const load = (): Program => loadProgram(compiled, host.progress, host.checkSyntax);
  const program = load();
  const { spec, checks } = readScenario(program);
  program.refuseHoles();
  const asked: Instance = { program, checks };
  const again = load();
  const control: Instance = { program: again, checks: readScenario(again).checks };
  const reply = await runScenario(spec, createOracle(asked, control, host.turn, host.progress));
  if (reply.kind === "failed" && reply.failure.code === "scenario-invalid") {
    const { failure } = reply;
    return { kind: "failed", failure: { ...failure, at: placeOfFault(program, failure.reason) } };
  }
  return reply;
}
