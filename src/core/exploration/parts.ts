/**
 * The parts of worlds, each distinct one with a number: a service with everything that waits for it, a client, what is left
 * of the fault budget, a monitor, the log of messages. A situation is one part for each slot.
 */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { FaultBudget, Message, ScenarioSpec } from "../simulation/model.ts";
import type { StateKeys } from "../simulation/stateKey.ts";
import { inFlightOf } from "../simulation/view.ts";
import type { ClientState, ServiceState, World } from "../simulation/world.ts";
import { growthOf } from "./growth.ts";
import type { Growth } from "./model.ts";
import { actAlike, Asymmetric, inPlaceOf } from "./symmetry.ts";

/** The fault budget and the log are slots of their own only where they can differ. */
export type Slot =
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "client"; readonly name: string }
  | { readonly kind: "faults" }
  | { readonly kind: "monitor"; readonly name: string }
  | { readonly kind: "log" };

export type Part = ServiceState | ClientState | FaultBudget | readonly Message[] | Plain;

export class Parts {
  readonly slots: readonly Slot[];
  /** Slots of services that can change places: their parts have the same numbers. */
  readonly groups: readonly (readonly number[])[];
  readonly #spec: ScenarioSpec;
  readonly #keys: StateKeys;
  readonly #parts: Part[][];
  readonly #numbers: Map<string, number>[];
  readonly #slotOf = new Map<string, number>();
  readonly #alike: readonly (readonly number[])[];
  /** Characters of the texts of all parts. */
  #weight = 0;

  /** @param groups names of services that are taken for interchangeable, as long as nothing tells them apart */
  constructor(spec: ScenarioSpec, keys: StateKeys, groups: readonly (readonly string[])[]) {
    this.#spec = spec;
    this.#keys = keys;
    const slots: Slot[] = [
      ...Object.keys(spec.services).map((name) => ({ kind: "service", name }) as const),
      ...Object.keys(spec.clients).map((name) => ({ kind: "client", name }) as const),
      { kind: "faults" },
      ...spec.monitors.map(({ name }) => ({ kind: "monitor", name }) as const),
      ...(keys.readsPublished ? [{ kind: "log" } as const] : []),
    ];
    this.slots = slots;
    slots.forEach((slot, index) => this.#slotOf.set(nameOf(slot), index));
    this.#parts = slots.map(() => []);
    this.groups = groups.map((names) => names.map((name) => this.#slotOf.get(`service ${name}`) as number));
    this.#alike = slots.map((_, slot) => this.groups.find((group) => group.includes(slot)) ?? [slot]);
    const numbers = slots.map(() => new Map<string, number>());
    this.#numbers = this.#alike.map(([first = 0]) => numbers[first] as Map<string, number>);
  }

  /** The slot of a name such as `service catalog`, `client admin`, `faults` or `log`; undefined where there is none. */
  slotOf(name: string): number | undefined {
    return this.#slotOf.get(name);
  }

  /** All slots of the group of a slot with itself among them; itself alone where it has none. */
  alike(slot: number): readonly number[] {
    return this.#alike[slot] as readonly number[];
  }

  /** Characters of all texts that are kept to tell parts apart. */
  get weight(): number {
    return this.#weight + this.#keys.weight;
  }

  /** How many parts of each slot are known. */
  get counts(): number[] {
    return this.#parts.map(({ length }) => length);
  }

  /** The service with the most situations of its own so far. */
  largest(): Omit<Growth, "field"> | undefined {
    let largest: Omit<Growth, "field"> | undefined;
    this.slots.forEach((slot, index) => {
      const situations = (this.#parts[index] as Part[]).length;
      if (slot.kind === "service" && situations > (largest?.situations ?? 0))
        largest = { service: slot.name, situations };
    });
    return largest;
  }

  /** The service with the most situations of its own, and the field of its store that tells most of them apart. */
  growth(): Growth {
    return growthOf(
      this.slots.flatMap((slot, index) =>
        slot.kind === "service" ? [{ service: slot.name, states: this.#parts[index] as ServiceState[] }] : [],
      ),
      (service, state) => this.#keys.service(service, state),
    );
  }

  /** The numbers of a world's parts, one for each slot. */
  of(world: World): number[] {
    return this.slots.map((slot, index) => this.number(index, partOf(world, slot)));
  }

  get(slot: number, number: number): Part {
    return (this.#parts[slot] as Part[])[number];
  }

  /** A world made of these parts. Those without a slot are empty. */
  world(numbers: ArrayLike<number>): World {
    const services: Record<string, ServiceState> = {};
    const clients: Record<string, ClientState> = {};
    const monitors: Record<string, Plain> = {};
    let faults = this.#spec.faults;
    let published: readonly Message[] = [];
    this.slots.forEach((slot, index) => {
      const part = this.get(index, numbers[index] as number);
      if (slot.kind === "service") services[slot.name] = part as ServiceState;
      else if (slot.kind === "client") clients[slot.name] = part as ClientState;
      else if (slot.kind === "monitor") monitors[slot.name] = part as Plain;
      else if (slot.kind === "faults") faults = part as FaultBudget;
      else published = part as readonly Message[];
    });
    return { services, clients, faults, published, monitors };
  }

  /**
   * The number of a part: a new one where nothing like it is known. Throws {@link Asymmetric} where a part of one service
   * is taken for that of another of its group, and is not.
   */
  number(slot: number, part: Part): number {
    const text = this.#text(slot, part);
    const numbers = this.#numbers[slot] as Map<string, number>;
    let number = numbers.get(text);
    const alike = this.#alike[slot] as readonly number[];
    if (number === undefined) {
      number = numbers.size;
      numbers.set(text, number);
      for (const one of alike) {
        const other = one === slot ? part : inPlaceOf(part as ServiceState, nameOfService(this.slots[one]));
        (this.#parts[one] as Part[]).push(other);
      }
      this.#weight += text.length;
    } else if (alike.length > 1 && !actAlike(part as ServiceState, this.get(slot, number) as ServiceState)) {
      // It was made of another service's part: this one's own code waits for something else.
      throw new Asymmetric();
    }
    return number;
  }

  /** The same texts, in the same order, make up the key of the whole world. */
  #text(slot: number, part: Part): string {
    const which = this.slots[slot] as Slot;
    if (which.kind === "service") return this.#keys.service(which.name, part as ServiceState);
    if (which.kind === "client") return this.#keys.client(which.name, part as ClientState);
    return canonicalKey(part as Plain);
  }
}

/** Messages and requests that wait for a part or are handled by it. */
export function inFlightIn(slot: Slot, part: Part): number {
  return slot.kind === "service" ? inFlightOf(part as ServiceState) : 0;
}

function nameOfService(slot: Slot | undefined): string {
  return slot?.kind === "service" ? slot.name : "";
}

function nameOf(slot: Slot): string {
  return "name" in slot ? `${slot.kind} ${slot.name}` : slot.kind;
}

function partOf(world: World, slot: Slot): Part {
  switch (slot.kind) {
    case "service":
      return world.services[slot.name];
    case "client":
      return world.clients[slot.name];
    case "faults":
      return world.faults;
    case "monitor":
      return world.monitors[slot.name];
    case "log":
      return world.published;
  }
}
