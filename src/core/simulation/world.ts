/** The whole system at one moment: plain data, never changed in place, sharing whatever a step left as it was. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type {
  ClientReply,
  Message,
  NextAnswer,
  Operation,
  ScenarioSpec,
  ServiceSpec,
  Snapshot,
  Task,
  WorldView,
} from "./model.ts";

export interface World {
  readonly services: Readonly<Record<string, ServiceState>>;
  /** One for each (message type, consumer), in the scenario's order. */
  readonly queues: readonly QueueState[];
  /** Requests of services on their way; a client's request starts its task in the same choice. */
  readonly requests: readonly RequestInFlight[];
  readonly clients: Readonly<Record<string, ClientState>>;
  /** Every message ever handed to the broker, in order. */
  readonly published: readonly Message[];
  readonly deadLetters: WorldView["deadLetters"];
}

export interface ServiceState {
  readonly db: Readonly<Record<string, Plain>>;
  readonly mem: Readonly<Record<string, Plain>>;
  /** The virtual clock in milliseconds; only moves forward. */
  readonly now: number;
  /** Committed and not yet marked as sent, oldest first. */
  readonly outbox: readonly Message[];
  /** The relay has published the oldest row and not marked it yet. Lost when the relay crashes. */
  readonly relayed: boolean;
  /** In the order in which they were started. */
  readonly tasks: readonly TaskState[];
}

/**
 * A task in progress. `task` alone is its identity; the rest follows from running the handler again and is kept so that
 * the enabled choices are known without asking.
 */
export interface TaskState {
  readonly task: Task;
  /** Who waits for the outcome; absent for a message from a queue. */
  readonly caller?: Caller;
  /** Issued and not answered, in the order issued. */
  readonly outstanding: readonly Outstanding[];
  readonly outcome: NextAnswer["outcome"];
  /** The broker knows what became of the delivery, or the caller has its reply. */
  readonly settled: boolean;
  /** Messages and requests issued so far, by message type or `method()`: gives the n-th its id. */
  readonly issued: Readonly<Record<string, number>>;
  /** Operations issued so far, so that new ones are recognised. */
  readonly operations: number;
}

export interface Outstanding {
  readonly operation: Operation;
  /** The message or request that a `publish` or `call` creates. */
  readonly id?: string;
  /** When a `sleep` is over, on the service's clock. */
  readonly due?: number;
  /** A `call` whose request has left; it waits for the reply and is no choice any more. */
  readonly sent?: true;
}

export type Caller =
  | { readonly kind: "client"; readonly client: string }
  | { readonly kind: "service"; readonly service: string; readonly tag: string; readonly index: number };

export interface QueueState {
  readonly queue: string;
  readonly to: string;
  /** In the order of publication. A message that is put back is ready again where it was. */
  readonly entries: readonly QueueEntry[];
}

/** One copy of a message in one consumer's queue. */
export interface QueueEntry {
  readonly message: Message;
  /** 1 unless a message with the same id came to this queue before (a handler that ran again publishes it again). */
  readonly copy: number;
  /** Deliveries so far. */
  readonly attempts: number;
  /** The delivery that has it now; absent while it is ready. */
  readonly tag?: string;
}

export interface RequestInFlight {
  readonly message: Message;
  readonly to: string;
  readonly caller: Caller;
}

export interface ClientState {
  /** Index of the operation to perform next. */
  readonly next: number;
  /** It waits for a reply. */
  readonly waiting: boolean;
  readonly replies: readonly ClientReply[];
}

/** The world before anything happened. */
export function startWorld(spec: ScenarioSpec): World {
  return {
    services: mapRecord(spec.services, startService),
    queues: Object.entries(spec.queues).flatMap(([queue, { to }]) => to.map((to) => ({ queue, to, entries: [] }))),
    requests: [],
    clients: mapRecord(spec.clients, () => ({ next: 0, waiting: false, replies: [] })),
    published: [],
    deadLetters: [],
  };
}

function startService(spec: ServiceSpec): ServiceState {
  return { db: spec.db, mem: {}, now: 0, outbox: [], relayed: false, tasks: [] };
}

/** Equal for two worlds exactly when nothing that can happen from now on tells them apart by order of arrival. */
export function worldKey(spec: ScenarioSpec, world: World): string {
  const queues = world.queues.map((state) =>
    spec.queues[state.queue]?.order === "unordered" ? { ...state, entries: sortedByKey(state.entries) } : state,
  );
  const services = mapRecord(world.services, (state) => ({ ...state, tasks: sortedByKey(state.tasks) }));
  return keyOf({ ...world, queues, services, requests: sortedByKey(world.requests) });
}

/** The part of a world that people look at. Shares its stores with the world. */
export function snapshotOf(world: World): Snapshot {
  return {
    services: mapRecord(world.services, ({ db, mem, tasks, outbox }) => ({
      db,
      mem,
      busyWith: tasks.map(({ task }) => task.message.id),
      ...(outbox.length > 0 ? { outbox: outbox.map(({ id }) => id) } : {}),
    })),
    queues: world.queues.map(({ queue, to, entries }) => ({
      queue,
      to,
      waiting: entries.filter(({ tag }) => tag === undefined).map(({ message }) => message.id),
      unsettled: entries.filter(({ tag }) => tag !== undefined).map(({ message }) => message.id),
    })),
    deadLetters: world.deadLetters.map(({ queue, message, reason }) => ({ queue, message: message.id, reason })),
  };
}

/** What a check may look at. Shares its parts with the world, so an unchanged part is the same object. */
export function viewOf(world: World, drained: boolean): WorldView {
  const services = Object.values(world.services);
  const handled = services.flatMap(({ tasks }) => tasks).filter((task) => task.caller !== undefined && !task.settled);
  const queued = world.queues.reduce((sum, { entries }) => sum + entries.length, 0);
  return {
    db: mapRecord(world.services, ({ db }) => db),
    replies: mapRecord(world.clients, ({ replies }) => replies),
    published: world.published,
    deadLetters: world.deadLetters,
    inFlight: queued + world.requests.length + handled.length,
    drained,
  };
}

/** The same keys with other values, own keys only and safe for a key like `__proto__`. */
function mapRecord<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function sortedByKey<T extends object>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values;
  const keyed = values.map((value) => [keyOf(value), value] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
}

/** Worlds are plain data by construction; their interfaces only lack the index signature that would say so. */
function keyOf(value: object): string {
  return canonicalKey(value as Plain);
}
