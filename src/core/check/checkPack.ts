/** Does a pack keep its word? Runs every exercise's solution, starter and listed fragments and compares the verdicts. */
import type { CancelSignal } from "../../base/cancellation.ts";
import type { ExerciseItem, Pack, Variant } from "../pack/model.ts";
import { type AnsweredText, answerText } from "./answerText.ts";
import { judge, judgedBy } from "./judge.ts";
import type { IdleHandler, RunFailure, Runner, RunReply, Verdict } from "./model.ts";

export type VerdictKind = "right" | "wrong" | "worse" | "error";

/** One thing that was tried, and how it came out. */
export interface CheckedRow {
  /** The blank it is about; null for the solution and the starter, which are about all of them. */
  readonly blank: string | null;
  /** `solution`, `starter`, `empty` (this blank alone left empty), or the variant's short name. */
  readonly option: string;
  readonly expected: VerdictKind;
  readonly got: VerdictKind;
  /** Why this row is a problem of the pack; absent where all is well. */
  readonly mismatch?: Mismatch;
  readonly verdict: Verdict;
  /** The listed fragment it is about, with its place in `exercise.md`. */
  readonly variant?: Variant;
}

export type Mismatch =
  | { readonly kind: "verdict" }
  /** The author says that it breaks one check; these are the ones it breaks. */
  | { readonly kind: "breaks"; readonly named: string; readonly broken: readonly string[] }
  /** All is well with the solution, but these handlers are of no use to it, nor to any listed fragment. */
  | { readonly kind: "idle-handlers"; readonly handlers: readonly IdleHandler[] };

export interface CheckedItem {
  /** As in `pack.json`. */
  readonly path: string;
  readonly rows: readonly CheckedRow[];
}

/**
 * Checks every exercise in the pack's order; `onItem` hears of each as it is done. The same text is run once for each
 * exercise. Stops between two runs when cancelled, with what is done so far.
 */
export async function checkPack(
  pack: Pack,
  runner: Runner,
  onItem?: (item: CheckedItem) => void,
  signal?: CancelSignal,
): Promise<readonly CheckedItem[]> {
  const checked: CheckedItem[] = [];
  for (const item of pack.modules.flatMap(({ items }) => items)) {
    if (item.kind !== "exercise") continue;
    const rows = await checkExercise(item, remembering(runner), signal);
    if (signal?.aborted === true) break;
    const done = { path: item.path, rows };
    checked.push(done);
    onItem?.(done);
  }
  return checked;
}

/**
 * The rows of one exercise: solution, starter, then for each blank `empty` and its variants in the author's order. Ends
 * early where the solution cannot be judged, or too many rows ran out of time.
 */
export async function checkExercise(item: ExerciseItem, runner: Runner, signal?: CancelSignal): Promise<CheckedRow[]> {
  const rows: CheckedRow[] = [];
  const { source } = item;
  const answers = new Map(source.blanks.map(({ id, answer }) => [id, answer]));
  const judged = (answered: AnsweredText): Promise<Verdict> => judge({ item, ...answered, runner }, signal);
  /** Another check may break sooner than the one that the author names: then that one is looked at alone. */
  const brokenAsNamed = async (verdict: Verdict, { breaks }: Variant, answered: AnsweredText): Promise<Verdict> => {
    if (verdict.kind !== "wrong" || breaks === undefined) return verdict;
    if (verdict.broken.some(({ check }) => check === breaks)) return verdict;
    const alone = await judge({ item, ...answered, runner, search: { checks: [breaks] } }, signal);
    if (alone.kind !== "wrong" || !alone.broken.some(({ check }) => check === breaks)) return verdict;
    return { ...verdict, broken: [...verdict.broken, ...alone.broken] };
  };
  const reallyRun = (text: string): Promise<Verdict> => runUnfilled(item, text, runner, signal);

  const solution = await judged({ ...answerText(source, answers), text: source.solution });
  rows.push(row(null, "solution", "right", solution));
  // Where not even the solution can be judged, everything else would only say the same again, each after its time limit.
  if (solution.kind === "error") return rows;
  rows.push(row(null, "starter", "wrong", await reallyRun(source.starter)));
  for (const { id } of source.blanks) {
    const others = new Map(answers);
    others.delete(id);
    rows.push(row(id, "empty", "wrong", await reallyRun(answerText(source, others).text)));
    for (const variant of item.blanks.find((blank) => blank.id === id)?.variants ?? []) {
      if (signal?.aborted === true || rows.filter(ranOut).length >= mostRunsOut) return rows;
      const answered = answerText(source, new Map(answers).set(id, variant.code));
      const verdict = await judged(answered);
      const named = await brokenAsNamed(verdict, variant, answered);
      rows.push(row(id, variant.name, expectedOf[variant.verdict], named, variant));
    }
  }
  return withIdleHandlers(rows);
}

