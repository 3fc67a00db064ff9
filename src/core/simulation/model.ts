/**
 * A whole system as plain data: services with their stores and tasks in progress, broker queues, requests, clients.
 * The rules are in ARCHITECTURE.md ("The event queue"). A step is a pure function of (world, choice, answers).
 */
import type { Plain } from "../../base/plain.ts";
import type { Position } from "../../base/span.ts";

export type QueueOrder = "unordered" | "fifo" | "fifo-per-key";

/** What a scenario declares, as the sandbox hands it over after running `scenario.ts`. Plain data throughout. */
export interface ScenarioSpec {
  readonly services: Readonly<Record<string, ServiceSpec>>;
  /** By message type. */
  readonly queues: Readonly<Record<string, QueueSpec>>;
  readonly clients: Readonly<Record<string, readonly ClientOperation[]>>;
  /** How many of each fault one run may contain; all zero where left out. */
  readonly faults: FaultBudget;
  /** Faults that each message may meet beside those; all zero where left out. */
  readonly perMessage: MessageFaults;
  /** What becomes of messages on a partitioned link. */
  readonly partitions: "hold" | "lose";
  /** Client operations of a run, smallest bound first; the last one is all of them. */
  readonly scale: readonly number[];
  /** The earliest timer fires first on one clock for all services, and nothing is explored. */
  readonly timed: boolean;
  /** The one schedule to take, for exercises in which the learner finds it. Labels. */
  readonly schedule?: readonly string[];
  readonly checks: readonly CheckSpec[];
  readonly monitors: readonly MonitorSpec[];
  /** Names of weights that are added up along a run and are no part of its state. */
  readonly counters: readonly string[];
  /** Handlers that were registered: service name to message types and request methods. */
  readonly handlers: Readonly<Record<string, readonly string[]>>;
}

export interface ServiceSpec {
  /** `auto`: acknowledge when the handler returns; `manual`: only by `ctx.ack()`. */
  readonly ack: "auto" | "manual";
  /** Tasks in progress at once. */
  readonly concurrency: number;
  /** What is in `db` at the start. */
  readonly db: Readonly<Record<string, Plain>>;
  /** A handler runs from start to acknowledgement in one choice. */
  readonly atomic: boolean;
  /** Milliseconds by which its clock is off. */
  readonly clockOffset: number;
  /** Milliseconds by which the fault `clock` moves it forward at once; 0: it never does. */
  readonly clockJump: number;
  /** An uncaught exception is a `nack` and nothing worse. */
  readonly exceptionsAllowed: boolean;
}

export interface QueueSpec {
  readonly from: string;
  /** Each consumer has a queue of its own that every message is copied to. */
  readonly to: readonly string[];
  readonly order: QueueOrder;
  /** Deliveries after which an unacknowledged message goes to the dead-letter queue; absent: never. */
  readonly maxAttempts?: number;
  /** How many dead letters may be put back into the queue in one run. */
  readonly redrive?: number;
}

/** One thing a client does: a request to a service. Performed in order, one atomic choice each. */
export interface ClientOperation {
  readonly service: string;
  readonly method: string;
  readonly args: Plain;
}

export interface FaultBudget {
  readonly drop: number;
  readonly duplicate: number;
  readonly crash: number;
  readonly fail: number;
  readonly timeout: number;
  readonly partition: number;
  readonly clock: number;
}

export type FaultKind = keyof FaultBudget;

export interface MessageFaults {
  readonly drop: number;
  readonly duplicate: number;
}

export interface CheckSpec {
  /**
   * `always`: in every reachable state; `atDrain`: in every drained one; `reachable`: in some; `session`: over each
   * longer list of one client's replies; `bounded`: no message is delivered more often than `attempts`.
   */
  readonly kind: "always" | "atDrain" | "reachable" | "session" | "bounded";
  /** What the learner sees: "search equals catalog". Unique in its scenario. */
  readonly name: string;
  /** Of `session`. */
  readonly client?: string;
  /** Of `bounded`. */
  readonly attempts?: number;
  /** Of `reachable`, as a goal for who steps by hand: at most so many choices (`step` not counted) and faults. */
  readonly par?: Par;
}

export interface Par {
  readonly steps: number;
  readonly faults: number;
}

/** A value folded over what happens, part of the state. */
export interface MonitorSpec {
  readonly name: string;
  readonly start: Plain;
}

/** A message on a queue or a request to a service. A redelivered message keeps its id. */
export interface Message {
  /** `(type)#(n)` in the order of publication by that publisher's delivery; never from a global counter. */
  readonly id: string;
  readonly type: string;
  readonly body: Plain;
  readonly key?: string;
  readonly from: string;
}

