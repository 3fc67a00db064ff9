/**
 * The module that exercises and scenarios import. It exists only while a check runs your code in the event queue:
 * nothing here reaches a real database, broker, clock or network.
 */
declare module "eventually" {
  /** Data that can be stored and sent: what JSON can hold. */
  export type Plain =
    | null
    | undefined
    | boolean
    | number
    | string
    | readonly Plain[]
    | { readonly [key: string]: Plain };

  /** Names a service and lets you say what it does with messages and requests. */
  export function service(name: string): ServiceBuilder;

  export interface ServiceBuilder {
    /** Runs `handler` for every message of this type that is delivered, and for every request to this method. */
    on<Body = any>(type: string, handler: (ctx: Context, body: Body) => Promise<unknown> | unknown): ServiceBuilder;
  }

  /**
   * What a handler can do. Every `await` on it is a scheduling point: another service may run there, or this one may
   * crash there.
   */
  export interface Context {
    /** Durable data of this service; survives a crash. */
    readonly db: Database;
    /** Volatile data of this service; lost in a crash. Needs no `await`. */
    readonly mem: Memory;
    /** Several durable writes as one atomic step: all of them happen, or none. The callback is synchronous. */
    tx<T>(work: (t: Transaction) => T): Promise<T>;
    /** Hands a message to the broker and returns once the broker has it. */
    publish(type: string, body: Plain, options?: { readonly key?: string }): Promise<void>;
    /**
     * Asks another service and waits for its reply. Rejects when its handler throws. Gives {@link TIMEOUT} when waiting
     * took too long: the request may still be handled.
     */
    call<Reply = any>(
      service: string,
      method: string,
      args: Plain,
      options?: { readonly idempotencyKey?: string },
    ): Promise<Reply>;
    /** Tells the broker that this message is done with. Only needed where the service acknowledges by hand. */
    ack(): Promise<void>;
    /** Puts the message back to be delivered again. */
    nack(): Promise<void>;
    /** Parks the message in the dead-letter queue. */
    deadLetter(reason: string): Promise<void>;
    /** Waits on the virtual clock. */
    sleep(milliseconds: number): Promise<void>;
    /** The virtual clock, in milliseconds. */
    now(): number;
    /** An id made from the message: another at each call, and the same ones again when the message is handled again. */
    id(): string;
    /** A number from 0 up to 1 that replays the same. */
    random(): number;
    readonly delivery: Delivery;
  }

  export interface Database {
    get<T = any>(key: string): Promise<T | undefined>;
    put(key: string, value: Plain): Promise<void>;
    delete(key: string): Promise<void>;
    has(key: string): Promise<boolean>;
    /** Adds to the number at `key` (0 where there is nothing) and returns the sum. Fails where something else is there. */
    add(key: string, amount: number): Promise<number>;
    /** All entries whose key starts with `prefix`, in key order. */
    entries<T = any>(prefix?: string): Promise<Array<[key: string, value: T]>>;
  }

  export interface Memory {
    get<T = any>(key: string): T | undefined;
    put(key: string, value: Plain): void;
    delete(key: string): void;
    has(key: string): boolean;
  }

  export interface Transaction {
    get<T = any>(key: string): T | undefined;
    put(key: string, value: Plain): void;
    delete(key: string): void;
    has(key: string): boolean;
    add(key: string, amount: number): number;
    /** Messages written here are published after the transaction, by a relay of their own. */
    readonly outbox: { add(type: string, body: Plain, options?: { readonly key?: string }): void };
  }

  /** What `ctx.call` gives when no reply came in time. Nothing is known about the request then. */
  export const TIMEOUT: "TIMEOUT";

  export interface Delivery {
    /** 1 for the first delivery, 2 for the first redelivery, … */
    readonly attempt: number;
    /** Different for each delivery of the same message. */
    readonly tag: string;
    readonly queue: string;
    /** The message's key, or the idempotency key that came with a request. */
    readonly key: string | undefined;
  }

  // ── For scenario.ts ────────────────────────────────────────────────────────────────────────────────────────────