/** Puts handlers for nothing to the solution's row, where all that it can do was tried. */
function withIdleHandlers(rows: readonly CheckedRow[]): CheckedRow[] {
  const [solution, ...others] = rows;
  if (solution === undefined || solution.mismatch !== undefined || !wasTriedWhole(solution.verdict)) return [...rows];
  const named = ({ service, message, case: of }: IdleHandler): string => JSON.stringify([service, message, of]);
  // A listed fragment may be the only one that calls a handler.
  const handlers = others.reduce((idle, { verdict }) => {
    if (!("idle" in verdict)) return idle;
    const still = new Set(verdict.idle?.map(named));
    return idle.filter((handler) => still.has(named(handler)));
  }, idleIn(solution.verdict));
  if (handlers.length === 0) return [...rows];
  return [{ ...solution, mismatch: { kind: "idle-handlers", handlers } }, ...others];
}

function idleIn(verdict: Verdict): readonly IdleHandler[] {
  return "idle" in verdict ? (verdict.idle ?? []) : [];
}

function wasTriedWhole(verdict: Verdict): boolean {
  return "coverage" in verdict && (verdict.coverage.kind === "one-run" || verdict.coverage.exhaustive);
}

/** Fragments of one exercise that may use up their time before the rest is left out: the author has to mend these first. */
const mostRunsOut = 3;

function ranOut({ verdict }: CheckedRow): boolean {
  return verdict.kind === "error" && verdict.failure.code === "too-slow";
}

const expectedOf = { wrong: "wrong", accept: "right", worse: "worse" } as const;

/**
 * Runs a file with empty blanks, which `judge` would not. An empty blank that stops the code from running at all is as
 * wrong as it should be; only a run that says nothing about the code is an error.
 */
async function runUnfilled(item: ExerciseItem, text: string, runner: Runner, signal?: CancelSignal): Promise<Verdict> {
  const reply = await runner.run({ exercise: text, scenario: item.scenario }, signal);
  if (reply.kind === "failed") return { kind: "error", failure: reply.failure };
  const { broken } = reply;
  const judged = judgedBy(reply);
  return broken.length > 0 ? { kind: "wrong", ...judged, broken, listed: [] } : { kind: "right", ...judged };
}

function row(
  blank: string | null,
  option: string,
  expected: VerdictKind,
  verdict: Verdict,
  variant?: Variant,
): CheckedRow {
  const mustBeFilled = variant !== undefined || option === "solution";
  const got = kindOf(verdict, mustBeFilled);
  const mismatch = mismatchOf(expected, got, verdict, variant);
  return {
    blank,
    option,
    expected,
    got,
    ...(mismatch === undefined ? {} : { mismatch }),
    verdict,
    ...(variant === undefined ? {} : { variant }),
  };
}

function kindOf(verdict: Verdict, mustBeFilled: boolean): VerdictKind {
  if (verdict.kind === "incomplete") return "error";
  if (verdict.kind !== "error") return verdict.kind;
  return mustBeFilled || !saysSomethingOfTheCode(verdict.failure) ? "error" : "wrong";
}

function saysSomethingOfTheCode({ code }: RunFailure): boolean {
  return code !== "cancelled" && code !== "sandbox-died";
}

function mismatchOf(
  expected: VerdictKind,
  got: VerdictKind,
  verdict: Verdict,
  variant: Variant | undefined,
): Mismatch | undefined {
  if (expected !== got) return { kind: "verdict" };
  const named = variant?.breaks;
  if (named === undefined || verdict.kind !== "wrong") return undefined;
  const broken = verdict.broken.map(({ check }) => check);
  return broken.includes(named) ? undefined : { kind: "breaks", named, broken };
}

/** Runs the same text once. */
function remembering(runner: Runner): Runner {
  const replies = new Map<string, Promise<RunReply>>();
  return {
    step: (request, signal) => runner.step(request, signal),
    run(request, signal) {
      const key = JSON.stringify([request.exercise, request.search]);
      const known = replies.get(key);
      if (known !== undefined) return known;
      const reply = runner.run(request, signal);
      replies.set(key, reply);
      return reply;
    },
  };
}