export interface Delivery {
  /** `queue` for a broker message, `request` for a client's or service's request. */
  readonly via: "queue" | "request";
  readonly queue: string;
  /** Different for each delivery of the same message. */
  readonly tag: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
  /** The message's key, or the request's idempotency key. */
  readonly key?: string;
}

/**
 * An operation a handler issued on `ctx`: a scheduling point. `index` counts the operations of its task from 0 in the
 * order issued; `at` is the learner's line, `via` the lines that called the function it is in, the nearest first.
 */
export interface Operation {
  readonly index: number;
  readonly call: OperationCall;
  readonly at?: SourcePlace;
  readonly via?: readonly SourcePlace[];
}

export type OperationCall =
  | { readonly op: "db.get" | "db.has" | "db.delete"; readonly key: string }
  | { readonly op: "db.put"; readonly key: string; readonly value: Plain }
  | { readonly op: "db.add"; readonly key: string; readonly value: number }
  | { readonly op: "db.entries"; readonly prefix: string }
  | { readonly op: "tx" }
  | { readonly op: "publish"; readonly type: string; readonly body: Plain; readonly key?: string }
  | {
      readonly op: "call";
      readonly service: string;
      readonly method: string;
      readonly args: Plain;
      readonly idempotencyKey?: string;
    }
  | { readonly op: "ack" | "nack" }
  | { readonly op: "deadLetter"; readonly reason: string }
  | { readonly op: "sleep"; readonly ms: number };

/** A line of pack or learner code. `file` is `exercise.ts` or `scenario.ts`, whatever the learner's file is called. */
export interface SourcePlace extends Position {
  readonly file: string;
}

/** An error as plain data. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly at?: SourcePlace;
  /** Which function of the scenario it comes from, where that is no check. */
  readonly by?: "monitor" | "counter";
  /** Nothing was thrown: `message` is what was returned instead of what was expected. */
  readonly returned?: true;
  /** What a transaction's callback had read when it threw; with it the callback can be run again on replay. */
  readonly reads?: readonly Plain[];
}

/**
 * One entry of a task's "results so far", in the order in which they were given. `operation` answers the operation
 * with that index; `recorded` is what a call that is no choice (`mem`, `now`, `id`, `random`) returned, in call order.
 */
export type TaskResult =
  | { readonly kind: "operation"; readonly index: number; readonly value: Plain }
  | { readonly kind: "operation"; readonly index: number; readonly error: Thrown }
  | { readonly kind: "recorded"; readonly value: Plain };

/** A task is (handler, message, results so far): everything else about it follows from running the handler again. */
export interface Task {
  readonly service: string;
  readonly message: Message;
  readonly delivery: Delivery;
  readonly results: readonly TaskResult[];
}

/** Asked of the sandbox: run this task's handler from the start, feeding it its results, and say what it does next. */
export interface NextQuestion {
  readonly ask: "next";
  readonly task: Task;
  /** The service's volatile store and clock, for the calls that are no choices and not yet recorded. */
  readonly mem: Readonly<Record<string, Plain>>;
  readonly now: number;
}

export interface NextAnswer {
  /** Results to append to the task's: calls that were no choices since the last result. */
  readonly recorded: readonly TaskResult[];
  /** The service's `mem` afterwards; absent where nothing was written. */
  readonly mem?: Readonly<Record<string, Plain>>;
  /** Every operation issued so far and not yet answered, by index. */
  readonly pending: readonly Operation[];
  readonly outcome:
    | { readonly kind: "waiting" }
    | { readonly kind: "returned"; readonly value: Plain }
    | { readonly kind: "threw"; readonly error: Thrown };
  readonly reads?: Reads;
}

/**
 * The parts of the question that the code looked at: asked again with any others, it answers the same. Absent: all of
 * them. Of handlers and transactions `mem`, `now`, `attempt`, `tag` and, for a transaction, `db/(key)`; of checks
 * `db/(service)`, `replies/(client)`, `monitor/(name)`, `published`, `deadLetters`, `inFlight` and `drained`.
 */
export type Reads = readonly string[];

/** Asked when a `tx` is performed: run its callback on the service's `db` as it is now. */
export interface TxQuestion {
  readonly ask: "tx";
  readonly task: Task;
  readonly index: number;
  readonly db: Readonly<Record<string, Plain>>;
  readonly mem: Readonly<Record<string, Plain>>;
  readonly now: number;
}

export type TxAnswer =
  | {
      readonly kind: "committed";
      readonly value: Plain;
      readonly writes: readonly {
        readonly key: string;
        readonly value: Plain | undefined;
        readonly deleted: boolean;
      }[];
      readonly outbox: readonly { readonly type: string; readonly body: Plain; readonly key?: string }[];
      readonly reads?: Reads;
    }
  | { readonly kind: "threw"; readonly error: Thrown; readonly reads?: Reads };

