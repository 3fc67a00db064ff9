/** `eventually explore`: tries all schedules of one exercise on one answer, and says what it covered or what breaks. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { answerText } from "../core/check/answerText.ts";
import type { BrokenCheck, RunReply, RunRequest } from "../core/check/model.ts";
import { parseExercise } from "../core/exercise/parseExercise.ts";
import { createProcessRunner } from "../sandbox/processRunner.ts";
import type { RunCost } from "../sandbox/wire.ts";
import { coverageText } from "../text/coverage.ts";
import { runFailureText } from "../text/runFailures.ts";
import { english } from "../text/translate.ts";
import { brokenText } from "../text/verdicts.ts";
import type { ExitCode } from "./checkCommand.ts";
import { printable } from "./printable.ts";

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

/** 0: holds. 1: broken. 2: there is no verdict. Never rejects for what is in the folder. */
export async function exploreCommand(folder: string, options: ExploreOptions): Promise<ExitCode> {
  const request = await requestOf(folder, options);
  if (typeof request === "string") {
    process.stderr.write(`eventually: ${printable(request)}\n`);
    return 2;
  }
  let cost: RunCost | undefined;
  const runner = createProcessRunner({
    childPath: options.childPath,
    heapMb: 1024,
    onCost: (heard) => {
      cost = heard;
    },
  });
  const started = performance.now();
  try {
    const reply = await runner.run(request);
    const seconds = Math.round(performance.now() - started) / 1000;
    const shown =
      options.format === "json" ? `${JSON.stringify({ ...asJson(reply, seconds), ...costs(cost) })}\n` : asText(reply);
    process.stdout.write(shown);
    if (reply.kind === "failed") return 2;
    return reply.broken.length > 0 ? 1 : 0;
  } finally {
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
async function requestOf(folder: string, options: ExploreOptions): Promise<RunRequest | string> {
  const scenario = await read(join(folder, "scenario.ts"));
  if (scenario === undefined) return `There is no scenario.ts in ${folder}. Give the folder of one exercise.`;
  const path = options.file ?? join(folder, "exercise.ts");
  const text = await read(path);
  if (text === undefined) return `The file ${path} cannot be read.`;
  const exercise = options.file === undefined ? answered(text, options.blank) : { text };
  if ("problem" in exercise) return exercise.problem;
  const { unreduced, budget } = options;
  const timeMs = budget === undefined ? {} : { timeMs: budget * 1000 };
  return {
    exercise: exercise.text,
    scenario,
    search: { states: mostStates, ...timeMs, ...(unreduced ? { unreduced } : {}) },
  };
}

/** The solution with some of its blanks filled otherwise. A file without marks is taken as it is. */
function answered(text: string, blanks: readonly string[]): { readonly text: string } | { readonly problem: string } {
  const { source } = parseExercise(text);
  if (source === undefined || source.blanks.length === 0) {
    return blanks.length === 0 ? { text } : { problem: "The exercise has no blanks that could be filled." };
  }
  const answers = new Map(source.blanks.map(({ id, answer }) => [id, answer]));
  for (const blank of blanks) {
    const end = blank.indexOf("=");
    const id = blank.slice(0, Math.max(0, end));
    if (!answers.has(id)) {
      return { problem: `There is no blank ${id || blank}; the exercise has ${[...answers.keys()].join(", ")}.` };
    }
    answers.set(id, blank.slice(end + 1));
  }
  return blanks.length === 0 ? { text: source.solution } : { text: answerText(source, answers).text };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}

function asJson(reply: RunReply, seconds: number): object {
  if (reply.kind === "failed") {
    const { failure } = reply;
    const coverage = failure.code === "not-all" ? covered(failure.coverage) : {};
    return { verdict: "error", ...coverage, seconds, error: failure.code, message: runFailureText(failure, english) };
  }
  const { broken, coverage, run, counters } = reply;
  const [first] = broken;
  const common = { ...covered(coverage), seconds, counters };
  if (first === undefined) return { verdict: "holds", ...common };
  const others = broken.slice(1).map(({ check, kind }) => ({ check, kind }));
  return { verdict: "broken", ...common, violation: violation(first, run.steps), others };
}

function violation(broken: BrokenCheck, steps: readonly { readonly label: string }[]): object {
  const { check, kind, reason, detail, pointOfNoReturn } = broken;
  return {
    check,
    kind,
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
    steps: steps.map(({ label }) => label),
    // Steps are counted from 1 for people.
    pointOfNoReturn: pointOfNoReturn === undefined ? null : pointOfNoReturn + 1,
  };
}

function covered(coverage: Extract<RunReply, { kind: "ran" }>["coverage"]): object {
  if (coverage.kind === "one-run") return { exhaustive: false, choices: coverage.choices };
  const { exhaustive, bound, states, transitions, handlerCalls, reduced = false } = coverage;
  return { exhaustive, reduced, bound, states, transitions, handlerCalls };
}

function asText(reply: RunReply): string {
  if (reply.kind === "failed") return `${printable(runFailureText(reply.failure, english))}\n`;
  const { broken, coverage, run, counters } = reply;
  const costs = Object.entries(counters).map(([name, sum]) => `  ${name}: ${sum}`);
  if (broken.length === 0) return `${[coverageText(coverage, english), ...costs].map(printable).join("\n")}\n`;
  const lines = broken.map((one) => brokenText(one, english));
  const steps = run.steps.map(({ label }, index) => `  ${index + 1}. ${label}`);
  return `${[...lines, ...steps, ...costs].map(printable).join("\n")}\n`;
}
