/** An exercise for tests, and a runner that judges it by a rule in this process. */
import { parseExercise } from "../../../../src/core/exercise/parseExercise.ts";
import type { ExerciseSource } from "../../../../src/core/exercise/model.ts";
import type { BrokenCheck, Runner, RunReply, RunRequest, SteppingReply } from "../../../../src/core/check/model.ts";
import type { ExerciseItem, Variant } from "../../../../src/core/pack/model.ts";

const code = `import { service } from "eventually";

service("search").on("PriceChanged", async (ctx, event) => {
  await ctx.db.put(event.sku, /*@blank value*/ event.price);
  return /*@blank answer*/ "done";
});
`;

export function sourceOfExercise(): ExerciseSource {
  const parsed = parseExercise(code);
  if (parsed.source === undefined) throw new Error(JSON.stringify(parsed.problems));
  return parsed.source;
}

export function variant(verdict: Variant["verdict"], name: string, fragment: string, breaks?: string): Variant {
  const position = { line: 1, column: 1 };
  return { verdict, name, code: fragment, why: `Why ${name}.`, ...(breaks === undefined ? {} : { breaks }), position };
}

export function exerciseItem(variants: readonly Variant[] = []): ExerciseItem {
  return {
    kind: "exercise",
    id: "apply",
    path: "apply",
    title: "Apply the event",
    level: "easy",
    concepts: [],
    attempts: 3,
    prompt: "",
    source: sourceOfExercise(),
    blanks: [
      { id: "value", variants },
      { id: "answer", variants: [] },
    ],
    options: [],
    hints: [],
    steps: [],
    mistakes: [],
    scenario: "the scenario",
  };
}

const emptyRun = { start: { services: {}, queues: [], deadLetters: [] }, steps: [], drained: true };

export function ranWith(...broken: readonly string[]): RunReply {
  const checks = broken.map((check): BrokenCheck => ({ check, kind: "atDrain", step: 0 }));
  return { kind: "ran", run: emptyRun, broken: checks, coverage: { kind: "one-run", choices: 0 }, counters: {} };
}

/** Remembers what it was asked. */
export class RuleRunner implements Runner {
  readonly requests: RunRequest[] = [];
  readonly #rule: (exercise: string) => RunReply;

  constructor(rule: (exercise: string) => RunReply) {
    this.#rule = rule;
  }

  step(): Promise<SteppingReply> {
    return Promise.resolve({ kind: "failed", failure: { code: "cancelled" } });
  }

  run(request: RunRequest): Promise<RunReply> {
    this.requests.push(request);
    return Promise.resolve(this.#rule(request.exercise));
  }
}
