/** The next state of one service while one step makes it. The state it started from is never changed. */
import type { Answers } from "./oracle.ts";
import type { Envelope } from "./envelope.ts";
import type {
  Effect,
  NextAnswer,
  NextQuestion,
  Question,
  ScenarioSpec,
  ServiceSpec,
  SourcePlace,
  Thrown,
  TxAnswer,
  TxQuestion,
} from "./model.ts";
import type { QueueEntry, ServiceState, TaskState } from "./world.ts";

/** The code did something that ends the run and says nothing about right or wrong. */
export type StepFailure =
  | {
      readonly code: "unknown-target";
      readonly service: string;
      /** Id of the message that was being handled. */
      readonly message: string;
      readonly what: "service" | "queue" | "method" | "publisher";
      readonly name: string;
      readonly at?: SourcePlace;
    }
  | { readonly code: "never-settles"; readonly service: string; readonly message: string }
  /** The code of a monitor, which belongs to the scenario. */
  | { readonly code: "monitor-threw"; readonly monitor: string; readonly error: Thrown }
  /** A handler that runs in one step waits for another service, or for ever. */
  | { readonly code: "not-atomic"; readonly service: string; readonly message: string; readonly at?: SourcePlace };

/**
 * Ends a step that cannot go on; caught by `step`, never seen outside. No `Error`: every question that is new ends a step,
 * and nobody looks at where that was.
 */
export class Interrupted {
  readonly why: { readonly needs: Question } | { readonly failure: StepFailure };

  constructor(why: { readonly needs: Question } | { readonly failure: StepFailure }) {
    this.why = why;
  }
}

export class ServiceDraft {
  readonly spec: ScenarioSpec;
  readonly name: string;
  state: ServiceState;
  readonly effects: Effect[] = [];
  /** What other parts of the world are to hear, in order. */
  readonly out: Envelope[] = [];
  readonly #answers: Answers;

  constructor(spec: ScenarioSpec, name: string, state: ServiceState, answers: Answers) {
    this.spec = spec;
    this.name = name;
    this.state = state;
    this.#answers = answers;
  }

  get service(): ServiceSpec {
    return known(this.spec.services[this.name], this.name);
  }

  next(question: NextQuestion): NextAnswer {
    const answer = this.#answers.next(question);
    if (answer === undefined) throw new Interrupted({ needs: question });
    return answer;
  }

  tx(question: TxQuestion): TxAnswer {
    const answer = this.#answers.tx(question);
    if (answer === undefined) throw new Interrupted({ needs: question });
    return answer;
  }

  change(change: Partial<ServiceState>): void {
    this.state = { ...this.state, ...change };
  }

  findTask(tag: string): TaskState | undefined {
    return this.state.tasks.find((state) => state.task.delivery.tag === tag);
  }

  task(tag: string): TaskState {
    return known(this.findTask(tag), tag);
  }

  addTask(state: TaskState): void {
    this.change({ tasks: [...this.state.tasks, state] });
  }

  changeTask(tag: string, change: Partial<TaskState>): void {
    const tasks = this.state.tasks.map((state) => (state.task.delivery.tag === tag ? { ...state, ...change } : state));
    this.change({ tasks });
  }

  removeTask(tag: string): void {
    this.change({ tasks: this.state.tasks.filter((state) => state.task.delivery.tag !== tag) });
  }

  entries(queue: string): readonly QueueEntry[] {
    return Object.hasOwn(this.state.queues, queue) ? (this.state.queues[queue] ?? []) : [];
  }

  changeQueue(queue: string, entries: readonly QueueEntry[]): void {
    this.change({ queues: { ...this.state.queues, [queue]: entries } });
  }
}

export function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new RangeError(`Not in this world: ${name}`);
  return value;
}
