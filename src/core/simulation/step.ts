/**
 * One step: a pure, synchronous function of (scenario, world, choice, what is known of the code). Running, replaying,
 * stepping and exploring all use it or the parts it is made of; nothing is simulated twice.
 */
import { choices } from "./choices.ts";
import { Interrupted, known, ServiceDraft, type StepFailure } from "./draft.ts";
import { type Envelope, Refused } from "./envelope.ts";
import { clientRequestId } from "./identity.ts";
import { label } from "./label.ts";
import type { Choice, Effect, Message, Question, ScenarioSpec, SourcePlace } from "./model.ts";
import { type Answers, MonitorsUnknown } from "./oracle.ts";
import { receive, receiveReply, spendFrom } from "./receive.ts";
import { serviceOf, takeInService } from "./serviceStep.ts";
import { mapRecord, type World } from "./world.ts";

export type StepResult =
  | { readonly kind: "done"; readonly world: World; readonly effects: readonly Effect[]; readonly at?: SourcePlace }
  /** Something about the code is not known yet: learn the answer and take the same step again. */
  | { readonly kind: "needs"; readonly question: Question }
  | { readonly kind: "failed"; readonly failure: StepFailure };

/** Takes one enabled choice. Throws a RangeError when it is not enabled. Changes none of its arguments. */
export function step(spec: ScenarioSpec, world: World, choice: Choice, answers: Answers): StepResult {
  const wanted = label(choice);
  if (!choices(spec, world).some((enabled) => label(enabled) === wanted))
    throw new RangeError(`Not enabled: ${wanted}`);
  return take(spec, world, choice, answers);
}

/** Like {@link step}, for a choice that is known to be enabled. */
export function take(spec: ScenarioSpec, world: World, choice: Choice, answers: Answers): StepResult {
  const moving = new Moving(spec, world, answers);
  try {
    const at = moving.begin(choice);
    return { kind: "done", world: moving.world, effects: moving.effects, ...(at === undefined ? {} : { at }) };
  } catch (error) {
    if (error instanceof Refused) throw new RangeError(`Not enabled: ${label(choice)}`);
    if (error instanceof MonitorsUnknown) return { kind: "needs", question: error.question };
    if (!(error instanceof Interrupted)) throw error;
    return "needs" in error.why
      ? { kind: "needs", question: error.why.needs }
      : { kind: "failed", failure: error.why.failure };
  }
}

/** The request that a client makes next, with its id. Undefined where it has none left. */
export function nextRequest(
  spec: ScenarioSpec,
  client: string,
  next: number,
): { readonly service: string; readonly message: Message } | undefined {
  const operation = spec.clients[client]?.[next];
  if (operation === undefined) return undefined;
  const { service, method, args } = operation;
  return {
    service,
    message: { id: clientRequestId(spec, client, next, method), type: method, body: args, from: client },
  };
}

/** A world while envelopes travel in it. */
class Moving {
  readonly #spec: ScenarioSpec;
  readonly #answers: Answers;
  readonly effects: Effect[] = [];
  world: World;

  constructor(spec: ScenarioSpec, world: World, answers: Answers) {
    this.#spec = spec;
    this.#answers = answers;
    this.world = world;
  }

  begin(choice: Choice): SourcePlace | undefined {
    if (choice.kind === "client") {
      this.#ask(choice.client);
      return undefined;
    }
    const name = serviceOf(choice);
    let at: SourcePlace | undefined;
    this.#inService(name, (draft) => {
      at = takeInService(draft, choice);
    });
    if (choice.kind === "timer" && this.#spec.timed) this.#setClocks(name);
    return at;
  }

  #ask(client: string): void {
    const state = known(this.world.clients[client], client);
    const request = nextRequest(this.#spec, client, state.next);
    if (request === undefined) return;
    const { service, message } = request;
    this.#changeClient(client, { ...state, next: state.next + 1, waiting: true });
    const asked = { kind: "requested", from: client, service, method: message.type, args: message.body } as const;
    this.#note([asked]);
    this.#pass({ to: "service", name: service, kind: "ask", message, client });
  }

  #inService(name: string, change: (draft: ServiceDraft) => void): void {
    const draft = new ServiceDraft(this.#spec, name, known(this.world.services[name], name), this.#answers);
    change(draft);
    this.world = { ...this.world, services: { ...this.world.services, [name]: draft.state } };
    this.#note(draft.effects);
    for (const envelope of draft.out) this.#pass(envelope);
  }

  #pass(envelope: Envelope): void {
    switch (envelope.to) {
      case "service":
        this.#inService(envelope.name, (draft) => receive(draft, envelope));
        return;
      case "client":
        this.#changeClient(
          envelope.name,
          receiveReply(known(this.world.clients[envelope.name], envelope.name), envelope),
        );
        return;
      case "faults":
        this.world = { ...this.world, faults: spendFrom(this.world.faults, envelope.fault) };
        return;
      case "log":
        this.world = { ...this.world, published: [...this.world.published, envelope.message] };
        return;
    }
  }

  /** What happened, in order; monitors are told of each part's share at once. */
  #note(effects: readonly Effect[]): void {
    this.effects.push(...effects);
    if (effects.length === 0 || this.#spec.monitors.length === 0) return;
    const monitors = mapRecord(this.world.monitors, (value, name) => foldMonitor(this.#answers, name, value, effects));
    this.world = { ...this.world, monitors };
  }

  #changeClient(name: string, state: World["clients"][string]): void {
    this.world = { ...this.world, clients: { ...this.world.clients, [name]: state } };
  }

  /** In a timed run all services share one clock. */
  #setClocks(of: string): void {
    const now = known(this.world.services[of], of).now;
    const services = mapRecord(this.world.services, (state) => (state.now < now ? { ...state, now } : state));
    this.world = { ...this.world, services };
  }
}

/** What a monitor holds after these effects. Throws {@link MonitorsUnknown} where the code has to be asked first. */
export function foldMonitor(
  answers: Answers,
  name: string,
  value: World["monitors"][string],
  effects: readonly Effect[],
): World["monitors"][string] {
  const question = { ask: "monitor", monitor: name, value, effects } as const;
  const answer = answers.monitor(question);
  if (answer === undefined) throw new MonitorsUnknown(question);
  if (answer.kind === "threw")
    throw new Interrupted({ failure: { code: "monitor-threw", monitor: name, error: answer.error } });
  return answer.value;
}