  /** Declares what runs and what must hold. `scenario.ts` exports this as its default. */
  export function scenario(definition: ScenarioDefinition): ScenarioDefinition;

  export interface ScenarioDefinition {
    /** Every service, by name. */
    readonly services: Readonly<Record<string, ServiceDefinition>>;
    /** Queues by message type: who publishes, who consumes. Each consumer gets every message. */
    readonly queues?: Readonly<Record<string, QueueDefinition>>;
    /** Clients and what each does, in order. */
    readonly clients?: Readonly<Record<string, readonly Request[]>>;
    /**
     * How many of each fault one run may contain. `perMessage` allows each message so many of its own instead.
     * `crash` ends a service's handlers in progress and clears its `mem`; `fail` lets an operation reject; `timeout` lets
     * a `ctx.call` give up; `partition` cuts the link from one service to another until it heals; `clock` puts a
     * service's clock ahead by its `clockJump`.
     */
    readonly faults?: Partial<
      Readonly<Record<"drop" | "duplicate" | "crash" | "fail" | "timeout" | "partition" | "clock", number>>
    > & { readonly perMessage?: Partial<Readonly<Record<"drop" | "duplicate", number>>> };
    /** Whether messages on a cut link wait until it heals (`hold`, the default) or are lost. */
    readonly partitions?: "hold" | "lose";
    /**
     * The bounds to climb, smallest first: with `updates: [1, 3]` each client first performs one operation, then up to
     * three. The last one is the bound that a check covers. All operations at once where left out.
     */
    readonly scale?: { readonly updates: readonly number[] };
    /** One run in which the earliest timer fires first, on one clock: for measuring instead of exploring. */
    readonly timed?: boolean;
    /** The labels of the one schedule to follow, for exercises that ask for a schedule. */
    readonly schedule?: readonly string[];
    readonly checks: readonly Check[];
    readonly monitors?: readonly Monitor[];
    readonly counters?: readonly Counter[];
  }

  export interface ServiceDefinition {
    /** `auto` (default) acknowledges when the handler returns; `manual` only by `ctx.ack()`. */
    readonly ack?: "auto" | "manual";
    /** Messages handled at once; 1 unless said otherwise. */
    readonly concurrency?: number;
    /** What its `db` holds at the start. */
    readonly db?: Readonly<Record<string, Plain>>;
    /** Runs each handler from its start to its acknowledgement in one step, as if nothing could come between. */
    readonly atomic?: boolean;
    /** Milliseconds by which its clock is off. */
    readonly clockOffset?: number;
    /** Milliseconds by which the fault `clock` puts its clock ahead; an hour unless said, 0 for never. */
    readonly clockJump?: number;
    /** `allowed`: an uncaught exception only puts the message back. It breaks a check of its own otherwise. */
    readonly exceptions?: "allowed" | "forbidden";
  }

  export interface QueueDefinition {
    readonly from: string;
    readonly to: readonly string[];
    /** `fifo` unless said otherwise. */
    readonly order?: "unordered" | "fifo" | "fifo-per-key";
    /** Deliveries after which an unacknowledged message is parked in the dead-letter queue. */
    readonly maxAttempts?: number;
    /** How many dead letters may be put back into the queue in one run; none unless said. */
    readonly redrive?: number;
  }

  /** A client's request to a service; not redelivered. */
  export function request(service: string, method: string, args?: Plain): Request;
  export interface Request {
    readonly service: string;
    readonly method: string;
    readonly args: Plain;
  }

  /** Must hold whenever nothing more can happen. Return true, or say what is wrong by returning false or a text. */
  export function atDrain(name: string, holds: (world: World) => boolean | string): Check;
  /** Must hold after every step. */
  export function always(name: string, holds: (world: World) => boolean | string): Check;
  /**
   * Must be true after some step of some schedule: something that has to be possible. With `par` it is also a goal for
   * who steps through the exercise by hand: in at most so many choices (operations of handlers are not counted) and faults.
   */
  export function reachable(
    name: string,
    there: (world: World) => boolean,
    par?: { readonly steps: number; readonly faults?: number },
  ): Check;
  /** Must hold over what one client got back, in the order in which it did, each time a reply is added. */
  export function session(name: string, client: string, holds: (replies: readonly Reply[]) => boolean | string): Check;
  /** No message may be delivered more than `attempts` times to one consumer. */
  export function bounded(name: string, limit: { readonly attempts: number }): Check;
  export interface Check {
    readonly kind: "atDrain" | "always" | "reachable" | "session" | "bounded";
    readonly name: string;
  }

