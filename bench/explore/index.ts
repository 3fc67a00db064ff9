// Exploration: ours against SPIN and against the naive peer on the reference family, by processor time and by memory. Every
// tool has to find as many states and transitions as the others, else nothing is measured.
import { buildProduction } from "../../scripts/package.ts";
import { type Measured, median } from "../report.ts";
import { type FamilyHandler, type FamilySet, statesOf } from "./family.ts";
import {
  type Explored,
  exploreNaively,
  exploreOurs,
  exploreWithSpin,
  hasGnuTime,
  hasSpin,
  type OurExploration,
  shownOf,
} from "./measure.ts";

const sets = {
  S3: { versions: 3, replicas: 3, duplicates: 1, drops: 0 },
  S4: { versions: 2, replicas: 3, duplicates: 1, drops: 1 },
  S5: { versions: 2, replicas: 4, duplicates: 2, drops: 0 },
  S6: { versions: 3, replicas: 4, duplicates: 1, drops: 0 },
} as const;

type SetName = keyof typeof sets;

interface Comparison {
  readonly set: SetName;
  readonly reference: string;
  readonly peer: (set: FamilySet) => Explored;
  readonly runs: number;
  /** Ours divided by theirs may be at most this. */
  readonly time: number;
  readonly memory?: number;
}

const spinBars = { reference: "SPIN", peer: exploreWithSpin, time: 1 / 1.5 } as const;

/** Medians of interleaved runs. Says which comparisons could not be made. */
export function measureExploration(say: (line: string) => void): readonly Measured[] {
  buildProduction();
  const spin = hasSpin();
  if (!spin) say("explore, against SPIN: not measured, since spin or gcc is not installed (apt-get install spin gcc)");
  if (!hasGnuTime()) say("explore, memory: not measured, since GNU time is not installed (apt-get install time)");
  const comparisons: readonly Comparison[] = [
    ...(spin
      ? [
          { ...spinBars, set: "S3" as const, runs: 7 },
          { ...spinBars, set: "S4" as const, runs: 5 },
          { ...spinBars, set: "S5" as const, runs: 3, memory: 0.8 },
        ]
      : []),
    { set: "S3", reference: "naive", peer: exploreNaively, time: 1 / 60, runs: 1 },
  ];
  const compared = comparisons.flatMap((one) => compare(one, say));
  const s3 = (reference: string): Measured | undefined =>
    compared.find((one) => one.name === "explore S3" && one.reference === reference);
  const [naive, fast] = [s3("naive"), s3("SPIN")];
  if (naive !== undefined && fast !== undefined) {
    const times = median(naive.theirs) / median(fast.theirs);
    say(`explore S3: the naive peer takes ${times.toFixed(0)} times as long as SPIN`);
  }
  return [...compared, ...reducedFigures()];
}

function compare({ set, reference, peer, runs, time, memory }: Comparison, say: (line: string) => void): Measured[] {
  const ours: OurExploration[] = [];
  const theirs: Explored[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(exploreOurs(sets[set]));
    theirs.push(peer(sets[set]));
    agree(sets[set], ours.at(-1) as Explored, theirs.at(-1) as Explored, reference);
  }
  const of = (all: readonly Explored[], what: "milliseconds" | "megabytes"): number[] => all.map((one) => one[what]);
  const whole = median(ours.map(({ wholeMilliseconds }) => wholeMilliseconds));
  say(`explore ${set}: ours with the start of its processes ${whole.toFixed(0)} ms of processor time`);
  const name = `explore ${set}`;
  const times = { name, reference, ours: of(ours, "milliseconds"), theirs: of(theirs, "milliseconds"), bar: time };
  if (memory === undefined || !hasGnuTime()) return [times];
  const room = { ours: of(ours, "megabytes"), theirs: of(theirs, "megabytes"), bar: memory };
  return [times, { name: `${name}, memory`, reference, unit: "MB", ...room }];
}

/** What needs no clock: questions put to the code, and states that are left, each against what is allowed. */
function reducedFigures(): Measured[] {
  const whole = exploreOurs(sets.S6);
  const reduced = exploreOurs(sets.S6, "lww", false);
  const wrong = exploreOurs({ versions: 2, replicas: 1, duplicates: 0, drops: 0 }, "last");
  agree(sets.S6, whole, whole, "itself");
  if (wrong.verdict !== "broken" || wrong.violation?.steps.length !== 4) {
    throw new Error(
      `The last arrival wins: ${wrong.verdict}, ${wrong.violation?.steps.length ?? 0} steps, not broken in 4`,
    );
  }
  const figure = (name: string, ours: number, most: number): Measured => {
    return { name: `explore ${name}`, reference: "allowed", unit: "", ours: [ours], theirs: [most], bar: 1 };
  };
  return [
    figure("S6, questions to the code", whole.handlerCalls, 100),
    figure("S6, states with persistent sets", reduced.states, 256),
    figure("first counterexample, states", wrong.states, 50),
  ];
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
  return shownOf(exploreOurs(set, handler, !reduced));
}
