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
  /** Worlds share the services that a step left alone. */
  readonly #services = new WeakMap<ServiceState, string>();
  readonly #clients = new WeakMap<ClientState, string>();

  constructor(spec: ScenarioSpec, looked: Looked) {
    this.#spec = spec;
    this.#looked = looked;
  }

  /** Equal for two worlds exactly when they are the same situation. */
  world(world: World): string {
    const parts: string[] = [];
    for (const [name, state] of Object.entries(world.services)) parts.push(this.service(name, state));
    for (const [name, state] of Object.entries(world.clients)) parts.push(this.client(name, state));
    parts.push(keyOf(world.faults), keyOf(world.monitors));
    if (this.readsPublished) parts.push(keyOf(world.published));
    return parts.join("\n");
  }

  /** Whether the history of published messages is part of a situation. */
  get readsPublished(): boolean {
    return this.#has("", "published");
  }

  service(name: string, state: ServiceState): string {
    let key = this.#services.get(state);
    if (key === undefined) {
      key = keyOf(this.#situation(name, state));
      this.#services.set(state, key);
    }
    return key;
  }

  client(name: string, state: ClientState): string {
    let key = this.#clients.get(state);
    if (key === undefined) {
      const { next, waiting, replies } = state;
      key = keyOf(this.#readsReplies(name) ? { next, waiting, replies } : { next, waiting });
      this.#clients.set(state, key);
    }
    return key;
  }

  #situation(name: string, state: ServiceState): object {
    const tags = this.#has(name, "tag");
    const clock = this.#has(name, "now") || this.#spec.timed;
    const bare = state.tasks.map((task) => ({ task, key: keyOf(this.#task(name, task, clock)) }));
    bare.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const renamed = new Map(bare.map(({ task }, index) => [task.task.delivery.tag, index]));
    const queues = Object.fromEntries(
      Object.entries(state.queues).map(([queue, entries]) => {
        const shown = entries.map((entry) => keyOf(this.#entry(name, queue, entry, renamed)));
        return [queue, this.#spec.queues[queue]?.order === "unordered" ? shown.sort() : shown];
      }),
    );
    return {
      db: state.db,
      mem: state.mem,
      outbox: state.outbox,
      relayed: state.relayed,
      tasks: bare.map(({ key }) => key),
      queues,
      requests: state.requests.map(keyOf).sort(),
      deadLetters: state.deadLetters,
      cutOff: [...state.cutOff].sort(),
      met: state.met,
      redriven: state.redriven,
      ...(clock ? { now: state.now } : {}),
      ...(tags ? { deliveries: state.deliveries } : {}),
    };
  }

  /** What a task is: its handler, its message, its results so far, and how much of that others know about. */
  #task(name: string, { task, caller, outstanding, settled }: TaskState, clock: boolean): object {
    const { message, delivery, results } = task;
    const sent = outstanding.filter((one) => one.sent !== undefined);
    return {
      message,
      via: delivery.via,
      queue: delivery.queue,
      results,
      settled,
      caller: caller ?? null,
      sent: sent.map(({ operation, sent: how }) => [operation.index, how]),
      ...(this.#has(name, "tag") ? { tag: delivery.tag } : {}),
      ...(this.#countsAttempts(name, delivery.queue) ? { attempt: delivery.attempt } : {}),
      ...(clock ? { due: outstanding.map(({ due }) => due ?? null) } : {}),
    };
  }

  #entry(name: string, queue: string, entry: QueueEntry, tags: ReadonlyMap<string, number>): object {
    const { message, attempts, tag, lost } = entry;
    return {
      message,
      ...(this.#countsAttempts(name, queue) ? { attempts } : {}),
      ...(tag === undefined ? {} : { tag: tags.get(tag) ?? -1 }),
      ...(lost === true ? { lost } : {}),
    };
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

/** Plain data by construction; their interfaces only lack the index signature that would say so. */
function keyOf(value: object): string {
  return canonicalKey(value as Plain);
}