/** Asked of a check: does it hold in this world? */
export interface CheckQuestion {
  readonly ask: "check";
  readonly check: string;
  readonly view: WorldView;
}

/** `detail` is the check's own words where it returned a text instead of false. */
export type CheckAnswer = (
  | { readonly kind: "holds" }
  | { readonly kind: "broken"; readonly detail?: string }
  | { readonly kind: "threw"; readonly error: Thrown }
) & { readonly reads?: Reads };

/** Asked of a monitor: what does it hold after this has happened? */
export interface MonitorQuestion {
  readonly ask: "monitor";
  readonly monitor: string;
  readonly value: Plain;
  readonly effects: readonly Effect[];
}

export type MonitorAnswer =
  | { readonly kind: "folded"; readonly value: Plain }
  | { readonly kind: "threw"; readonly error: Thrown };

/** Asked of all counters: what does this cost? */
export interface CounterQuestion {
  readonly ask: "counters";
  readonly effects: readonly Effect[];
}

/** One weight for each counter, in the scenario's order. */
export type CounterAnswer =
  | { readonly kind: "weighed"; readonly weights: readonly number[] }
  | { readonly kind: "threw"; readonly counter: string; readonly error: Thrown };

export type Question = NextQuestion | TxQuestion | CheckQuestion | MonitorQuestion | CounterQuestion;

/** What a check may look at. Plain data; the sandbox wraps it in the `World` that `scenario.ts` sees. */
export interface WorldView {
  readonly db: Readonly<Record<string, Readonly<Record<string, Plain>>>>;
  readonly replies: Readonly<Record<string, readonly ClientReply[]>>;
  /** Every message ever published, in order. */
  readonly published: readonly Message[];
  /** By the service that could not handle them. */
  readonly deadLetters: Readonly<
    Record<string, readonly { readonly queue: string; readonly message: Message; readonly reason: string }[]>
  >;
  readonly monitors: Readonly<Record<string, Plain>>;
  /** Messages waiting in queues or being handled. */
  readonly inFlight: number;
  readonly drained: boolean;
}

export interface ClientReply {
  readonly method: string;
  readonly args: Plain;
  readonly outcome: { readonly ok: true; readonly value: Plain } | { readonly ok: false; readonly error: Thrown };
}

/** One decision of a schedule. {@link isFault} tells which of them spend a budget. */
export type Choice =
  | { readonly kind: "client"; readonly client: string }
  | {
      readonly kind: "deliver";
      /** The message type, or `method()` for a service's request. */
      readonly queue: string;
      readonly to: string;
      readonly message: string;
      /** Which copy, where it is not the first one with this id. */
      readonly copy?: number;
    }
  | { readonly kind: "step"; readonly service: string; readonly tag: string; readonly index: number }
  | { readonly kind: "settle"; readonly service: string; readonly tag: string }
  | { readonly kind: "relay"; readonly service: string }
  | { readonly kind: "timer"; readonly service: string; readonly tag: string; readonly index: number }
  /** A message that was lost on its way to a consumer is sent again by its broker. */
  | MessageChoice<"redeliver">
  /** A dead letter goes back into its queue. */
  | { readonly kind: "redrive"; readonly queue: string; readonly to: string; readonly message: string }
  | { readonly kind: "heal"; readonly from: string; readonly to: string }
  // Faults.
  | MessageChoice<"drop">
  | MessageChoice<"duplicate">
  | { readonly kind: "crash"; readonly service: string; readonly process?: "relay" }
  /** The operation is refused: its effect does not happen and its promise rejects. */
  | { readonly kind: "fail"; readonly service: string; readonly tag: string; readonly index: number }
  /** The caller of a request gives up waiting; the request lives on. */
  | { readonly kind: "timeout"; readonly service: string; readonly tag: string; readonly index: number }
  | { readonly kind: "partition"; readonly from: string; readonly to: string }
  /** A service's clock is suddenly ahead by what the scenario says. */
  | { readonly kind: "clock"; readonly service: string };

/** A choice about one copy of a message in a consumer's queue, or about a request on its way. */
export interface MessageChoice<K extends string> {
  readonly kind: K;
  /** The message type, or `method()` for a service's request. */
  readonly queue: string;
  readonly to: string;
  readonly message: string;
  /** Which copy, where it is not the first one with this id. */
  readonly copy?: number;
}

