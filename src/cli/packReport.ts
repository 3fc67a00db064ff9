/** Checks one pack folder and reports what was found, in paths relative to where the command was run. */
import { join, relative, resolve, sep } from "node:path";
import { type CheckedItem, checkPack, type VerdictKind } from "../core/check/checkPack.ts";
import type { Runner } from "../core/check/model.ts";
import type { ExerciseItem, Item, Pack, PackFiles, PackProblem, Severity } from "../core/pack/model.ts";
import { readPack } from "../core/pack/readPack.ts";
import { packProblemText } from "../text/packProblems.ts";
import { english } from "../text/translate.ts";
import { mismatchProblems } from "./mismatch.ts";
import { packFolder } from "./packFolder.ts";

/** A problem as it is printed. Line and column start at 1. */
export interface ReportedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

export interface ReportedVerdict {
  /** Null where it is about all blanks at once: the solution and the starter. */
  readonly blank: string | null;
  readonly option: string;
  readonly expected: VerdictKind;
  readonly got: VerdictKind;
}

export interface ReportedItem {
  readonly path: string;
  readonly kind: Item["kind"];
  /** Empty for a question. */
  readonly verdicts: readonly ReportedVerdict[];
  /** What came out otherwise than the pack says. */
  readonly problems: readonly ReportedProblem[];
}

export interface PackReport {
  readonly folder: string;
  /** Empty where it could not be read. */
  readonly title: string;
  /** What is wrong with the files. */
  readonly problems: readonly ReportedProblem[];
  /** All items in the pack's order; empty where an error kept the pack from being run. */
  readonly items: readonly ReportedItem[];
  /** Why the sandbox ended without being asked to; then the verdicts say nothing. */
  readonly sandboxDied?: string;
}

/** Reads the pack in this folder and, where it has no error, runs its exercises. */
export async function checkFolder(folder: string, runner: Runner, cwd: string = process.cwd()): Promise<PackReport> {
  const root = resolve(cwd, folder);
  const shown = (path: string): string => shownPath(relative(cwd, join(root, path)));
  const files = packFolder(root);
  const { pack, title, problems } = await readPack(files);
  const report = { folder: shown("."), title, problems: problems.map((problem) => reported(problem, shown)) };
  if (pack === undefined) return { ...report, items: [] };

  const checked = await checkPack(pack, runner);
  const died = checked.flatMap(({ rows }) => rows).find(({ verdict }) => sandboxDeath(verdict) !== undefined);
  const reason = died === undefined ? undefined : sandboxDeath(died.verdict);
  return {
    ...report,
    items: await reportItems(pack, files, checked, shown),
    ...(reason === undefined ? {} : { sandboxDied: reason }),
  };
}

function reported({ file, position, severity, detail }: PackProblem, shown: (path: string) => string): ReportedProblem {
  const { line, column } = position;
  return { file: shown(file), line, column, code: detail.code, severity, message: packProblemText(detail, english) };
}

async function reportItems(
  pack: Pack,
  files: PackFiles,
  checked: readonly CheckedItem[],
  shown: (path: string) => string,
): Promise<ReportedItem[]> {
  const reports: ReportedItem[] = [];
  for (const item of pack.modules.flatMap(({ items }) => items)) {
    const path = shown(item.path);
    const rows = checked.find((one) => one.path === item.path)?.rows ?? [];
    const verdicts = rows.map(({ blank, option, expected, got }) => ({ blank, option, expected, got }));
    const problems = item.kind === "quiz" ? [] : await mismatches(item, files, rows, path);
    reports.push({ path, kind: item.kind, verdicts, problems });
  }
  return reports;
}

async function mismatches(
  item: ExerciseItem,
  files: PackFiles,
  rows: CheckedItem["rows"],
  folder: string,
): Promise<ReportedProblem[]> {
  if (rows.every((row) => row.mismatch === undefined)) return [];
  const code = (await files.read(`${item.path}/exercise.ts`)) ?? "";
  return rows.flatMap((row) => mismatchProblems(row, item, code, folder));
}

function sandboxDeath(verdict: CheckedItem["rows"][number]["verdict"]): string | undefined {
  return verdict.kind === "error" && verdict.failure.code === "sandbox-died" ? verdict.failure.reason : undefined;
}

/** With `/` between its parts on every system; `.` for the folder itself. */
export function shownPath(path: string): string {
  return path === "" ? "." : path.split(sep).join("/");
}
