/** One moment as the debugger shows it: services as threads, their handlers as frames, what they hold as scopes. */
import type { Moment } from "../../core/check/model.ts";
import type { Snapshot, SourcePlace, Step } from "../../core/simulation/model.ts";
import { copyName, copyText, taskText } from "../../text/states.ts";
import type { Translate } from "../../text/translate.ts";
import { brokenText } from "../../text/verdicts.ts";
import { type ShownValue, shownGroup, shownPlain, shownRecord } from "./shownValue.ts";

export interface ShownFrame {
  readonly name: string;
  /** Absent where the service does nothing: a label then, no line. */
  readonly at?: SourcePlace;
}

/** Handlers in progress of a service, the youngest first, each with its callers; where there are none, what it does. */
export function framesOf(t: Translate, { snapshot }: Moment, service: string): readonly ShownFrame[] {
  const tasks = snapshot.services[service]?.tasks ?? [];
  if (tasks.length === 0) return [{ name: t("waits for messages") }];
  return [...tasks].reverse().flatMap((task) => {
    const { at, via = [] } = task.waitsAt.find((one) => one.at !== undefined) ?? {};
    const callers = via.map((place): ShownFrame => ({ name: t("{0}, called from here", task.message), at: place }));
    return [{ name: taskText(t, task), ...(at === undefined ? {} : { at }) }, ...callers];
  });
}

/** The service in which a step happened; where it concerns a message under way, its consumer. */
export function serviceOf({ choice, after }: Step, before: Snapshot): string | undefined {
  if ("service" in choice) return choice.service;
  if ("to" in choice) return choice.to;
  const tags = (snapshot: Snapshot, name: string): readonly string[] =>
    snapshot.services[name]?.tasks?.map(({ tag }) => tag) ?? [];
  return Object.keys(after.services).find((name) => tags(after, name).some((tag) => !tags(before, name).includes(tag)));
}

export interface ShownScope {
  readonly name: string;
  readonly values: readonly ShownValue[];
}

export function scopesOf(t: Translate, moment: Moment, service: string): readonly ShownScope[] {
  return [
    { name: t("State"), values: stateOf(moment.snapshot, service) },
    { name: t("Queues"), values: queuesOf(t, moment.snapshot, service) },
    { name: t("Copies"), values: copiesOf(t, moment) },
    { name: t("Other Services"), values: othersOf(moment.snapshot, service) },
    { name: t("Run"), values: runOf(t, moment) },
  ];
}

function stateOf({ services }: Snapshot, service: string): readonly ShownValue[] {
  const state = services[service];
  if (state === undefined) return [];
  const { db, mem, outbox = [], now, cutOff = [] } = state;
  return [
    shownRecord("db", db),
    shownRecord("mem", mem),
    ...(outbox.length > 0 ? [shownPlain("outbox", outbox)] : []),
    ...(now === undefined ? [] : [shownPlain("clock", now)]),
    ...(cutOff.length > 0 ? [shownPlain("cutOff", cutOff)] : []),
  ];
}

function queuesOf(t: Translate, { queues, requests = [], deadLetters }: Snapshot, service: string): ShownValue[] {
  const mine = queues.filter(({ to }) => to === service);
  const shown = mine.map(({ queue, waiting, unsettled, lost = [] }) =>
    shownGroup(queue, [
      shownPlain(t("waiting"), waiting),
      shownPlain(t("being handled"), unsettled),
      ...(lost.length > 0 ? [shownPlain(t("lost"), lost)] : []),
    ]),
  );
  const asked = requests.filter(({ to }) => to === service).map(({ message }) => message);
  if (asked.length > 0) shown.push(shownPlain(t("requests"), asked));
  const names = new Set(mine.map(({ queue }) => queue));
  const parked = deadLetters.filter(({ queue }) => names.has(queue));
  if (parked.length > 0) {
    const letters = parked.map(({ message, reason }) => shownPlain(message, reason));
    shown.push(shownGroup(t("dead-letter queue"), letters));
  }
  return shown;
}

function copiesOf(t: Translate, { copies }: Moment): readonly ShownValue[] {
  return copies.map((copy) => ({ name: copyName(t, copy), value: copyText(t, copy) }));
}

function othersOf({ services }: Snapshot, service: string): readonly ShownValue[] {
  return Object.entries(services)
    .filter(([name]) => name !== service)
    .map(([name, { db }]) => shownRecord(name, db));
}

function runOf(t: Translate, { drained, broken, goals }: Moment): readonly ShownValue[] {
  return [
    shownPlain(t("nothing more can happen"), drained),
    ...broken.map((one) => ({ name: t("broken"), value: brokenText(one, t) })),
    ...goals.filter(({ reached }) => reached).map(({ name }) => ({ name: t("reached"), value: name })),
  ];
}
