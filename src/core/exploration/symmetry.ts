/**
 * Services that can change places: replicas that hear the same messages, do the same with them, and tell nobody. Of all
 * arrangements of what they hold, one stands for all. That holds for any check that cannot tell them apart, loops
 * included, because what is left is the same graph folded along its own symmetry.
 *
 * Nobody declares this. A scenario only makes it possible ({@link candidates}); whether they really do the same is
 * compared whenever something is learnt of one of them, and each check is asked about every arrangement. The first
 * difference ends it ({@link Asymmetric}), and the search begins anew without.
 */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { ScenarioSpec } from "../simulation/model.ts";
import type { Looked } from "../simulation/stateKey.ts";
import type { ServiceState } from "../simulation/world.ts";

/** So many arrangements of all groups together are few enough to ask a check about each: those of four services. */
const mostArrangements = 24;

/** Services that were taken for interchangeable are not. */
export class Asymmetric extends Error {
  constructor() {
    super("Services that were taken for interchangeable are not");
  }
}

/** Groups of services that the scenario tells apart by nothing but their names. */
export function candidates(spec: ScenarioSpec, looked: Looked): readonly (readonly string[])[] {
  // A monitor hears names. A cut link is between two of them.
  if (spec.monitors.length > 0 || spec.faults.partition > 0) return [];
  const publishers = new Set(Object.values(spec.queues).map(({ from }) => from));
  const asked = new Set(Object.values(spec.clients).flatMap((operations) => operations.map(({ service }) => service)));
  const groups = new Map<string, string[]>();
  for (const [name, service] of Object.entries(spec.services)) {
    if (publishers.has(name) || asked.has(name)) continue;
    const hears = Object.keys(spec.queues).filter((type) => spec.queues[type]?.to.includes(name));
    const seen = [...(looked.get(name) ?? [])].sort();
    const handlers = [...(spec.handlers[name] ?? [])].sort();
    const text = canonicalKey({ service, hears, seen, handlers } as unknown as Plain);
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  return [...groups.values()].filter(withinLimit());
}

/** Takes groups for as long as all of them together have few enough arrangements. */
function withinLimit(): (group: readonly string[]) => boolean {
  let arrangements = 1;
  return ({ length }) => {
    const more = arrangements * factorial(length);
    if (length < 2 || more > mostArrangements) return false;
    arrangements = more;
    return true;
  };
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** The same state as another service of its group would have it. Throws {@link Asymmetric} where there is none. */
export function inPlaceOf(state: ServiceState, name: string): ServiceState {
  if (state.outbox.length > 0 || state.requests.length > 0) throw new Asymmetric();
  return { ...state, tasks: state.tasks.map((one) => ({ ...one, task: { ...one.task, service: name } })) };
}

/** Whether two states of one situation wait for the same: that follows from the code, so it is no part of the situation. */
export function actAlike(a: ServiceState, b: ServiceState): boolean {
  return a === b || waitsFor(a) === waitsFor(b);
}

/** Without the lines of code, which may well be others. */
function waitsFor({ tasks }: ServiceState): string {
  const waits = tasks.map(({ outstanding, outcome, issued, operations }) => ({
    outstanding: outstanding.map(({ operation: { index, call }, id, due, sent }) => ({ index, call, id, due, sent })),
    outcome: outcome.kind,
    issued,
    operations,
  }));
  return canonicalKey(waits);
}

/** Puts the parts of each group in order. @param groups slots whose parts have the same numbers */
export function arrange(numbers: Int32Array, groups: readonly (readonly number[])[]): void {
  for (const slots of groups) {
    const sorted = slots.map((slot) => numbers[slot] as number).sort((a, b) => a - b);
    slots.forEach((slot, index) => {
      numbers[slot] = sorted[index] as number;
    });
  }
}

/** All rows in which the parts of each group are arranged in another way. */
export function* otherArrangements(numbers: Int32Array, groups: readonly (readonly number[])[]): Generator<Int32Array> {
  const [slots, ...rest] = groups;
  if (slots === undefined) return;
  for (const order of orders(slots.map((slot) => numbers[slot] as number))) {
    const row = numbers.slice();
    slots.forEach((slot, index) => {
      row[slot] = order[index] as number;
    });
    if (row.some((number, slot) => number !== numbers[slot])) yield row;
    yield* otherArrangements(row, rest);
  }
}

/** Every distinct order of some numbers. */
function* orders(numbers: readonly number[]): Generator<readonly number[]> {
  if (numbers.length < 2) yield numbers;
  else {
    for (const first of new Set(numbers)) {
      const at = numbers.indexOf(first);
      for (const rest of orders([...numbers.slice(0, at), ...numbers.slice(at + 1)])) yield [first, ...rest];
    }
  }
}