  /**
   * A value that is folded over everything that happens and can be read by checks, such as "how often each payment was
   * applied". It is part of what tells two situations apart, so keep it small.
   */
  export function monitor<T = any>(
    name: string,
    start: NoInfer<T>,
    fold: (value: T, event: Happening) => NoInfer<T>,
  ): Monitor;
  export interface Monitor {
    readonly name: string;
  }

  /** Adds up what a run costs, such as calls to the owner. Shown beside the verdict; no check can read it. */
  export function counter(name: string, weigh: (event: Happening) => number): Counter;
  export interface Counter {
    readonly name: string;
  }

  /** One thing that happened in a step. */
  export type Happening =
    | {
        readonly kind: "stored";
        readonly service: string;
        readonly key: string;
        readonly before: any;
        readonly value: any;
      }
    | { readonly kind: "deleted"; readonly service: string; readonly key: string; readonly before: any }
    | {
        readonly kind: "published";
        readonly message: { readonly type: string; readonly body: any; readonly from: string };
      }
    | {
        readonly kind: "requested";
        readonly from: string;
        readonly service: string;
        readonly method: string;
        readonly args: any;
      }
    | { readonly kind: "replied"; readonly to: string; readonly value: any; readonly failed?: true }
    | { readonly kind: "acknowledged"; readonly service: string; readonly message: string }
    | {
        readonly kind: "returned-to-queue";
        readonly service: string;
        readonly message: string;
        readonly attempt: number;
      }
    | { readonly kind: "dead-lettered"; readonly service: string; readonly message: string; readonly reason: string }
    | { readonly kind: "crashed"; readonly service: string }
    | { readonly kind: "gave-up"; readonly service: string; readonly waitingFor: string };

  /**
   * For exercises in which the learner writes a check: it must stay silent in every schedule of the cases in `right`,
   * and raise the alarm in some schedule of each case in `wrong`. Each case says what the services' handlers are.
   */
  export function checker(definition: CheckerDefinition): CheckerDefinition;
  export interface CheckerDefinition extends ScenarioDefinition {
    readonly right: Readonly<Record<string, CaseHandlers>>;
    readonly wrong: Readonly<Record<string, CaseHandlers>>;
  }
  /** Service name to message type or method to handler. */
  export type CaseHandlers = Readonly<
    Record<string, Readonly<Record<string, (ctx: Context, body: any) => Promise<unknown> | unknown>>>
  >;

  /** Deep equality of plain data; key order does not matter. */
  export function same(a: Plain, b: Plain): boolean;

  /** What a check may look at. */
  export interface World {
    /** The entries of a service's database. */
    db(service: string): { readonly [key: string]: any };
    /** What a client got back so far, in order. */
    replies(client: string): readonly Reply[];
    /** Every message published so far, optionally of one type. */
    published(
      type?: string,
    ): ReadonlyArray<{ readonly type: string; readonly body: any; readonly key?: string; readonly from: string }>;
    deadLetters(queue?: string): ReadonlyArray<{ readonly type: string; readonly body: any; readonly reason: string }>;
    /** Messages waiting or being handled. */
    readonly inFlight: number;
    /** True when nothing more can happen. */
    readonly drained: boolean;
    /** What a monitor holds. */
    monitor(name: string): any;
  }

  export interface Reply {
    readonly method: string;
    readonly args: any;
    readonly ok: boolean;
    /** The reply, or the error's message where `ok` is false. */
    readonly value: any;
  }
}

/** An empty blank. Replace it. */
declare let ____: any;
/** An empty blank where a type belongs. Replace it. */
declare type ____ = any;
