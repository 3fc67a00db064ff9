/**
 * What one part of the world hands to another within a step. A part (a service, a client, the fault budget, the log of
 * published messages, a monitor) changes only itself and sends envelopes; so a step of the whole world is the change of
 * one part followed by what the others make of its envelopes, and each can be remembered by itself.
 */
import type { ClientReply, FaultKind, Message, TaskResult } from "./model.ts";
import type { Caller } from "./world.ts";

export type Envelope =
  /** A message for a service's queue of its type. */
  | { readonly to: "service"; readonly name: string; readonly kind: "message"; readonly message: Message }
  /** A request of a service, which waits until it is taken up. */
  | {
      readonly to: "service";
      readonly name: string;
      readonly kind: "request";
      readonly message: Message;
      readonly caller: Caller;
    }
  /** A client's request, which is taken up at once. Refused where the service is busy. */
  | {
      readonly to: "service";
      readonly name: string;
      readonly kind: "ask";
      readonly message: Message;
      readonly client: string;
    }
  /** The outcome of a request. Refused while the link from `from` is cut and messages wait. */
  | {
      readonly to: "service";
      readonly name: string;
      readonly kind: "reply";
      readonly from: string;
      readonly tag: string;
      readonly result: TaskResult & { readonly kind: "operation" };
    }
  /** No reply can come any more; who waits is not told, but giving up is no fault then. */
  | {
      readonly to: "service";
      readonly name: string;
      readonly kind: "no-reply";
      readonly tag: string;
      readonly index: number;
    }
  | { readonly to: "client"; readonly name: string; readonly kind: "told"; readonly reply: ClientReply }
  /** Refused where the budget is spent. */
  | { readonly to: "faults"; readonly kind: "spend"; readonly fault: FaultKind }
  | { readonly to: "log"; readonly kind: "published"; readonly message: Message };

/** A step that only one part decides on, and that another then refuses. */
export class Refused extends Error {
  constructor() {
    super("Another part of the world refuses this step");
  }
}
