// A second opinion on what a scenario's situations and steps are. Each folder in `scenarios` holds an ordinary exercise
// and, in `model.pml`, the same transition system for SPIN, written by hand from the rules of ARCHITECTURE.md and not
// from our code: every choice is one `d_step`, every situation one state vector. Both have to count the same.
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/node24.mjs";
import { type Explored, exploreFolder, inFolder, timed } from "../explore/measure.ts";

const scenarios = join(root, "bench", "spin", "scenarios");

/** All scenarios, by the names of their folders. */
export function scenarioNames(): readonly string[] {
  return readdirSync(scenarios, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function folderOf(scenario: string): string {
  return join(scenarios, scenario);
}

export interface Opinion {
  readonly scenario: string;
  readonly ours: Explored;
  /** Undefined: not measured. */
  readonly spin: Explored | undefined;
}

/**
 * Ours. Throws where a check breaks or the search is cut short: then not all situations are visited.
 * @param cli the command line tool's bundle
 */
export function countOurs(folder: string, cli?: string): Explored {
  const { states, transitions, milliseconds, megabytes, verdict } = exploreFolder(folder, true, cli);
  if (verdict !== "holds") throw new Error(`${folder}: the verdict is ${verdict}, so this is no whole space`);
  return { states, transitions, milliseconds, megabytes };
}

/** All of a model's states, by the fastest exact mode. Translation and compilation take no part in the time. */
export function countWithSpin(model: string): Explored {
  return inFolder((folder) => {
    copyFileSync(model, join(folder, "model.pml"));
    // -o2: a variable that is only written is part of a state all the same; what was stored is, too.
    timed(["spin", "-o2", "-a", "model.pml"], folder);
    timed(["gcc", "-O2", "-DNOREDUCE", "-DNOCOMP", "-DMEMLIM=16000", "-w", "-o", "pan", "pan.c"], folder);
    const { output, milliseconds, megabytes } = timed(["./pan", "-m100000", "-w22"], folder);
    return { ...countsIn(output), milliseconds, megabytes };
  });
}

/** What SPIN says it found. Throws where it did not get to the end of it. */
export function countsIn(output: string): Pick<Explored, "states" | "transitions"> {
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN);
  const [errors, states, stepped] = [/errors: (\d+)/, /(\d+) states, stored/, /(\d+) transitions/].map(number);
  const cutShort = /max search depth too small|out of memory|Search not completed/i.test(output);
  if (cutShort || errors !== 0 || states === undefined || !(states >= 1) || stepped === undefined || !(stepped >= 1)) {
    throw new Error(`SPIN has not visited everything:\n${output}`);
  }
  // It counts the way to the first state as a transition.
  return { states, transitions: stepped - 1 };
}

/** The larger count divided by the smaller, of states or of transitions, whichever is further from 1. */
export function ratioOf(ours: Explored, spin: Explored): number {
  const between = (a: number, b: number): number => Math.max(a, b) / Math.min(a, b);
  return Math.max(between(ours.states, spin.states), between(ours.transitions, spin.transitions));
}

/** One line for people. */
export function opinionLine({ scenario, ours, spin }: Opinion): string {
  const text = ({ states, transitions }: Explored): string => `${states} states, ${transitions} transitions`;
  const theirs = spin === undefined ? "not measured" : text(spin);
  const verdict = spin === undefined ? "" : ratioOf(ours, spin) === 1 ? ": the same" : ": DIFFERENT";
  return `spin ${scenario}: ours ${text(ours)}; SPIN ${theirs}${verdict}`;
}

export interface Summary {
  /** The last line, in the form of the other benchmarks. */
  readonly line: string;
  /** 0: all counts are the same. 1: some differ. 2: some were not measured, so nothing is known. */
  readonly status: 0 | 1 | 2;
}

export function summaryOf(opinions: readonly Opinion[]): Summary {
  const ratios = opinions.flatMap(({ ours, spin }) => (spin === undefined ? [] : [ratioOf(ours, spin)]));
  const ratio = Math.max(1, ...ratios);
  const shown = ratio < 1.01 ? String(ratio) : String(Number(ratio.toPrecision(3)));
  if (ratio > 1) return { line: `spin: ratio ${shown}, bar 1, falls short`, status: 1 };
  if (ratios.length === 0 || ratios.length < opinions.length) return { line: "spin: not measured", status: 2 };
  return { line: "spin: ratio 1, bar 1, holds", status: 0 };
}
