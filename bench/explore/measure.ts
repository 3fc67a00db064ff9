// Runs one tool on one set, as a process of its own, and takes its CPU time: user and system, of all its children.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/node24.mjs";
import { promela } from "../spin/family.ts";
import { exerciseText, type FamilyHandler, type FamilySet, scenarioText, statesOf } from "./family.ts";

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  /**
   * Of processor time, of all threads: of what searches, from the moment at which it has the system to be searched. So
   * SPIN's translation and its C compiler are not counted, nor is the start of our processes and what they make of the
   * exercise's texts. Every question to the code is.
   */
  readonly milliseconds: number;
  /** The most memory that was ever resident, of all processes that have to run. */
  readonly megabytes: number;
}

export interface OurExploration extends Explored {
  /** Of processor time, of the whole command with all its processes. */
  readonly wholeMilliseconds: number;
  readonly handlerCalls: number;
  readonly seconds: number;
  readonly verdict: string;
  readonly violation?: { readonly steps: readonly string[] };
}

interface Timed {
  readonly output: string;
  readonly milliseconds: number;
  /** Of the process itself, without its children. */
  readonly megabytes: number;
}

/** Throws where the command could not run or ended otherwise than expected. */
export function timed(command: readonly string[], cwd: string, statuses: readonly number[] = [0]): Timed {
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@"';
  const { stdout, stderr, status } = spawnSync("bash", ["-c", script, "bash", ...withPeak(command)], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const cpu = /^cpu ([\d.]+) ([\d.]+)$/m.exec(stderr);
  if (cpu === null || !statuses.includes(status ?? -1)) throw new Error(`${command.join(" ")}: ${stderr}`);
  const peak = Number(/^peak (\d+)$/m.exec(stderr)?.[1] ?? Number.NaN);
  return { output: stdout, milliseconds: 1000 * (Number(cpu[1]) + Number(cpu[2])), megabytes: peak / 1024 };
}

const gnuTime = "/usr/bin/time";

/** It tells the most memory, in kilobytes. */
export function hasGnuTime(): boolean {
  return existsSync(gnuTime);
}

function withPeak(command: readonly string[]): readonly string[] {
  return hasGnuTime() ? [gnuTime, "-f", "peak %M", ...command] : command;
}

/** A new folder for as long as it is used. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "eventually-explore-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function exploreOurs(set: FamilySet, handler: FamilyHandler = "lww", unreduced = true): OurExploration {
  return inFolder((folder) => {
    writeFileSync(join(folder, "exercise.ts"), exerciseText(set, handler));
    writeFileSync(join(folder, "scenario.ts"), scenarioText(set));
    return exploreFolder(folder, unreduced);
  });
}

/** By the command line tool: the ordinary loader, sandbox and search. */
export function exploreFolder(
  folder: string,
  unreduced = true,
  cli: string = join(root, "dist", "cli.js"),
): OurExploration {
  const command = [process.execPath, cli, "explore", folder, "--budget", "3600"];
  if (unreduced) command.push("--unreduced");
  const { output, milliseconds } = timed([...command, "--format", "json"], root, [0, 1]);
  const found = JSON.parse(output) as OurExploration & { readonly cpuSeconds: number; readonly peakMb: number };
  return {
    ...found,
    milliseconds: 1000 * found.cpuSeconds,
    wholeMilliseconds: milliseconds,
    megabytes: found.peakMb,
  };
}

/** What somebody is told who asks for one exploration and no comparison. */
export function shownOf(found: OurExploration): object {
  const { states, transitions, handlerCalls, seconds, verdict, violation, milliseconds, megabytes } = found;
  const steps = violation === undefined ? {} : { steps: violation.steps };
  return {
    states,
    transitions,
    handlerCalls,
    seconds,
    cpuSeconds: milliseconds / 1000,
    peakMb: megabytes,
    verdict,
    ...steps,
  };
}

export function exploreNaively({ versions, replicas, duplicates, drops }: FamilySet): Explored {
  const numbers = [versions, replicas, duplicates, drops].map(String);
  const peer = join(root, "bench/peers/naiveExplorer.ts");
  const command = [process.execPath, "--max-old-space-size=8000", peer, ...numbers];
  const { output, milliseconds, megabytes } = timed(command, root);
  return { ...(JSON.parse(output) as Explored), milliseconds, megabytes };
}

/** Whether SPIN and a C compiler are here. */
export function hasSpin(): boolean {
  return [
    ["spin", "-V"],
    ["gcc", "--version"],
  ].every(([name = "", flag = ""]) => spawnSync(name, [flag]).status === 0);
}

/**
 * The fastest exact mode, with a hash table for as many states as there are: clearing a larger one, which is the default,
 * takes SPIN as long as the third set itself. Translation and compilation are not counted.
 */
export function exploreWithSpin(set: FamilySet): Explored {
  const places = Math.max(10, (statesOf(set) - 1n).toString(2).length);
  return inFolder((folder) => {
    writeFileSync(join(folder, "family.pml"), promela(set));
    timed(["spin", "-a", "family.pml"], folder);
    timed(["gcc", "-O2", "-DNOREDUCE", "-DNOCOMP", "-DMEMLIM=16000", "-w", "-o", "pan", "pan.c"], folder);
    const { output, milliseconds, megabytes } = timed(["./pan", "-m100000", `-w${places}`], folder);
    const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN);
    const transitions = number(/(\d+) transitions/) - 1;
    return { states: number(/(\d+) states, stored/), transitions, milliseconds, megabytes };
  });
}
