// How a benchmark is judged and said: medians, a ratio, a bar.

type Unit = "ms" | "µs" | "MB" | "";

export interface Measured {
  readonly name: string;
  /** What ours is compared with. */
  readonly reference: string;
  /** What the numbers are; milliseconds where left out. */
  readonly unit?: Unit;
  /** One per run. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The largest ratio of medians that holds. */
  readonly bar: number;
}

/** @throws where there is nothing to take the median of */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new Error("No run was measured");
  return (low + high) / 2;
}

/** The smallest value that at least so many in a hundred do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (found === undefined) throw new Error("No run was measured");
  return found;
}

export interface Report {
  readonly name: string;
  readonly reference: string;
  readonly runs: number;
  readonly unit: Unit;
  readonly oursMedian: number;
  readonly theirsMedian: number;
  readonly ratio: number;
  readonly bar: number;
  readonly holds: boolean;
}

export function report({ name, reference, ours, theirs, bar, unit = "ms" }: Measured): Report {
  const [oursMedian, theirsMedian] = [median(ours), median(theirs)];
  const ratio = oursMedian / theirsMedian;
  return { name, reference, runs: ours.length, unit, oursMedian, theirsMedian, ratio, bar, holds: ratio <= bar };
}

/** The one line that a benchmark ends with. */
export function verdictLine({ name, ratio, bar, holds }: Report): string {
  return `${name}: ratio ${digits(ratio)}, bar ${digits(bar)}, ${holds ? "holds" : "falls short"}`;
}

/** Three digits that say something: 0.667, 0.0042. */
function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
