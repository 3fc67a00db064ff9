/**
 * One step: a pure, synchronous function of (scenario, world, choice, what is known of the code). Running, replaying,
 * stepping and exploring all use it; nothing is simulated twice.
 */
import { assertNever } from "../../base/assertNever.ts";
import { choices, requestQueue } from "./choices.ts";
import { Draft, Interrupted, type StepFailure } from "./draft.ts";
import { settle, startTask } from "./handling.ts";
import { clientRequestId, deliveryTag } from "./identity.ts";
import { label } from "./label.ts";
import type { Choice, Effect, Message, Question, ScenarioSpec, SourcePlace } from "./model.ts";
import type { Answers } from "./oracle.ts";
import { perform, relay } from "./perform.ts";
import type { Outstanding, World } from "./world.ts";

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
  const draft = new Draft(spec, world, answers);
  try {
    const at = take(draft, choice);
    return { kind: "done", world: draft.world, effects: draft.effects, ...(at === undefined ? {} : { at }) };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return "needs" in error.why
      ? { kind: "needs", question: error.why.needs }
      : { kind: "failed", failure: error.why.failure };
  }
}

/** Returns the line of code that the step belongs to. */
function take(draft: Draft, choice: Choice): SourcePlace | undefined {
  switch (choice.kind) {
    case "client":
      clientOperation(draft, choice.client);
      return undefined;
    case "deliver":
      deliver(draft, choice);
      return undefined;
    case "step":
    case "timer": {
      const state = draft.task(choice.service, choice.tag);
      const one = state.outstanding.find(({ operation }) => operation.index === choice.index) as Outstanding;
      perform(draft, state, one);
      return one.operation.at;
    }
    case "settle":
      settle(draft, choice.service, choice.tag);
      return undefined;
    case "relay":
      relay(draft, choice.service);
      return undefined;
    default:
      return assertNever(choice);
  }
}

function clientOperation(draft: Draft, client: string): void {
  const { next } = draft.client(client);
  const operation = draft.spec.clients[client]?.[next];
  if (operation === undefined) return;
  const { service, method, args } = operation;
  const message = { id: clientRequestId(draft.spec, client, next, method), type: method, body: args, from: client };
  draft.changeClient(client, { next: next + 1, waiting: true });
  draft.effects.push({ kind: "requested", from: client, service, method, args });
  startTask(draft, requestTask(service, message), { kind: "client", client });
}

function deliver(draft: Draft, choice: Choice & { kind: "deliver" }): void {
  const { queue, to, message: id, copy = 1 } = choice;
  const request = draft.world.requests.find(
    ({ message, to: target }) => message.id === id && target === to && requestQueue(message.type) === queue,
  );
  if (request !== undefined) {
    draft.world = { ...draft.world, requests: draft.world.requests.filter((other) => other !== request) };
    startTask(draft, requestTask(to, request.message), request.caller);
    return;
  }
  const entries = draft.world.queues.find((state) => state.queue === queue && state.to === to)?.entries ?? [];
  const entry = entries.find((one) => one.message.id === id && one.copy === copy);
  if (entry === undefined) return;
  const attempt = entry.attempts + 1;
  const tag = deliveryTag(id, copy, attempt);
  draft.changeQueue(queue, to, (all) => all.map((one) => (one === entry ? { ...entry, attempts: attempt, tag } : one)));
  const delivery = { via: "queue", queue, tag, attempt } as const;
  startTask(draft, { service: to, message: entry.message, delivery, results: [] });
}

function requestTask(service: string, message: Message): Parameters<typeof startTask>[1] {
  const delivery = { via: "request", queue: message.type, tag: deliveryTag(message.id, 1, 1), attempt: 1 } as const;
  return { service, message, delivery, results: [] };
}
