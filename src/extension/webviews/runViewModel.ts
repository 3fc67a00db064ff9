/** A run as the panel draws it: one entry for the start and one for each step, with what changed marked. */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { BrokenCheck, Verdict } from "../../core/check/model.ts";
import type { Run, Snapshot } from "../../core/simulation/model.ts";
import type { Cell, Entry, RunView } from "../../protocol/practice/runView.ts";
import { choiceText } from "../../text/choices.ts";
import { effectText } from "../../text/runTranscript.ts";
import type { Translate } from "../../text/translate.ts";
import { plainText } from "./plainText.ts";
import { entryAfter, linkTo } from "./resultViewModel.ts";

/** The panel asks with every keystroke; a verdict never changes, nor does the language while the window is open. */
const made = new WeakMap<Verdict, RunView>();

/** Nothing where the code was not run to an end. */
export function runView(t: Translate, verdict: Verdict): RunView | undefined {
  if (verdict.kind === "incomplete" || verdict.kind === "error") return undefined;
  const known = made.get(verdict) ?? draw(t, verdict);
  made.set(verdict, known);
  return known;
}

function draw(t: Translate, verdict: Exclude<Verdict, { kind: "incomplete" | "error" }>): RunView {
  const { run } = verdict;
  const broken = verdict.kind === "wrong" ? verdict.broken : [];
  const entries = [startEntry(t, run), ...run.steps.map((_, index) => stepEntry(t, run, index))];
  return {
    title: verdict.kind === "wrong" ? t("Step through the run") : t("Watch it converge"),
    entries: entries.map((entry, index) => ({ ...entry, broke: brokenAt(broken, index, run.steps.length) })),
    ending: ending(t, run, broken.length > 0),
  };
}

type EntryWithoutChecks = Omit<Entry, "broke">;

function startEntry(t: Translate, run: Run): EntryWithoutChecks {
  return { title: t("At the start"), inner: false, effects: [], links: [], ...stateView(t, run.start, run.start) };
}

function stepEntry(t: Translate, run: Run, index: number): EntryWithoutChecks {
  const step = run.steps[index];
  if (step === undefined) throw new RangeError(`The run has no step ${index}`);
  const before = run.steps[index - 1]?.after ?? run.start;
  const link = step.at === undefined ? undefined : linkTo(t, step.at);
  return {
    title: choiceText(step.choice, t),
    inner: step.choice.kind === "step" || step.choice.kind === "settle",
    effects: step.effects.map((effect) => effectText(effect, t)),
    links: link === undefined ? [] : [link],
    ...stateView(t, before, step.after),
  };
}

function brokenAt(broken: readonly BrokenCheck[], entry: number, steps: number): string[] {
  return broken.filter((one) => entryAfter(one, steps) === entry).map((one) => one.check);
}

function ending(t: Translate, run: Run, broken: boolean): string {
  if (!run.drained) return t("The run was stopped here; there is still work in the queues.");
  return broken
    ? t("Nothing more can happen. What is wrong now stays wrong.")
    : t("Nothing more can happen. Everything that was promised holds.");
}

export function stateView(
  t: Translate,
  before: Snapshot,
  after: Snapshot,
): Pick<Entry, "services" | "copies" | "queues"> {
  const services = Object.entries(after.services).map(([name, { db, mem, busyWith }]) => ({
    name,
    cells: cells(before.services[name]?.db ?? {}, db),
    memory: cells(before.services[name]?.mem ?? {}, mem),
    ...(busyWith.length > 0 && { busy: t("handles {0}", busyWith.join(", ")) }),
  }));
  return { services, copies: copies(t, after), queues: queues(t, before, after) };
}

type Entries = Readonly<Record<string, Plain>>;

/** A row for each key; where something inside a value changed, a row for each of its members instead. */
function cells(before: Entries, after: Entries): Cell[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): Cell | Cell[] => {
    const [inWas, inIs] = [before[key], after[key]];
    if (isRecord(inWas) && isRecord(inIs) && canonicalKey(inWas) !== canonicalKey(inIs)) {
      return cells(inWas, inIs).map((cell) => ({ ...cell, key: `${key}.${cell.key}` }));
    }
    const was = plainText(before[key]);
    const is = plainText(after[key]);
    if (!Object.hasOwn(before, key)) return { key, value: is, change: "new" };
    if (!Object.hasOwn(after, key)) return { key, value: was, before: was, change: "removed" };
    if (canonicalKey(before[key]) === canonicalKey(after[key])) return { key, value: is, change: "same" };
    return { key, value: is, before: was, change: "changed" };
  });
}

function isRecord(value: Plain): value is Entries {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys that more than one service stores: those are the copies that converge, or do not. */
function copies(t: Translate, { services }: Snapshot): Entry["copies"] {
  const holders = new Map<string, { readonly service: string; readonly value: Plain }[]>();
  for (const [service, { db }] of Object.entries(services)) {
    for (const [key, value] of Object.entries(db)) holders.set(key, [...(holders.get(key) ?? []), { service, value }]);
  }
  return [...holders]
    .filter(([, held]) => held.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, held]) => {
      const agree = new Set(held.map(({ value }) => canonicalKey(value))).size === 1;
      const each = held.map(({ service, value }) => `${service} ${plainText(value)}`).join(", ");
      return { key, agree, text: agree ? t("{0} is equal: {1}", key, each) : t("{0} differs: {1}", key, each) };
    });
}

/** Queues with something in them, or that had something in them one step ago; dead letters at the end. */
function queues(t: Translate, before: Snapshot, after: Snapshot): Entry["queues"] {
  const shown = after.queues.flatMap((queue): Entry["queues"] => {
    const was = before.queues.find((other) => other.queue === queue.queue && other.to === queue.to);
    const held = (one: typeof queue | undefined) => [...(one?.waiting ?? []), "/", ...(one?.unsettled ?? [])].join(" ");
    const parts: string[] = [];
    if (queue.waiting.length > 0) parts.push(t("{0} waiting", queue.waiting.join(", ")));
    if (queue.unsettled.length > 0) parts.push(t("{0} not yet acknowledged", queue.unsettled.join(", ")));
    const change = held(queue) === held(was) ? "same" : "changed";
    if (parts.length === 0 && change === "same") return [];
    return [{ name: `${queue.queue} → ${queue.to}`, text: parts.length === 0 ? t("empty") : parts.join("; "), change }];
  });
  const parked = after.deadLetters.map(({ queue, message, reason }, index): Entry["queues"][number] => ({
    name: t("dead letters of {0}", queue),
    text: reason === "" ? message : t("{0} ({1})", message, reason),
    change: index < before.deadLetters.length ? "same" : "new",
  }));
  return [...shown, ...parked];
}
