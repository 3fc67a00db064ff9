/** One moment of a stepping session as the stepper draws it. */
import type { SteppingHistory, Visited } from "../../../core/check/history.ts";
import type { Prediction } from "../../../core/check/prediction.ts";
import { lineNow } from "../../../core/check/lineNow.ts";
import type { GoalState, Moment, Offer } from "../../../core/check/model.ts";
import type { Choice, Par, Snapshot } from "../../../core/simulation/model.ts";
import type { ItemKey } from "../../../core/progress/model.ts";
import type { OfferView, StepperView } from "../../../protocol/stepper.ts";
import { choiceText } from "../../../text/choices.ts";
import { runFailureText } from "../../../text/runFailures.ts";
import { refusalText } from "../../../text/halts.ts";
import { effectText } from "../../../text/runTranscript.ts";
import { copyName, copyText, taskText } from "../../../text/states.ts";
import type { Translate } from "../../../text/translate.ts";
import { brokenText } from "../../../text/verdicts.ts";
import { linkTo } from "../resultViewModel.ts";
import { stateView } from "../runViewModel.ts";

export interface Shown {
  readonly key: ItemKey;
  readonly title: string;
  readonly history: SteppingHistory;
  readonly notice: string | undefined;
  readonly busy: boolean;
  /** Operations of each client at most, where that is said of the run: perhaps fewer than the scenario has. */
  readonly updates?: number;
  /** What the person said of the last step, and how many such answers were right so far. */
  readonly predicted?: Prediction & { readonly score: { readonly right: number; readonly of: number } };
}

export function stepperView(t: Translate, shown: Shown): StepperView {
  const { key, title, history, notice, busy, updates, predicted } = shown;
  const line = history.line();
  const at = history.depth;
  const { moment, step } = history.current;
  const before = line[at - 1]?.moment.snapshot ?? moment.snapshot;
  const { services, queues } = stateView(t, before, moment.snapshot);
  const place = lineNow(history.current, before);
  const link = place === undefined ? undefined : linkTo(t, place);
  return {
    key,
    title,
    at,
    position: at === 0 ? t("At the start") : t("Step {0} of {1}", at, line.length - 1),
    cost: at === 0 ? "" : costText(t, moment.cost),
    did: step === undefined ? [] : [choiceText(step.choice, t), ...step.effects.map((one) => effectText(one, t))],
    ...(link === undefined ? {} : { link }),
    remarks: [
      ...(predicted === undefined ? [] : [predictionRemark(t, predicted)]),
      ...remarks(t, line.slice(0, at + 1)),
      ...(updates !== undefined && (at === 0 || moment.drained) ? [boundRemark(t, updates)] : []),
    ],
    offers: moment.offers.map((offer) => offerView(t, moment.snapshot, offer)),
    tasks: tasks(t, moment.snapshot),
    services,
    queues,
    copies: moment.copies.map((copy) => ({
      state: copy.state,
      text: t("{0}: {1}", copyName(t, copy), copyText(t, copy)),
    })),
    branches: history.branches().flatMap(({ depth, others }) => others.map((other) => branch(t, depth, other))),
    ...(notice === undefined ? {} : { notice }),
    busy,
  };
}

/** A run that may end sooner than the scenario would: why there is no more of it. */
function boundRemark(t: Translate, updates: number): StepperView["remarks"][number] {
  return {
    tone: "plain",
    text:
      updates === 1
        ? t("As in the check, each client sends at most one request.")
        : t("As in the check, each client sends at most {0} requests.", updates),
  };
}

/** `way` is the run as far as it is shown: the moment that is remarked on comes last. */
function remarks(t: Translate, way: readonly Visited[]): StepperView["remarks"] {
  const moment = way.at(-1)?.moment;
  if (moment === undefined) return [];
  const atStart = way.length === 1;
  const all: StepperView["remarks"] = moment.broken.map((broken) => ({ tone: "bad", text: brokenText(broken, t) }));
  if (moment.checkFailure !== undefined) all.push({ tone: "bad", text: runFailureText(moment.checkFailure, t) });
  for (const goal of moment.goals) {
    if (goal.reached) all.push(goalReached(t, goal, moment.cost));
    else if (goal.par !== undefined && atStart) {
      all.push({ tone: "plain", text: t("Goal: {0}, in at most {1}.", goal.name, costText(t, goal.par)) });
    }
  }
  if (moment.drained) all.push(...ending(t, way, moment));
  return all;
}

