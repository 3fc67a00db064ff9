/**
 * A text for every situation that behaves in a way of its own. Two worlds get the same text only if nothing that can
 * happen from now on tells them apart: names of deliveries, numbers of attempts, clocks and histories are left out
 * where no code has looked at them, and what has no order is put in one.
 */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { ScenarioSpec } from "./model.ts";
import type { ClientState, QueueEntry, ServiceState, TaskState, World } from "./world.ts";

/** Parts of questions that some code looked at, by service; of checks under "". Grows while a scenario is explored. */
export type Looked = ReadonlyMap<string, ReadonlySet<string>>;

/** How many parts are known to be looked at: more of them make more situations distinct. */
export function sizeOf(looked: Looked): number {
  return [...looked.values()].reduce((sum, parts) => sum + parts.size, 0);
}

/** Whether how often a copy was delivered is part of a situation: something reads it, be it a limit, a check or code. */
export function countsAttempts(spec: ScenarioSpec, looked: Looked, service: string, queue: string): boolean {
  if (spec.queues[queue]?.maxAttempts !== undefined || looked.get(service)?.has("attempt") === true) return true;
  return spec.checks.some(({ kind }) => kind === "bounded");
}

export class StateKeys {
  readonly #spec: ScenarioSpec;
  readonly #looked: Looked;
  /** Worlds share the services that a step left alone, and services what a step left alone in them. */
  readonly #services = new WeakMap<ServiceState, string>();
  readonly #clients = new WeakMap<ClientState, string>();
  readonly #tasks = new Map<string, WeakMap<TaskState, string>>();
  readonly #plain = new WeakMap<object, string>();
  /** Each distinct text has a number, which stands for it in larger texts. */
  readonly #numbers = new Map<string, string>();
  /** Characters of all texts that have a number. */
  weight = 0;

  constructor(spec: ScenarioSpec, looked: Looked) {
    this.#spec = spec;
    this.#looked = looked;
  }

  /** Equal for two worlds exactly when they are the same situation; only of texts that the same object made. */
  world(world: World): string {
    const parts: string[] = [];
    for (const [name, state] of Object.entries(world.services)) parts.push(this.service(name, state));
    for (const [name, state] of Object.entries(world.clients)) parts.push(this.client(name, state));
    parts.push(this.#short(world.faults), this.#short(world.monitors));
    if (this.readsPublished) parts.push(this.#short(world.published));
    return parts.join("\n");
  }

  /** Whether the history of published messages is part of a situation. */
  get readsPublished(): boolean {
    return this.#has("", "published");
  }

  service(name: string, state: ServiceState): string {
    return remembered(this.#services, state, () => this.#situation(name, state));
  }

  client(name: string, state: ClientState): string {
    return remembered(this.#clients, state, () => {
      const { next, waiting, replies } = state;
      return `${next} ${waiting} ${this.#readsReplies(name) ? this.#short(replies) : ""}`;
    });
  }

  /** What tells a service's situations apart, in a fixed order, each part without the marks that part it from the next. */
  #situation(name: string, state: ServiceState): string {
    const tags = this.#has(name, "tag");
    const clock = this.#has(name, "now") || this.#spec.timed;
    const bare = state.tasks.map((task) => ({ task, key: this.#task(name, task, clock) }));
    bare.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const renamed = new Map(bare.map(({ task }, index) => [task.task.delivery.tag, index]));
    return [
      this.#short(state.db),
      this.#short(state.mem),
      this.#short(state.outbox),
      state.relayed,
      bare.map(({ key }) => key),
      this.#queues(name, state.queues, renamed),
      state.requests.map((request) => this.#short(request)).sort(),
      this.#short(state.deadLetters),
      state.cutOff.map((from) => this.#number(from)).sort(),
      this.#short(state.met),
      this.#short(state.redriven),
      clock ? state.now : "",
      tags ? this.#short(state.deliveries) : "",
    ].join("|");
  }

  #queues(name: string, queues: ServiceState["queues"], tags: ReadonlyMap<string, number>): string {
    let text = "";
    for (const queue of Object.keys(queues).sort()) {
      const entries = queues[queue] as readonly QueueEntry[];
      const shown = entries.map((entry) => {
        const key = this.#entry(name, queue, entry);
        return entry.tag === undefined ? key : `${key}@${tags.get(entry.tag) ?? -1}`;
      });
      if (this.#spec.queues[queue]?.order === "unordered") shown.sort();
      text += `${this.#number(queue)}:${shown.join()};`;
    }
    return text;
  }

  /** What a task is: its handler, its message, its results so far, and how much of that others know about. */
  #task(name: string, state: TaskState, clock: boolean): string {
    return remembered(of(this.#tasks, name), state, () => {
      const { task, caller, outstanding, settled } = state;
      const { message, delivery, results } = task;
      const sent = outstanding.filter((one) => one.sent !== undefined);
      const text = [
        this.#short(message),
        this.#number(delivery.via),
        this.#number(delivery.queue),
        results.map((result) => this.#short(result)),
        settled,
        caller === undefined ? "" : this.#short(caller),
        sent.map(({ operation, sent: how }) => `${operation.index} ${how}`),
        this.#has(name, "tag") ? this.#number(delivery.tag) : "",
        this.#countsAttempts(name, delivery.queue) ? delivery.attempt : "",
        clock ? outstanding.map(({ due }) => due ?? "") : "",
      ];
      return this.#number(text.join("|"));
    });
  }

  /** All but the delivery that has it, which is named by its place among the tasks. */
  #entry(name: string, queue: string, { message, attempts, lost }: QueueEntry): string {
    return `${this.#short(message)}${this.#countsAttempts(name, queue) ? `.${attempts}` : ""}${lost === true ? "!" : ""}`;
  }

  /** The number of an object that is never changed. */
  #short(value: object): string {
    return remembered(this.#plain, value, () => this.#numberOf(value));
  }

  #numberOf(value: object): string {
    return this.#number(canonicalKey(value as Plain));
  }

  #number(text: string): string {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size.toString(36);
      this.#numbers.set(text, number);
      this.weight += text.length;
    }
    return number;
  }

  #countsAttempts(service: string, queue: string): boolean {
    return countsAttempts(this.#spec, this.#looked, service, queue);
  }

  #readsReplies(client: string): boolean {
    return this.#has("", `replies/${client}`) || this.#has("", "view");
  }

  #has(who: string, part: string): boolean {
    return this.#looked.get(who)?.has(part) === true || (who === "" && this.#looked.get(who)?.has("view") === true);
  }
}

/** What is remembered of one service: what counts of a task or an entry depends on it. */
function of<K extends object>(all: Map<string, WeakMap<K, string>>, service: string): WeakMap<K, string> {
  let one = all.get(service);
  if (one === undefined) {
    one = new WeakMap();
    all.set(service, one);
  }
  return one;
}

/** What was worked out for an object before, or now. */
function remembered<K extends object>(known: WeakMap<K, string>, key: K, text: () => string): string {
  let found = known.get(key);
  if (found === undefined) {
    found = text();
    known.set(key, found);
  }
  return found;
}
