/** Both modules of a request, loaded and read: what a check or a stepping session asks its questions of. */
import type { IdleHandler, RunFailure, RunReply, RunRequest } from "../../core/check/model.ts";
import type { ScenarioSpec } from "../../core/simulation/model.ts";
import type { Oracle } from "../../core/simulation/oracle.ts";
import { createOracle, type Instance } from "./answers.ts";
import { compile } from "./compile.ts";
import type { Turn } from "./handlerRun.ts";
import { loadProgram, type Program, type Progress, type SyntaxCheck } from "./program.ts";
import { type Goal, seekGoal } from "./goal.ts";
import { type Case, handlerNames, placeOfCase, placeOfFault, readScenario, type Scenario } from "./scenarioSpec.ts";

export interface RunHost {
  readonly turn: Turn;
  readonly progress: Progress;
  readonly checkSyntax: SyntaxCheck;
}

/** One set of handlers with the scenario that is run on it. */
export interface Subject {
  readonly spec: ScenarioSpec;
  readonly oracle: Oracle;
  /** Rejects with a StopRun where the oracle's answers depend on the order in which it was asked. */
  readonly confirm: () => Promise<void>;
}

export interface Opened extends Subject {
  /** Of an exercise in which the learner writes a check. */
  readonly cases: readonly (Subject & { readonly name: string; readonly right: boolean })[];
  /** The reply to a search for a goal; any other as it is. */
  judged(reply: RunReply): RunReply;
  /** The failure with its place, where it is a fault of the scenario. */
  placed(failure: RunFailure): RunFailure;
  /** The handler with the place where it is registered, or where its case names it. */
  placedHandler(handler: IdleHandler): IdleHandler;
}

const exerciseModules: ReadonlySet<string> = new Set(["eventually"]);
const scenarioModules: ReadonlySet<string> = new Set(["eventually", "./exercise", "./exercise.ts"]);

/** Throws StopRun for what goes wrong while loading. */
export function openRequest(request: RunRequest, { turn, progress, checkSyntax }: RunHost): Opened {
  const compiled = {
    exercise: compile("exercise.ts", request.exercise, exerciseModules),
    scenario: compile("scenario.ts", request.scenario, scenarioModules),
  };
  const load = (): Program => loadProgram(compiled, progress, checkSyntax);
  const program = load();
  const { spec, code, cases, judge } = forGoal(readScenario(program), request);
  program.refuseHoles();
  const again = load();
  const control = forGoal(readScenario(again), request);
  const subject = (
    handlers: (cases: readonly Case[], own: Program["handlers"]) => Program["handlers"],
  ): Omit<Subject, "spec"> => {
    const instance = (of: Program, scenario: Pick<Scenario, "cases" | "code">): Instance => ({
      program: { ...of, handlers: handlers(scenario.cases, of.handlers) },
      code: scenario.code,
    });
    const witness = createOracle(instance(program, { cases, code }), instance(again, control), turn, progress);
    return {
      oracle: witness.oracle,
      confirm: () =>
        witness.confirm(() => {
          const fresh = load();
          return instance(fresh, forGoal(readScenario(fresh), request));
        }),
    };
  };
  return {
    spec,
    ...subject((found, own) => found[0]?.handlers ?? own),
    cases: cases.map(({ name, right, handlers }, index) => ({
      name,
      right,
      spec: { ...spec, handlers: handlerNames(handlers) },
      ...subject((found, own) => found[index]?.handlers ?? own),
    })),
    placedHandler: (handler) => {
      const { service, message, case: of } = handler;
      const at =
        of === undefined ? program.handlers.get(service)?.get(message)?.at : placeOfCase(program, of, service, message);
      return at === undefined ? handler : { ...handler, at };
    },
    judged: (reply) => judge?.(reply) ?? reply,
    placed: (failure) =>
      failure.code === "scenario-invalid" ? { ...failure, at: placeOfFault(program, failure.reason) } : failure,
  };
}

/** Where somebody wants to be taken somewhere, that is the only check. */
function forGoal(scenario: Scenario, { search }: RunRequest): Scenario & Partial<Pick<Goal, "judge">> {
  if (search?.goal === undefined) return scenario;
  return { ...seekGoal(scenario.spec, scenario.code, search.goal), cases: scenario.cases };
}