/** A check that broke on the way does not hold for the run, even where nothing is wrong at its end. */
function ending(t: Translate, way: readonly Visited[], moment: Moment): StepperView["remarks"] {
  if (moment.broken.length > 0 || moment.checkFailure !== undefined) {
    return [{ tone: "plain", text: t("Nothing more can happen. What is wrong now stays wrong.") }];
  }
  const first = new Map<string, number>();
  way.forEach((visited, depth) => {
    for (const { check } of visited.moment.broken) if (!first.has(check)) first.set(check, depth);
  });
  if (first.size === 0) {
    return [{ tone: "good", text: t("Nothing more can happen. Everything that was promised holds.") }];
  }
  return [...first].map(([check, depth]) => ({
    tone: "bad",
    text: t("Nothing more can happen. “{0}” broke after step {1}.", check, depth),
  }));
}

function predictionRemark(
  t: Translate,
  { key, service, value, said, right, score }: NonNullable<Shown["predicted"]>,
): StepperView["remarks"][number] {
  const tally = t("{0} of {1} right so far.", score.right, score.of);
  const held = value === undefined ? t("nothing") : JSON.stringify(value);
  return right
    ? { tone: "good", text: t("As you said: “{0}” in {1} holds {2}. {3}", key, service, held, tally) }
    : { tone: "bad", text: t("You said {0}, but “{1}” in {2} holds {3}. {4}", said, key, service, held, tally) };
}

/** Counted like golf: reached is good, within par is better. */
function goalReached(t: Translate, { name, par }: GoalState, cost: Par): StepperView["remarks"][number] {
  if (par === undefined) return { tone: "good", text: t("Reached: {0}", name) };
  const here = costText(t, cost);
  return cost.steps <= par.steps && cost.faults <= par.faults
    ? { tone: "good", text: t("Goal reached: {0}, in {1}.", name, here) }
    : { tone: "plain", text: t("Goal reached: {0}, in {1}. It can be done in {2}.", name, here, costText(t, par)) };
}

function costText(t: Translate, { steps, faults }: Par): string {
  const choices = steps === 1 ? t("1 choice") : t("{0} choices", steps);
  if (faults === 0) return choices;
  return faults === 1 ? t("{0} and 1 fault", choices) : t("{0} and {1} faults", choices, faults);
}

function offerView(t: Translate, snapshot: Snapshot, { choice, label, fault, at, refused }: Offer): OfferView {
  const link = at === undefined ? undefined : linkTo(t, at);
  const operation = operationOf(snapshot, choice);
  return {
    label,
    text: choiceText(choice, t),
    fault,
    ...(operation === undefined ? {} : { operation: `ctx.${operation}` }),
    ...(refused === undefined ? {} : { refused: refusalText(t, refused) }),
    ...(link === undefined ? {} : { link }),
  };
}

function operationOf({ services }: Snapshot, choice: Choice): string | undefined {
  if (!("tag" in choice) || !("index" in choice)) return undefined;
  const task = services[choice.service]?.tasks?.find(({ tag }) => tag === choice.tag);
  return task?.waitsAt.find(({ index }) => index === choice.index)?.op;
}

function tasks(t: Translate, { services }: Snapshot): StepperView["tasks"] {
  return Object.entries(services).flatMap(([service, { tasks: running = [] }]) =>
    running.map((task) => {
      const at = task.waitsAt.find((one) => one.at !== undefined)?.at;
      const link = at === undefined ? undefined : linkTo(t, at);
      return { service, text: taskText(t, task), ...(link === undefined ? {} : { link }) };
    }),
  );
}

function branch(t: Translate, depth: number, { moment, step }: Visited): StepperView["branches"][number] {
  const text = step === undefined ? "" : t("{0}. {1}", depth + 1, choiceText(step.choice, t));
  return { depth, moment: moment.id, text };
}