/** What one step did, in data, so that a list, a diagram and a transcript can be made of it. */
export interface Step {
  readonly choice: Choice;
  /** Readable and parseable: `deliver PriceChanged#2 to search`. */
  readonly label: string;
  /** The learner's line the step belongs to, where there is one. */
  readonly at?: SourcePlace;
  readonly effects: readonly Effect[];
  /** The world afterwards, as far as it is shown. */
  readonly after: Snapshot;
}

export type Effect =
  | {
      readonly kind: "stored";
      readonly service: string;
      readonly key: string;
      readonly before: Plain;
      readonly value: Plain;
    }
  | { readonly kind: "deleted"; readonly service: string; readonly key: string; readonly before: Plain }
  | { readonly kind: "published"; readonly message: Message; readonly to: readonly string[] }
  | {
      readonly kind: "requested";
      readonly from: string;
      readonly service: string;
      readonly method: string;
      readonly args: Plain;
    }
  /** `value` is the error's message where `failed` is set. */
  | { readonly kind: "replied"; readonly to: string; readonly value: Plain; readonly failed?: true }
  | { readonly kind: "acknowledged"; readonly service: string; readonly message: string }
  | { readonly kind: "returned-to-queue"; readonly service: string; readonly message: string; readonly attempt: number }
  | { readonly kind: "dead-lettered"; readonly service: string; readonly message: string; readonly reason: string }
  /** A copy is lost: for good where it was a request or its link was cut, until the broker sends it again otherwise. */
  | { readonly kind: "lost"; readonly message: string; readonly to: string; readonly forGood: boolean }
  | { readonly kind: "duplicated"; readonly message: string; readonly to: string }
  | { readonly kind: "redelivered"; readonly message: string; readonly to: string }
  | { readonly kind: "redriven"; readonly message: string; readonly to: string }
  /** `lost` are the messages whose handling was under way. */
  | { readonly kind: "crashed"; readonly service: string; readonly process?: "relay"; readonly lost: readonly string[] }
  | { readonly kind: "refused"; readonly service: string; readonly op: OperationCall["op"] }
  | { readonly kind: "gave-up"; readonly service: string; readonly waitingFor: string }
  | { readonly kind: "partitioned"; readonly from: string; readonly to: string }
  | { readonly kind: "healed"; readonly from: string; readonly to: string }
  /** A clock is ahead by so many milliseconds all at once. */
  | { readonly kind: "clock-jumped"; readonly service: string; readonly ms: number }
  | {
      readonly kind: "threw";
      readonly service: string;
      readonly error: Thrown;
      /** The service whose `ctx.call` will reject with it; absent where nothing can catch it any more. */
      readonly caller?: string;
    };

/** The part of a world that people look at. */
export interface Snapshot {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly db: Readonly<Record<string, Plain>>;
        readonly mem: Readonly<Record<string, Plain>>;
        readonly busyWith: readonly string[];
        /** Messages in the outbox that are not marked as sent; absent while there are none. */
        readonly outbox?: readonly string[];
        /** Handlers in progress, oldest first; absent while there are none. */
        readonly tasks?: readonly TaskView[];
        /** Its clock, in milliseconds; absent while 0. */
        readonly now?: number;
        /** Services whose messages cannot reach it; absent while there are none. */
        readonly cutOff?: readonly string[];
      }
    >
  >;
  readonly queues: readonly {
    readonly queue: string;
    readonly to: string;
    readonly waiting: readonly string[];
    readonly unsettled: readonly string[];
    /** Lost on the way; the broker will send them again. Absent while there are none. */
    readonly lost?: readonly string[];
  }[];
  /** Requests of services on their way; absent while there are none. */
  readonly requests?: readonly { readonly message: string; readonly from: string; readonly to: string }[];
  readonly deadLetters: readonly { readonly queue: string; readonly message: string; readonly reason: string }[];
}

/** A handler in progress, as people look at it. */
export interface TaskView {
  /** The message or request it handles. */
  readonly message: string;
  readonly tag: string;
  readonly attempt: number;
  /** Operations it has issued and that have not been performed. */
  readonly waitsAt: readonly WaitView[];
  /** It has returned or thrown; what it has issued goes on without it. */
  readonly ended: boolean;
}

/** An operation that was issued and not performed. */
export interface WaitView {
  readonly index: number;
  readonly op: OperationCall["op"];
  readonly at?: SourcePlace;
  /** The lines that called the function it is in, the nearest first; absent where it is in the handler itself. */
  readonly via?: readonly SourcePlace[];
}

/** A run of a scenario: where it began, and every step. */
export interface Run {
  readonly start: Snapshot;
  readonly steps: readonly Step[];
  /** Whether the run ended because nothing more could happen. */
  readonly drained: boolean;
}
