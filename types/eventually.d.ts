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
    /** Asks another service and waits for its reply. Rejects when its handler throws. */
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
    /** A new id, the same each time this delivery's message is handled. */
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
    /** Adds to the number at `key` (0 where there is none) and returns the sum. */
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

  export interface Delivery {
    /** 1 for the first delivery, 2 for the first redelivery, … */
    readonly attempt: number;
    /** Different for each delivery of the same message. */
    readonly tag: string;
    readonly queue: string;
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
    /** How many of each fault one run may contain. */
    readonly faults?: Partial<
      Readonly<Record<"drop" | "duplicate" | "crash" | "fail" | "timeout" | "partition", number>>
    >;
    readonly checks: readonly Check[];
  }

  export interface ServiceDefinition {
    /** `auto` (default) acknowledges when the handler returns; `manual` only by `ctx.ack()`. */
    readonly ack?: "auto" | "manual";
    /** Messages handled at once; 1 unless said otherwise. */
    readonly concurrency?: number;
    /** What its `db` holds at the start. */
    readonly db?: Readonly<Record<string, Plain>>;
  }

  export interface QueueDefinition {
    readonly from: string;
    readonly to: readonly string[];
    /** `fifo` unless said otherwise. */
    readonly order?: "unordered" | "fifo" | "fifo-per-key";
    /** Deliveries after which an unacknowledged message is parked in the dead-letter queue. */
    readonly maxAttempts?: number;
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
  export interface Check {
    readonly kind: "atDrain" | "always";
    readonly name: string;
    readonly holds: (world: World) => boolean | string;
  }

  /** Deep equality of plain data; key order does not matter. */
  export function same(a: Plain, b: Plain): boolean;

  /** What a check may look at. */
  export interface World {
    /** The entries of a service's database. */
    db(service: string): { readonly [key: string]: any };
    /** What a client got back so far, in order. */
    replies(client: string): ReadonlyArray<{
      readonly method: string;
      readonly args: any;
      readonly ok: boolean;
      /** The reply, or the error's message where `ok` is false. */
      readonly value: any;
    }>;
    /** Every message published so far, optionally of one type. */
    published(
      type?: string,
    ): ReadonlyArray<{ readonly type: string; readonly body: any; readonly key?: string; readonly from: string }>;
    deadLetters(queue?: string): ReadonlyArray<{ readonly type: string; readonly body: any; readonly reason: string }>;
    /** Messages waiting or being handled. */
    readonly inFlight: number;
    /** True when nothing more can happen. */
    readonly drained: boolean;
  }
}

/** An empty blank. Replace it. */
declare let ____: any;
/** An empty blank where a type belongs. Replace it. */
declare type ____ = any;
