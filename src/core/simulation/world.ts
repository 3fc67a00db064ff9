/** The whole system at one moment: plain data, never changed in place, sharing whatever a step left as it was. */
import type { Plain } from "../../base/plain.ts";
import type {
  ClientReply,
  FaultBudget,
  Message,
  NextAnswer,
  Operation,
  ScenarioSpec,
  ServiceSpec,
  Task,
} from "./model.ts";

export interface World {
  readonly services: Readonly<Record<string, ServiceState>>;
  readonly clients: Readonly<Record<string, ClientState>>;
  /** What is left of the budget of each fault. */
  readonly faults: FaultBudget;
  /** Every message ever handed to the broker, in order. */
  readonly published: readonly Message[];
  /** What each monitor holds. */
  readonly monitors: Readonly<Record<string, Plain>>;
}

/** A service with everything that waits for it. */
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
  /** Copies of messages for this service, by message type, in the order of publication. */
  readonly queues: Readonly<Record<string, readonly QueueEntry[]>>;
  /** Requests of other services on their way here. */
  readonly requests: readonly RequestInFlight[];
  readonly deadLetters: readonly DeadLetter[];
  /** Services from which nothing gets through, in the order in which the links were cut. */
  readonly cutOff: readonly string[];
  /** How often a message or request was delivered here, by its id: makes the tags of deliveries. */
  readonly deliveries: Readonly<Record<string, number>>;
  /** Faults that a message met here, by its id, as long as a copy of it is left. Only of budgets per message. */
  readonly met: Readonly<Record<string, { readonly drop: number; readonly duplicate: number }>>;
  /** Dead letters put back so far, by message type. */
  readonly redriven: Readonly<Record<string, number>>;
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
  /** A `call` whose request has left waits for the reply; `lost` where that can no longer come. */
  readonly sent?: "waits" | "lost";
}

export type Caller =
  | { readonly kind: "client"; readonly client: string }
  | { readonly kind: "service"; readonly service: string; readonly tag: string; readonly index: number };

/** One copy of a message in one consumer's queue. */
export interface QueueEntry {
  readonly message: Message;
  /** Deliveries so far. */
  readonly attempts: number;
  /** The delivery that has it now; absent while it is ready. */
  readonly tag?: string;
  /** Lost on its way to the consumer; the broker will send it again. */
  readonly lost?: true;
}

export interface RequestInFlight {
  readonly message: Message;
  readonly caller: Caller;
}

export interface DeadLetter {
  readonly queue: string;
  readonly message: Message;
  readonly reason: string;
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
    services: mapRecord(spec.services, (service, name) => startService(spec, service, name)),
    clients: mapRecord(spec.clients, () => ({ next: 0, waiting: false, replies: [] })),
    faults: spec.faults,
    published: [],
    monitors: Object.fromEntries(spec.monitors.map(({ name, start }) => [name, start])),
  };
}

function startService(spec: ScenarioSpec, { db }: ServiceSpec, name: string): ServiceState {
  const types = Object.keys(spec.queues).filter((type) => spec.queues[type]?.to.includes(name));
  return {
    db,
    mem: {},
    now: 0,
    outbox: [],
    relayed: false,
    tasks: [],
    queues: Object.fromEntries(types.map((type) => [type, []])),
    requests: [],
    deadLetters: [],
    cutOff: [],
    deliveries: {},
    met: {},
    redriven: {},
  };
}

/** The same keys with other values, own keys only and safe for a key like `__proto__`. */
export function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** The bound of a scenario: every client performs at most so many operations. */
export function atScale(spec: ScenarioSpec, updates: number): ScenarioSpec {
  return { ...spec, clients: mapRecord(spec.clients, (operations) => operations.slice(0, updates)) };
}
