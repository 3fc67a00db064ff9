/** `eventually explore`: tries all schedules of one exercise on one answer, and says what it covered or what breaks. */
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { answerText } from "../core/check/answerText.ts";
import type { RunRequest } from "../core/check/model.ts";
import type { ExerciseSource } from "../core/exercise/model.ts";
import { parseExercise } from "../core/exercise/parseExercise.ts";
import { writtenPosition } from "../core/exercise/writtenPosition.ts";
import { createProcessRunner } from "../sandbox/processRunner.ts";
import type { RunCost } from "../sandbox/wire.ts";
import type { ExitCode } from "./checkCommand.ts";
import { exploreJson, exploreText, type Shown } from "./exploreOutput.ts";
import { shownPath } from "./packReport.ts";
import { escapeInJson, printable } from "./printable.ts";
import { progressLine } from "./progressLine.ts";

export interface ExploreOptions {
  readonly format: "text" | "json";
  /** `id=code` each. */
  readonly blank: readonly string[];
  /** A file to judge instead of the solution. */
  readonly file?: string;
  readonly unreduced: boolean;
  /** Seconds. */
  readonly budget?: number;
  /** The sandbox's bundle. */
  readonly childPath: string;
}

/** The command has more memory than a check in the editor: a state takes 20 to 60 bytes. */
const mostStates = 40_000_000;

interface Asked {
  readonly request: RunRequest;
  readonly shown: Shown;
}

/** 0: holds. 1: broken. 2: there is no verdict, after Ctrl+C too. Never rejects for what is in the folder. */
export async function exploreCommand(folder: string, options: ExploreOptions): Promise<ExitCode> {
  const asked = await askedOf(folder, options);
  if (typeof asked === "string") {
    process.stderr.write(`eventually: ${printable(asked)}\n`);
    return 2;
  }
  const { request, shown } = asked;
  let cost: RunCost | undefined;
  const runner = createProcessRunner({
    childPath: options.childPath,
    heapMb: 1024,
    onCost: (heard) => {
      cost = heard;
    },
  });
  const started = performance.now();
  const stop = new AbortController();
  const interrupted = (): void => stop.abort();
  process.once("SIGINT", interrupted);
  const progress = progressLine(process.stderr);
  try {
    const reply = await runner.run(request, stop.signal, progress.show);
    progress.clear();
    const seconds = Math.round(performance.now() - started) / 1000;
    const json = (): string => JSON.stringify({ ...exploreJson(reply, seconds, shown), ...costs(cost) });
    process.stdout.write(options.format === "json" ? `${escapeInJson(json())}\n` : exploreText(reply, shown));
    if (reply.kind === "failed") return 2;
    return reply.broken.length > 0 ? 1 : 0;
  } finally {
    process.removeListener("SIGINT", interrupted);
    progress.clear();
    runner.dispose();
  }
}

/** Processor time of the process that searched, from the compiled program to the reply; memory of it and this one. */
function costs(cost: RunCost | undefined): object {
  if (cost === undefined) return {};
  const peakMb = cost.peakMb + process.resourceUsage().maxRSS / 1024;
  return { cpuSeconds: Math.round(cost.cpuMs) / 1000, peakMb: Math.round(peakMb) };
}

/** What to run, or in words why there is nothing. */
async function askedOf(folder: string, options: ExploreOptions): Promise<Asked | string> {
  const scenarioPath = join(folder, "scenario.ts");
  const scenario = await read(scenarioPath);
  if (scenario === undefined) return `There is no scenario.ts in ${folder}. Give the folder of one exercise.`;
  const path = options.file ?? join(folder, "exercise.ts");
  const text = await read(path);
  if (text === undefined) return `The file ${path} cannot be read.`;
  const exercise: Answered | Refused = options.file === undefined ? answered(text, options.blank) : { text };
  if ("problem" in exercise) return exercise.problem;
  const { unreduced, budget } = options;
  const timeMs = budget === undefined ? {} : { timeMs: budget * 1000 };
  const search = { states: mostStates, ...timeMs, ...(unreduced ? { unreduced } : {}) };
  const { source, text: ran } = exercise;
  return {
    request: { exercise: ran, scenario, search },
    shown: ({ file, line, column }) => {
      if (file === "scenario.ts") return { file: shownFile(scenarioPath), line, column };
      const written = source === undefined ? { line, column } : writtenPosition(text, source, ran, { line, column });
      return { file: shownFile(path), ...(written ?? { line: 1, column: 1 }) };
    },
  };
}

/** As `check` shows it: relative to where the command was run. */
function shownFile(path: string): string {
  return shownPath(relative(process.cwd(), path));
}

interface Answered {
  readonly text: string;
  /** Where what ran is not the file as it is on disk. */
  readonly source?: ExerciseSource;
}

interface Refused {
  readonly problem: string;
}

/** The solution with some of its blanks filled otherwise. A file without marks is taken as it is. */
function answered(text: string, blanks: readonly string[]): Answered | Refused {
  const { source } = parseExercise(text);
  if (source === undefined || source.blanks.length === 0) {
    return blanks.length === 0 ? { text } : { problem: "The exercise has no blanks that could be filled." };
  }
  const answers = new Map(source.blanks.map(({ id, answer }) => [id, answer]));
  for (const blank of blanks) {
    const end = blank.indexOf("=");
    if (end < 0) return { problem: `Give --blank as id=code: there is no “=” in ${blank}.` };
    const id = blank.slice(0, Math.max(0, end));
    if (!answers.has(id)) {
      return { problem: `There is no blank ${id || blank}; the exercise has ${[...answers.keys()].join(", ")}.` };
    }
    answers.set(id, blank.slice(end + 1));
  }
  return { text: blanks.length === 0 ? source.solution : answerText(source, answers).text, source };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}
