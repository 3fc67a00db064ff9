/** What the parts of worlds can do, and what they make of envelopes from others: worked out once, a lookup after that. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import { deliveries, faultsOf, hasOwnBudget, repairs, taskChoices } from "../simulation/choices.ts";
import { Interrupted, ServiceDraft, type StepFailure } from "../simulation/draft.ts";
import { type Envelope, Refused } from "../simulation/envelope.ts";
import type { Choice, Effect, FaultBudget, FaultKind, Message, ScenarioSpec } from "../simulation/model.ts";
import { type AnswerMemo, MonitorsUnknown } from "../simulation/oracle.ts";
import { receive, receiveReply, spendFrom } from "../simulation/receive.ts";
import { type ServiceChoice, takeInService } from "../simulation/serviceStep.ts";
import type { StateKeys } from "../simulation/stateKey.ts";
import { foldMonitor, nextRequest } from "../simulation/step.ts";
import type { ClientState, ServiceState } from "../simulation/world.ts";
import { Graph } from "./graph.ts";
import { type Action, Moves } from "./moves.ts";
import { type Part, Parts, type Slot } from "./parts.ts";
import { type Reception, Receptions } from "./receptions.ts";
import { Asymmetric } from "./symmetry.ts";
import { Topology } from "./topology.ts";
import { throwsUnheard } from "./violations.ts";

type Sent = Envelope | { readonly to: "monitors"; readonly kind: "happened"; readonly effects: readonly Effect[] };

/** Ends the search: the code cannot be judged. */
export class SearchFailed extends Error {
  readonly failure: StepFailure;

  constructor(failure: StepFailure) {
    super("The code cannot be judged");
    this.failure = failure;
  }
}

const nothing: readonly number[] = [];

export class Components {
  readonly parts: Parts;
  /** Who sends to whom, as far as it is known. */
  readonly topology: Topology;
  readonly #spec: ScenarioSpec;
  readonly #memo: AnswerMemo;
  readonly #moves: readonly Moves[];
  readonly #receptions: readonly Receptions[];
  readonly #envelopes: Sent[] = [];
  readonly #envelopeNumbers = new Map<string, number>();

  /** @param groups names of services that are taken for interchangeable, as long as nothing tells them apart */
  constructor(spec: ScenarioSpec, memo: AnswerMemo, keys: StateKeys, groups: readonly (readonly string[])[] = []) {
    this.#spec = spec;
    this.#memo = memo;
    this.parts = new Parts(spec, keys, groups);
    const { slots } = this.parts;
    this.#moves = slots.map(() => new Moves());
    this.#receptions = slots.map(() => new Receptions());
    this.topology = new Topology(spec, slots);
  }

