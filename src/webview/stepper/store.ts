/** What the stepper shows now. Filled by the host's messages, read by the components. */
import { computed, signal } from "@preact/signals";
import type { StepperView, ToStepper } from "../../protocol/stepper.ts";
import type { Diagram, Fold } from "../../protocol/stepper/diagram.ts";
import { slotsOf } from "../../protocol/stepper/slots.ts";

export const view = signal<StepperView | undefined>(undefined);
export const diagram = signal<Diagram | undefined>(undefined);
/** Why there is no run to show. */
export const waiting = signal<Extract<ToStepper, { type: "waiting" }> | undefined>(undefined);

/** Ids of folds that somebody opened. */
const unfolded = signal<ReadonlySet<string>>(new Set());

/** The diagram's columns as they are drawn. */
export const slots = computed(() => slotsOf(diagram.value ?? { columns: [], folds: [] }, unfolded.value));

export function isOpen({ id }: Fold): boolean {
  return unfolded.value.has(id);
}

export function allOpen(): boolean {
  return diagram.value?.folds.every(isOpen) === true;
}

export function toggle(fold: Fold): void {
  const open = new Set(unfolded.value);
  if (!open.delete(fold.id)) open.add(fold.id);
  unfolded.value = open;
}

export function toggleAll(): void {
  unfolded.value = new Set(allOpen() ? [] : diagram.value?.folds.map(({ id }) => id));
}

/** The fold that the current step belongs to. */
export function foldAt(at: number): Fold | undefined {
  return diagram.peek()?.folds.find(({ first, last }) => first <= at && at <= last);
}
