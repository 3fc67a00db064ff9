// Exploration: ours against SPIN and against the naive peer on the reference family, by processor time. Every tool has to
// find as many states and transitions as the others, else nothing is measured.
import { buildProduction } from "../../scripts/package.ts";
import type { Measured } from "../report.ts";
import { type FamilyHandler, type FamilySet, statesOf } from "./family.ts";
import { type Explored, exploreNaively, exploreOurs, exploreWithSpin, hasSpin } from "./measure.ts";

const sets = {
  S2: { versions: 2, replicas: 2, duplicates: 1, drops: 1 },
  S3: { versions: 3, replicas: 3, duplicates: 1, drops: 0 },
  S4: { versions: 2, replicas: 3, duplicates: 1, drops: 1 },
} as const;

interface Comparison {
  readonly set: keyof typeof sets;
  readonly reference: string;
  readonly peer: (set: FamilySet) => Explored;
  /** Ours divided by theirs may be at most this. */
  readonly bar: number;
  readonly runs: number;
}

/** Medians of interleaved runs. Says which comparisons could not be made. */
export function measureExploration(say: (line: string) => void): readonly Measured[] {
  buildProduction();
  const spin = hasSpin();
  if (!spin) say("explore, against SPIN: not measured, since spin or gcc is not installed (apt-get install spin gcc)");
  const comparisons: readonly Comparison[] = [
    { set: "S3", reference: "naive", peer: exploreNaively, bar: 1 / 60, runs: 1 },
    ...(spin
      ? (["S3", "S4"] as const).map((set) => ({ set, reference: "SPIN", peer: exploreWithSpin, bar: 1 / 1.5, runs: 5 }))
      : []),
  ];
  return comparisons.map(({ set, reference, peer, bar, runs }) => {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < runs; run++) {
      const one = exploreOurs(sets[set]);
      const other = peer(sets[set]);
      agree(sets[set], one, other, reference);
      ours.push(one.milliseconds);
      theirs.push(other.milliseconds);
    }
    return { name: `explore ${set}`, reference, ours, theirs, bar };
  });
}

function agree(set: FamilySet, ours: Explored, theirs: Explored, reference: string): void {
  const same = ours.states === theirs.states && ours.transitions === theirs.transitions;
  if (!same || BigInt(ours.states) !== statesOf(set)) {
    const text = ({ states, transitions }: Explored): string => `${states} states, ${transitions} transitions`;
    throw new Error(`ours: ${text(ours)}; ${reference}: ${text(theirs)}; closed form: ${statesOf(set)} states`);
  }
}

/** `K,R,D,X`. Throws a RangeError for anything else. */
export function parseSet(text: string): FamilySet {
  const [versions, replicas, duplicates, drops, ...rest] = text.split(",").map(Number);
  const numbers = [versions, replicas, duplicates, drops];
  if (rest.length > 0 || !numbers.every((one) => Number.isInteger(one) && Number(one) >= 0 && Number(one) <= 9)) {
    throw new RangeError(`--set takes four numbers K,R,D,X from 0 to 9, not ${text}`);
  }
  return {
    versions: versions as number,
    replicas: replicas as number,
    duplicates: duplicates as number,
    drops: drops as number,
  };
}

/** One set by ours alone, as one object. */
export function exploreSet(set: FamilySet, handler: FamilyHandler, reduced: boolean): object {
  buildProduction();
  const { states, transitions, handlerCalls, seconds, verdict, violation } = exploreOurs(set, handler, !reduced);
  const steps = violation === undefined ? {} : { steps: violation.steps };
  return { states, transitions, handlerCalls, seconds, verdict, ...steps };
}
