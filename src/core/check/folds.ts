/** Operations of one task that follow each other in a run. They are shown as one, and count for nothing in its length. */
import type { Step } from "../simulation/model.ts";

export interface Fold {
  /** Depths of the first and the last of them on the line; a step's depth is its number, counted from 1. */
  readonly first: number;
  readonly last: number;
  readonly service: string;
  /** The delivery that the task handles. */
  readonly tag: string;
}

/** Two steps or more, in the order of the line. */
export function foldsOf(steps: readonly Pick<Step, "choice">[]): readonly Fold[] {
  const folds: Fold[] = [];
  let open: Fold | undefined;
  const close = (): void => {
    if (open !== undefined && open.last > open.first) folds.push(open);
    open = undefined;
  };
  steps.forEach(({ choice }, index) => {
    const depth = index + 1;
    if (choice.kind !== "step") return close();
    const { service, tag } = choice;
    if (open?.service === service && open.tag === tag) open = { ...open, last: depth };
    else {
      close();
      open = { first: depth, last: depth, service, tag };
    }
  });
  close();
  return folds;
}

/** How long a run is: its choices other than operations of tasks. */
export function lengthOf(steps: readonly Pick<Step, "choice">[]): number {
  return steps.filter(({ choice }) => choice.kind !== "step").length;
}
