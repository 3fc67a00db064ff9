/** A run as lines that can be read from top to bottom: what happened, and what everybody holds afterwards. */
import { assertNever } from "../base/assertNever.ts";
import { canonicalKey, type Plain } from "../base/plain.ts";
import { type Fold, foldsOf } from "../core/check/folds.ts";
import type { Effect, Run, Snapshot, Step } from "../core/simulation/model.ts";
import { choiceText, foldText } from "./choices.ts";
import type { Translate } from "./translate.ts";

/** Ends with a line end. Steps are counted from 1; operations of one task that follow each other are one entry. */
export function runTranscript(title: string, run: Run, t: Translate): string {
  const lines = [title, "", t("At the start"), ...snapshotLines(run.start, t), ""];
  const folds = new Map(foldsOf(run.steps).map((fold) => [fold.first, fold]));
  for (let number = 1; number <= run.steps.length; ) {
    const fold = folds.get(number);
    const last = fold?.last ?? number;
    const steps = run.steps.slice(number - 1, last);
    const [step] = steps;
    if (step !== undefined)
      lines.push(...(fold === undefined ? stepLines(step, number, t) : foldLines(fold, steps, t)), "");
    number = last + 1;
  }
  lines.push(run.drained ? t("Nothing more can happen.") : t("The run was stopped here."));
  return `${lines.join("\n")}\n`;
}

/** Each step with its line and what it did; what everybody holds, only after the last. */
function foldLines(fold: Fold, steps: readonly Step[], t: Translate): string[] {
  return [
    `${fold.first}–${fold.last}. ${foldText(fold, t)}`,
    ...steps.flatMap((step) => [
      `   ${choiceText(step.choice, t)}${whereText(step, t)}`,
      ...step.effects.map((effect) => `      ${effectText(effect, t)}`),
    ]),
    ...steps.slice(-1).flatMap(({ after }) => snapshotLines(after, t)),
  ];
}

function whereText({ at }: Step, t: Translate): string {
  return at === undefined ? "" : ` (${t("line {0}", at.line)})`;
}

function stepLines(step: Step, number: number, t: Translate): string[] {
  return [
    `${number}. ${choiceText(step.choice, t)}${whereText(step, t)}`,
    ...step.effects.map((effect) => `   ${effectText(effect, t)}`),
    ...snapshotLines(step.after, t),
  ];
}

/** What one step did, as a short clause. */
export function effectText(effect: Effect, t: Translate): string {
  switch (effect.kind) {
    case "stored":
      if (effect.before === undefined) return t("{0}: {1} becomes {2}", effect.service, effect.key, show(effect.value));
      return canonicalKey(effect.before) === canonicalKey(effect.value)
        ? t("{0}: {1} is stored again, still {2}", effect.service, effect.key, show(effect.value))
        : t("{0}: {1} changes from {2} to {3}", effect.service, effect.key, show(effect.before), show(effect.value));
    case "deleted":
      return t("{0}: {1} is deleted, it was {2}", effect.service, effect.key, show(effect.before));
    case "published":
      return t("{0} is published to {1}", effect.message.id, effect.to.join(", "));
    case "requested":
      return t("{0} asks {1} for {2} with {3}", effect.from, effect.service, effect.method, show(effect.args));
    case "replied":
      return t("{0} gets the reply {1}", effect.to, show(effect.value));
    case "acknowledged":
      return t("{0} acknowledges {1}", effect.service, effect.message);
    case "returned-to-queue":
      return t(
        "{0} goes back to the queue of {1} (delivered {2} times so far)",
        effect.message,
        effect.service,
        effect.attempt,
      );
    case "dead-lettered":
      return t("{0} is parked in the dead-letter queue of {1}: {2}", effect.message, effect.service, effect.reason);
    case "lost":
      return effect.forGood
        ? t("{0} is lost on its way to {1}, for good", effect.message, effect.to)
        : t("{0} is lost on its way to {1}; the broker will send it again", effect.message, effect.to);
    case "duplicated":
      return t("a second copy of {0} is on its way to {1}", effect.message, effect.to);
    case "redelivered":
      return t("{0} is on its way to {1} again", effect.message, effect.to);
    case "redriven":
      return t("{0} leaves the dead-letter queue for {1}", effect.message, effect.to);
    case "crashed":
      return crashedText(effect, t);
    case "refused":
      return t("{0}: ctx.{1} is refused", effect.service, effect.op);
    case "gave-up":
      return t("{0} waits no longer for {1}", effect.service, effect.waitingFor);
    case "partitioned":
      return t("nothing from {0} reaches {1} any more", effect.from, effect.to);
    case "healed":
      return t("the link from {0} to {1} works again", effect.from, effect.to);
    case "clock-jumped":
      return t("the clock of {0} is suddenly {1} ms ahead", effect.service, effect.ms);
    case "threw":
      return t("{0} throws {1}: {2}", effect.service, effect.error.name, effect.error.message);
    default:
      return assertNever(effect);
  }
}

function crashedText({ service, process, lost }: Extract<Effect, { kind: "crashed" }>, t: Translate): string {
  if (process === "relay") return t("the outbox relay of {0} crashes and begins again", service);
  return lost.length === 0
    ? t("{0} crashes and starts again; its memory is gone", service)
    : t("{0} crashes while it handles {1}, and starts again; its memory is gone", service, lost.join(", "));
}

function snapshotLines(snapshot: Snapshot, t: Translate): string[] {
  const lines: string[] = [];
  for (const [service, { db, mem, busyWith }] of Object.entries(snapshot.services)) {
    const parts = [entriesText(db)];
    if (Object.keys(mem).length > 0) parts.push(t("in memory {0}", entriesText(mem)));
    if (busyWith.length > 0) parts.push(t("busy with {0}", busyWith.join(", ")));
    lines.push(`     ${service}: ${parts.join("; ")}`);
  }
  for (const { queue, to, waiting, unsettled, lost = [] } of snapshot.queues) {
    if (waiting.length + unsettled.length + lost.length === 0) continue;
    const parts: string[] = [];
    if (lost.length > 0) parts.push(t("lost on the way {0}", lost.join(", ")));
    if (waiting.length > 0) parts.push(t("waiting {0}", waiting.join(", ")));
    if (unsettled.length > 0) parts.push(t("not yet acknowledged {0}", unsettled.join(", ")));
    lines.push(`     ${queue} → ${to}: ${parts.join("; ")}`);
  }
  for (const { queue, message, reason } of snapshot.deadLetters) {
    lines.push(`     ${t("dead letter of {0}: {1} ({2})", queue, message, reason)}`);
  }
  return lines;
}

function entriesText(entries: Readonly<Record<string, Plain>>): string {
  const texts = Object.entries(entries).map(([key, value]) => `${key} = ${show(value)}`);
  return texts.length === 0 ? "{}" : texts.join(", ");
}

function show(value: Plain): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}