  /**
   * Whether no part can ever come back to what it was without a fault: then no run goes round for ever. True only where
   * that is certain.
   */
  acyclic(): boolean {
    const { counts } = this.parts;
    return counts.every((length, slot) => {
      const graph = new Graph(length);
      for (let part = 0; part < length; part++) {
        for (const { fault, next } of this.#moves[slot]?.actions(part) ?? []) if (fault === 0) graph.add(part, next);
      }
      for (const [part, next] of this.#receptions[slot]?.changes() ?? []) if (next !== part) graph.add(part, next);
      return !graph.hasCycle();
    });
  }

  movesOf(slot: number): Moves {
    return this.#moves[slot] as Moves;
  }

  receptionsOf(slot: number): Receptions {
    return this.#receptions[slot] as Receptions;
  }

  /** Works out what a part can do. Rejects with {@link SearchFailed}, or with what the oracle rejects with. */
  async learnActions(slot: number, number: number): Promise<void> {
    const alike = this.parts.alike(slot);
    const found: (readonly Action[])[] = [];
    for (const one of alike) found.push(await this.#actionsOf(one, number));
    if (alike.length > 1) this.#compare(found, found.flat());
    alike.forEach((one, index) => this.movesOf(one).set(number, found[index] as readonly Action[]));
  }

  /** Works out an action that a budget allows now, by its index among the part's. Rejects as above. */
  async learnDeferred(slot: number, number: number, index: number): Promise<void> {
    const alike = this.parts.alike(slot);
    const found: Action[] = [];
    for (const one of alike) {
      const deferred = this.movesOf(one).actions(number)?.[index]?.deferred as number;
      const choice = this.#choicesOf(one, number)[deferred] as ServiceChoice;
      found.push(await this.#learn(() => this.#act(one, number, choice)));
    }
    if (alike.length > 1) this.#compare(found, found);
    alike.forEach((one, at) => this.movesOf(one).settle(number, index, found[at] as Action));
  }

  /** Works out what a part makes of an envelope. Rejects as {@link learnActions} does. */
  async learnReception(slot: number, number: number, envelope: number): Promise<void> {
    const alike = this.parts.alike(slot);
    const sent = this.#envelopes[envelope] as Sent;
    const found: (Reception | null)[] = [];
    for (const one of alike) found.push(await this.#learn(() => this.#receive(one, number, this.#sentTo(one, sent))));
    if (alike.length > 1) {
      // A group hears only what all of it hears.
      if (sent.kind !== "message") throw new Asymmetric();
      this.#compare(found, found);
    }
    alike.forEach((one, index) =>
      this.receptionsOf(one).set(number, this.#envelope(this.#sentTo(one, sent)), found[index] as Reception | null),
    );
  }

  /** The same envelope for another service of the group. */
  #sentTo(slot: number, sent: Sent): Sent {
    const which = this.parts.slots[slot] as Slot;
    return sent.to === "service" && which.kind === "service" ? { ...sent, name: which.name } : sent;
  }

  /** Throws {@link Asymmetric} where services of a group do not do the same, or tell anybody. */
  #compare(found: readonly unknown[], all: readonly (Reception | null)[]): void {
    const [first, ...others] = found.map((one) => JSON.stringify(one));
    const toBudget = (to: number): boolean => this.parts.slots[to]?.kind === "faults";
    const tells = all.some((one) => one?.sends.some((to, index) => index % 2 === 0 && !toBudget(to)) === true);
    if (tells || others.some((other) => other !== first)) throw new Asymmetric();
  }

  async #actionsOf(slot: number, number: number): Promise<readonly Action[]> {
    const { kind } = this.parts.slots[slot] as Slot;
    const actions: Action[] = [];
    if (kind === "service") {
      for (const [index, choice] of this.#choicesOf(slot, number).entries()) {
        const spent = spentOnCode(choice, this.parts.get(slot, number) as ServiceState);
        actions.push(
          spent === undefined
            ? await this.#learn(() => this.#act(slot, number, choice))
            : this.#deferred(slot, number, index, spent),
        );
      }
    } else if (kind === "client") {
      const asks = this.#ask(slot, number);
      if (asks !== undefined) actions.push(asks);
    }
    return actions;
  }

  async #learn<T>(attempt: () => T): Promise<T> {
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (error instanceof MonitorsUnknown) await this.#memo.learn(error.question);
        else if (!(error instanceof Interrupted)) throw error;
        else if ("needs" in error.why) await this.#memo.learn(error.why.needs);
        else throw new SearchFailed(error.why.failure);
      }
    }
  }

  #choicesOf(slot: number, number: number): readonly ServiceChoice[] {
    const { name } = this.parts.slots[slot] as Extract<Slot, { kind: "service" }>;
    const state = this.parts.get(slot, number) as ServiceState;
    const spec = this.#spec;
    const { looked } = this.#memo;
    const all = [
      ...taskChoices(spec, name, state),
      ...deliveries(spec, name, state, looked),
      ...repairs(spec, name, state, looked),
      ...faultsOf(spec, name, state, looked).filter((choice) => this.#everAllowed(choice, state)),
    ];
    return all.filter((choice) => choice.kind !== "client");
  }

  /** Whether a fault can be within some budget of this scenario at all. */
  #everAllowed(choice: Choice, state: ServiceState): boolean {
    if (choice.kind === "drop" || choice.kind === "duplicate") {
      const own = !choice.queue.endsWith("()") && hasOwnBudget(this.#spec, state, { ...choice, kind: choice.kind });
      return own || this.#spec.faults[choice.kind] > 0;
    }
    const { kind } = choice;
    return kind === "crash" || kind === "fail" || kind === "timeout" || kind === "partition" || kind === "clock"
      ? this.#spec.faults[kind] > 0
      : true;
  }

