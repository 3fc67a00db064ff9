/**
 * Who sends to whom, and where the order of arriving and acting tells: what has to be known of a scenario before some
 * orders of its steps can be left out. Parts of the world are numbered by slot; sets of slots are bits.
 */
import type { Envelope } from "../simulation/envelope.ts";
import type { ScenarioSpec } from "../simulation/model.ts";

type Kind = Envelope["kind"] | "happened";

type Named = { readonly kind: "service" | "client" | "faults" | "monitor" | "log"; readonly name?: string };

/** So many slots fit into the bits of a number. */
const mostSlots = 30;

export class Topology {
  /** The budget of the run, the log of messages and the monitors: the order in which they are written to tells. */
  readonly shared: number;
  /** Of each slot: those that it sends to. What was never seen is not in it. */
  readonly #sends: Int32Array;
  /** Of those, the ones for which it matters whether they act before or after. */
  readonly #binds: Int32Array;
  readonly #spec: ScenarioSpec;
  /** Grows with every sender and receiver that was not known. */
  version = 0;
  #reducible: boolean;

  constructor(spec: ScenarioSpec, slots: readonly Named[]) {
    this.#spec = spec;
    this.#sends = new Int32Array(slots.length);
    this.#binds = new Int32Array(slots.length);
    this.#reducible = spec.faults.partition === 0 && slots.length <= mostSlots;
    this.shared = slots.reduce((bits, { kind }, slot) => {
      return kind === "service" || kind === "client" ? bits : bits | (1 << slot);
    }, 0);
    const slotOf = (kind: Named["kind"], name: string): number =>
      slots.findIndex((slot) => slot.kind === kind && slot.name === name);
    for (const [type, { from, to }] of Object.entries(spec.queues)) {
      for (const name of to) this.#noteMessage(slotOf("service", from), slotOf("service", name), type);
    }
    for (const [client, operations] of Object.entries(spec.clients)) {
      for (const { service } of operations) {
        const [asking, asked] = [slotOf("client", client), slotOf("service", service)];
        this.#add(asking, asked, true);
        this.#add(asked, asking, false);
      }
    }
  }

  /** Whether orders of steps can be left out at all, as far as is known. */
  get reducible(): boolean {
    return this.#reducible;
  }

  sends(slot: number): number {
    return this.#sends[slot] as number;
  }

  binds(slot: number): number {
    return this.#binds[slot] as number;
  }

  /** That an envelope is sent from one slot to another. `type` of a message. */
  note(from: number, to: number, kind: Kind, type = ""): void {
    switch (kind) {
      case "message":
        this.#noteMessage(from, to, type);
        return;
      case "request":
        // A handler that runs again asks again, and then publishes the same message a second time: see below.
        if (this.#hasPerMessage) this.#reducible = false;
        this.#add(from, to, false);
        return;
      case "told":
        // A client that waits does nothing by itself.
        this.#add(from, to, false);
        return;
      case "ask":
      case "reply":
      case "no-reply":
        this.#add(from, to, true);
        return;
      case "spend":
      case "published":
      case "happened":
        this.#add(from, to, false);
        return;
    }
  }

  /**
   * A message goes behind those that wait, whatever their consumer does in the meantime. But a dead letter goes there
   * too; and what a message met is forgotten with its last copy, so that it tells whether another copy came before.
   */
  #noteMessage(from: number, to: number, type: string): void {
    const queue = this.#spec.queues[type];
    const redriven = (queue?.redrive ?? 0) > 0 && queue?.order !== "unordered";
    this.#add(from, to, redriven || (this.#hasPerMessage && this.#publishesAgain(queue?.from)));
  }

  get #hasPerMessage(): boolean {
    const { drop, duplicate } = this.#spec.perMessage;
    return drop + duplicate > 0;
  }

  /** Whether a service may publish the same message twice. A client's request is handled once. */
  #publishesAgain(service: string | undefined): boolean {
    const consumes = Object.values(this.#spec.queues).some(({ to }) => to.includes(service ?? ""));
    return consumes || this.#spec.faults.crash > 0;
  }

  #add(from: number, to: number, binds: boolean): void {
    if (from < 0 || to < 0) return;
    const bit = 1 << to;
    const [sends, bound] = [this.sends(from), this.binds(from)];
    this.#sends[from] = sends | bit;
    if (binds) this.#binds[from] = bound | bit;
    if (this.sends(from) !== sends || this.binds(from) !== bound) this.version += 1;
  }
}
