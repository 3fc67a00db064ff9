// Runs one tool on one set, as a process of its own, and takes its CPU time: user and system, of all its children.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/node24.mjs";
import { promela } from "../spin/family.ts";
import { exerciseText, type FamilyHandler, type FamilySet, scenarioText } from "./family.ts";

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  /** Of processor time. */
  readonly milliseconds: number;
}

export interface OurExploration extends Explored {
  readonly handlerCalls: number;
  readonly seconds: number;
  readonly verdict: string;
  readonly violation?: { readonly steps: readonly string[] };
}

interface Timed {
  readonly output: string;
  readonly milliseconds: number;
}

/** Throws where the command could not run or ended otherwise than expected. */
function timed(command: readonly string[], cwd: string, statuses: readonly number[] = [0]): Timed {
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@"';
  const { stdout, stderr, status } = spawnSync("bash", ["-c", script, "bash", ...command], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const cpu = /^cpu ([\d.]+) ([\d.]+)$/m.exec(stderr);
  if (cpu === null || !statuses.includes(status ?? -1)) throw new Error(`${command.join(" ")}: ${stderr}`);
  return { output: stdout, milliseconds: 1000 * (Number(cpu[1]) + Number(cpu[2])) };
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "eventually-explore-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By the command line tool: the ordinary loader, sandbox and search. */
export function exploreOurs(set: FamilySet, handler: FamilyHandler = "lww", unreduced = true): OurExploration {
  return inFolder((folder) => {
    writeFileSync(join(folder, "exercise.ts"), exerciseText(set, handler));
    writeFileSync(join(folder, "scenario.ts"), scenarioText(set));
    const command = [process.execPath, join(root, "dist/cli.js"), "explore", folder, "--budget", "3600"];
    if (unreduced) command.push("--unreduced");
    const { output, milliseconds } = timed([...command, "--format", "json"], root, [0, 1]);
    return { ...(JSON.parse(output) as Omit<OurExploration, "milliseconds">), milliseconds };
  });
}

export function exploreNaively({ versions, replicas, duplicates, drops }: FamilySet): Explored {
  const numbers = [versions, replicas, duplicates, drops].map(String);
  const peer = join(root, "bench/peers/naiveExplorer.ts");
  const { output, milliseconds } = timed([process.execPath, "--max-old-space-size=8000", peer, ...numbers], root);
  return { ...(JSON.parse(output) as Omit<Explored, "milliseconds">), milliseconds };
}

/** Whether SPIN and a C compiler are here. */
export function hasSpin(): boolean {
  return [
    ["spin", "-V"],
    ["gcc", "--version"],
  ].every(([name = "", flag = ""]) => spawnSync(name, [flag]).status === 0);
}

/** The fastest exact mode. Translation and compilation are not counted. */
export function exploreWithSpin(set: FamilySet): Explored {
  return inFolder((folder) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "family.pml"), promela(set));
    timed(["spin", "-a", "family.pml"], folder);
    timed(["gcc", "-O2", "-DNOREDUCE", "-DNOCOMP", "-DMEMLIM=16000", "-w", "-o", "pan", "pan.c"], folder);
    const { output, milliseconds } = timed(["./pan", "-m1000000", "-w24"], folder);
    const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN);
    return { states: number(/(\d+) states, stored/), transitions: number(/(\d+) transitions/) - 1, milliseconds };
  });
}
