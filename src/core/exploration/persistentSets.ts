/**
 * Which steps of a situation are enough: those of a set of slots that nobody outside can send to, or take a budget from,
 * before one of them has acted (a persistent set; Godefroid 1996). Whatever ends, ends the same way with as many faults
 * and choices when one of these is taken first, so every drained situation is still found, by a way as short as before.
 *
 * What slots send is known only as far as it was seen ({@link Topology}): a search that sees more has to begin anew. And
 * a set may put off what is outside for ever where steps go round, so a graph with a loop is searched without.
 */
import type { FaultBudget } from "../simulation/model.ts";
import type { Components } from "./components.ts";
import type { Kernel } from "./kernel.ts";

/** What a part can do. */
const acts = 1;
const spends = 2;

export class PersistentSets {
  readonly #components: Components;
  readonly #faultsSlot: number;
  /** Of each slot and part: {@link acts} and {@link spends}, or undefined. */
  readonly #abilities: number[][];
  readonly #budgetLeft: boolean[] = [];

  constructor(components: Components) {
    this.#components = components;
    this.#faultsSlot = components.parts.slots.findIndex(({ kind }) => kind === "faults");
    this.#abilities = components.parts.slots.map(() => []);
  }

  /**
   * Bits of the slots whose steps are enough, the set with the fewest steps; undefined where all steps are needed. One of
   * them is no fault: a situation that only faults lead out of is drained.
   */
  smallest(numbers: Int32Array, kernel: Kernel): number | undefined {
    const left = this.#isBudgetLeft(numbers[this.#faultsSlot] as number);
    let acting = 0;
    for (let slot = 0; slot < numbers.length; slot++) {
      const ability = this.#ability(slot, numbers[slot] as number);
      if ((ability & acts) !== 0 || (left && (ability & spends) !== 0)) acting |= 1 << slot;
    }
    let best: number | undefined;
    let fewest = kernel.enabled;
    for (let slot = 0; slot < numbers.length; slot++) {
      if (kernel.enabledBy(slot).harmless === 0) continue;
      const set = this.#closed(1 << slot, acting, left);
      let steps = 0;
      for (let other = 0; other < numbers.length; other++) {
        if ((set & (1 << other)) !== 0) steps += kernel.enabledBy(other).all;
      }
      if (steps >= fewest) continue;
      fewest = steps;
      best = set;
    }
    return best;
  }

  /** The smallest set with these slots in it that the rest cannot interfere with. */
  #closed(slots: number, acting: number, budgetLeft: boolean): number {
    const { topology } = this.#components;
    const shared = budgetLeft ? topology.shared : topology.shared & ~(1 << this.#faultsSlot);
    let set = slots;
    for (;;) {
      const before = set;
      let touched = set;
      each(set, (slot) => {
        set |= topology.binds(slot);
        touched |= topology.sends(slot) & shared;
      });
      let outside = acting & ~set;
      for (let known = 0; known !== outside; ) {
        known = outside;
        each(known, (slot) => (outside |= topology.sends(slot) & ~set & ~topology.shared));
      }
      each(outside, (slot) => {
        if ((topology.sends(slot) & (set | touched)) !== 0) set |= 1 << slot;
      });
      if (set === before) return set;
    }
  }

  #ability(slot: number, part: number): number {
    const known = this.#abilities[slot]?.[part];
    if (known !== undefined) return known;
    let ability = 0;
    for (const { fault, sends } of this.#components.movesOf(slot).actions(part) ?? []) {
      const spending = fault > 0 && sends.some((to, index) => index % 2 === 0 && to === this.#faultsSlot);
      ability |= spending ? spends : acts;
    }
    (this.#abilities[slot] as number[])[part] = ability;
    return ability;
  }

  #isBudgetLeft(part: number): boolean {
    return (this.#budgetLeft[part] ??= Object.values(
      this.#components.parts.get(this.#faultsSlot, part) as FaultBudget,
    ).some((left) => left > 0));
  }
}

/** Calls for every bit that is set. */
function each(bits: number, visit: (slot: number) => void): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) visit(31 - Math.clz32(rest & -rest));
}
