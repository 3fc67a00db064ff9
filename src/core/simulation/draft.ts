/** The next world while one step makes it. Lives as long as that step; the world it started from is never changed. */
import type { Answers } from "./oracle.ts";
import type {
  Effect,
  NextAnswer,
  NextQuestion,
  Question,
  ScenarioSpec,
  SourcePlace,
  TxAnswer,
  TxQuestion,
} from "./model.ts";
import type { ClientState, QueueState, ServiceState, TaskState, World } from "./world.ts";

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
  | { readonly code: "never-settles"; readonly service: string; readonly message: string };

/** Ends a step that cannot go on; caught by `step`, never seen outside. */
export class Interrupted extends Error {
  readonly why: { readonly needs: Question } | { readonly failure: StepFailure };

  constructor(why: { readonly needs: Question } | { readonly failure: StepFailure }) {
    super("The step cannot go on");
    this.why = why;
  }
}

export class Draft {
  readonly spec: ScenarioSpec;
  readonly effects: Effect[] = [];
  world: World;
  readonly #answers: Answers;

  constructor(spec: ScenarioSpec, world: World, answers: Answers) {
    this.spec = spec;
    this.world = world;
    this.#answers = answers;
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

  service(name: string): ServiceState {
    return known(this.world.services[name], name);
  }

  changeService(name: string, change: Partial<ServiceState>): void {
    const services = { ...this.world.services, [name]: { ...this.service(name), ...change } };
    this.world = { ...this.world, services };
  }

  client(name: string): ClientState {
    return known(this.world.clients[name], name);
  }

  changeClient(name: string, change: Partial<ClientState>): void {
    const clients = { ...this.world.clients, [name]: { ...this.client(name), ...change } };
    this.world = { ...this.world, clients };
  }

  findTask(service: string, tag: string): TaskState | undefined {
    return this.service(service).tasks.find((state) => state.task.delivery.tag === tag);
  }

  task(service: string, tag: string): TaskState {
    return known(this.findTask(service, tag), tag);
  }

  addTask(state: TaskState): void {
    const { service } = state.task;
    this.changeService(service, { tasks: [...this.service(service).tasks, state] });
  }

  changeTask(service: string, tag: string, change: Partial<TaskState>): void {
    const tasks = this.service(service).tasks.map((state) =>
      state.task.delivery.tag === tag ? { ...state, ...change } : state,
    );
    this.changeService(service, { tasks });
  }

  removeTask(service: string, tag: string): void {
    const tasks = this.service(service).tasks.filter((state) => state.task.delivery.tag !== tag);
    this.changeService(service, { tasks });
  }

  changeQueue(queue: string, to: string, change: (entries: QueueState["entries"]) => QueueState["entries"]): void {
    const queues = this.world.queues.map((state) =>
      state.queue === queue && state.to === to ? { ...state, entries: change(state.entries) } : state,
    );
    this.world = { ...this.world, queues };
  }
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new RangeError(`Not in this world: ${name}`);
  return value;
}