  #act(slot: number, number: number, choice: ServiceChoice): Action {
    const state = this.parts.get(slot, number) as ServiceState;
    const draft = this.#draft(slot, state);
    takeInService(draft, choice);
    const fault = isFaultOf(choice, draft);
    return {
      ...this.#result(slot, draft.state, draft.effects, draft.out),
      fault: fault ? 1 : 0,
      cost: choice.kind === "step" ? 0 : 1,
    };
  }

  #deferred(slot: number, number: number, index: number, fault: FaultKind): Action {
    const budget = this.parts.slotOf("faults") as number;
    this.topology.note(slot, budget, "spend", "");
    const sends = [budget, this.#envelope({ to: "faults", kind: "spend", fault })];
    return { next: number, sends, fault: 1, cost: 1, throws: false, deferred: index };
  }

  #ask(slot: number, number: number): Action | undefined {
    const { name } = this.parts.slots[slot] as Extract<Slot, { kind: "client" }>;
    const state = this.parts.get(slot, number) as ClientState;
    const request = state.waiting ? undefined : nextRequest(this.#spec, name, state.next);
    if (request === undefined) return undefined;
    const { service, message } = request;
    const asked = { kind: "requested", from: name, service, method: message.type, args: message.body } as const;
    const envelope: Envelope = { to: "service", name: service, kind: "ask", message, client: name };
    const next: ClientState = { ...state, next: state.next + 1, waiting: true };
    return { ...this.#result(slot, next, [asked], [envelope]), fault: 0, cost: 1 };
  }

  #receive(slot: number, number: number, sent: Sent): Reception | null {
    const part = this.parts.get(slot, number);
    try {
      switch (sent.to) {
        case "service": {
          const draft = this.#draft(slot, part as ServiceState);
          receive(draft, sent);
          return this.#result(slot, draft.state, draft.effects, draft.out);
        }
        case "client":
          return this.#result(slot, receiveReply(part as ClientState, sent), [], []);
        case "faults":
          return this.#result(slot, spendFrom(part as FaultBudget, sent.fault), [], []);
        case "log":
          return this.#result(slot, [...(part as readonly Message[]), sent.message], [], []);
        case "monitors": {
          const { name } = this.parts.slots[slot] as Extract<Slot, { kind: "monitor" }>;
          return this.#result(slot, foldMonitor(this.#memo, name, part as Plain, sent.effects), [], []);
        }
      }
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  #draft(slot: number, state: ServiceState): ServiceDraft {
    const { name } = this.parts.slots[slot] as Extract<Slot, { kind: "service" }>;
    return new ServiceDraft(this.#spec, name, state, this.#memo);
  }

  #result(slot: number, next: Part, effects: readonly Effect[], out: readonly Envelope[]): Reception {
    const sends: number[] = [];
    const send = (to: string, sent: Sent): void => {
      const target = this.parts.slotOf(to);
      if (target === undefined) return;
      sends.push(target, this.#envelope(sent));
      this.topology.note(slot, target, sent.kind, "message" in sent ? sent.message.type : "");
    };
    if (effects.length > 0) {
      for (const { name } of this.#spec.monitors)
        send(`monitor ${name}`, { to: "monitors", kind: "happened", effects });
    }
    for (const envelope of out) send(targetOf(envelope), envelope);
    return {
      next: this.parts.number(slot, next),
      sends: sends.length === 0 ? nothing : sends,
      throws: throwsUnheard(this.#spec, effects),
    };
  }

  #envelope(sent: Sent): number {
    const text = canonicalKey(sent as unknown as Plain);
    let number = this.#envelopeNumbers.get(text);
    if (number === undefined) {
      number = this.#envelopes.length;
      this.#envelopeNumbers.set(text, number);
      this.#envelopes.push(sent);
    }
    return number;
  }
}

/** The fault that a choice spends before code goes on with what it did; undefined where no code does, or nothing is spent. */
function spentOnCode(choice: ServiceChoice, { tasks }: ServiceState): FaultKind | undefined {
  if (choice.kind === "fail") return "fail";
  if (choice.kind !== "timeout") return undefined;
  const task = tasks.find(({ task: { delivery } }) => delivery.tag === choice.tag);
  const one = task?.outstanding.find(({ operation }) => operation.index === choice.index);
  return one?.sent === "lost" ? undefined : "timeout";
}

function isFaultOf(choice: ServiceChoice, draft: ServiceDraft): boolean {
  switch (choice.kind) {
    case "drop":
    case "duplicate":
    case "crash":
    case "fail":
    case "partition":
    case "clock":
      return true;
    case "timeout":
      // Giving up what can get no reply any more spends nothing.
      return draft.out.some(({ to }) => to === "faults");
    default:
      return false;
  }
}

function targetOf(envelope: Envelope): string {
  return "name" in envelope ? `${envelope.to} ${envelope.name}` : envelope.to;
}
