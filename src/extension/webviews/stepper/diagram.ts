/** A line of moments as a space-time diagram: lanes, columns, the ways of messages, the stretches of handlers. */
import { foldsOf } from "../../../core/check/folds.ts";
import type { Visited } from "../../../core/check/history.ts";
import { isFault } from "../../../core/simulation/faultKinds.ts";
import type { Choice, Effect, Snapshot, Step } from "../../../core/simulation/model.ts";
import type { Column, Diagram, Fold, Lane, Leg, Span } from "../../../protocol/stepper/diagram.ts";
import { choiceText, foldText } from "../../../text/choices.ts";
import { effectText } from "../../../text/runTranscript.ts";
import type { Translate } from "../../../text/translate.ts";

export interface DiagramMarks {
  /** Depths after which a check is broken that held before. */
  readonly broke: ReadonlySet<number>;
  /** The step after which no schedule can make up for it, counted from 1. */
  readonly noReturn?: number;
}

export function diagramOf(t: Translate, line: readonly Visited[], marks: DiagramMarks): Diagram {
  const start = line[0];
  if (start === undefined) return { lanes: [], columns: [], folds: [], legs: [], spans: [] };
  const drawing = new Drawing(t, lanesOf(line));
  line.forEach(({ step }, depth) => {
    const before = line[depth - 1]?.moment.snapshot;
    if (step !== undefined && before !== undefined) drawing.add(step, before, depth);
  });
  return { ...drawing.finish(t("At the start"), marks, line.length - 1), folds: foldViews(t, line) };
}

/** More effects than a line of text has room for. */
const mostEffects = 8;

function foldViews(t: Translate, line: readonly Visited[]): Fold[] {
  const steps = line.flatMap(({ step }) => (step === undefined ? [] : [step]));
  return foldsOf(steps).flatMap((fold): Fold[] => {
    const { first, last, service, tag } = fold;
    const end = steps[last - 1];
    if (end === undefined) return [];
    const text = saidOfFolds.of(end, t, () => {
      const effects = steps.slice(first - 1, last).flatMap(({ effects: all }) => all);
      const told = effects.slice(0, mostEffects).map((effect) => effectText(effect, t));
      return [foldText(fold, t), ...told, ...(effects.length > mostEffects ? ["…"] : [])].join(". ");
    });
    return [{ id: `${first} ${service} ${tag}`, first, last, text }];
  });
}

/** A run is drawn again with every step that is added; what was said of the others stays. By the last step it is about. */
class Said {
  readonly #texts = new WeakMap<Step, { readonly t: Translate; readonly text: string }>();

  of(step: Step, t: Translate, say: () => string): string {
    const known = this.#texts.get(step);
    if (known?.t === t) return known.text;
    const text = say();
    this.#texts.set(step, { t, text });
    return text;
  }
}

const saidOfSteps = new Said();
const saidOfFolds = new Said();

function textOf(step: Step, t: Translate): string {
  return saidOfSteps.of(step, t, () =>
    [choiceText(step.choice, t), ...step.effects.map((effect) => effectText(effect, t))].join(". "),
  );
}

/** Clients first; then each service below the queues that lead to it. */
function lanesOf(line: readonly Visited[]): readonly Lane[] {
  const snapshot = line[0]?.moment.snapshot;
  const clients = new Set<string>();
  for (const { moment, step } of line) {
    if (step?.choice.kind === "client") clients.add(step.choice.client);
    for (const { choice } of moment.offers) if (choice.kind === "client") clients.add(choice.client);
  }
  const lanes: Lane[] = [...clients].map((name) => ({ name, label: name, kind: "client" }));
  for (const service of Object.keys(snapshot?.services ?? {})) {
    for (const { queue, to } of snapshot?.queues ?? []) {
      if (to === service) lanes.push({ name: queueLane(queue, to), label: queue, kind: "queue" });
    }
    lanes.push({ name: service, label: service, kind: "service" });
  }
  return lanes;
}

function queueLane(queue: string, to: string): string {
  return `${queue} → ${to}`;
}

type OpenLeg = { -readonly [K in keyof Leg]: Leg[K] } & { readonly message: string; readonly consumer: string };
type OpenSpan = { -readonly [K in keyof Span]: Span[K] };

class Drawing {
  readonly #t: Translate;
  readonly #lanes: readonly Lane[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #columns: Omit<Column, "broke" | "noReturn">[] = [];
  readonly #legs: OpenLeg[] = [];
  readonly #spans: OpenSpan[] = [];
  /** Handlers in progress, by service and tag. */
  readonly #handling = new Map<string, OpenSpan>();
  readonly #cuts = new Map<string, OpenSpan>();

  constructor(t: Translate, lanes: readonly Lane[]) {
    this.#t = t;
    this.#lanes = lanes;
    this.#index = new Map(lanes.map(({ name, kind }, index) => [`${kind} ${name}`, index]));
  }

  add(step: Step, before: Snapshot, column: number): void {
    const { choice, effects } = step;
    const lane = this.#laneOf(step, before);
    this.#columns.push({
      text: textOf(step, this.#t),
      lane,
      mark: markOf(choice),
      stored: effects.some(({ kind }) => kind === "stored" || kind === "deleted"),
    });
    if (choice.kind === "deliver") this.#arrive(choice.message, choice.to, column);
    if (choice.kind === "client") this.#ask(choice.client, step.after, before, column, effects);
    for (const effect of effects) this.#follow(effect, column);
    this.#requests(before, step.after, column);
    this.#handlers(before, step.after, column);
  }

  finish(startText: string, { broke, noReturn }: DiagramMarks, last: number): Omit<Diagram, "folds"> {
    const start = { text: startText, lane: 0, mark: "end" as const, stored: false };
    const columns = [start, ...this.#columns].map((column, depth) => ({
      ...column,
      broke: broke.has(depth),
      noReturn: depth > 0 && depth === noReturn,
    }));
    const legs = this.#legs.map(({ message: _message, consumer: _consumer, ...leg }) => ({
      ...leg,
      // What waits is drawn up to the present.
      ...(leg.to === undefined && leg.via !== undefined ? { to: { column: last, lane: leg.via } } : {}),
    }));
    return { lanes: [...this.#lanes], columns, legs, spans: this.#spans };
  }

  #lane(kind: Lane["kind"], name: string): number {
    return this.#index.get(`${kind} ${name}`) ?? 0;
  }

  /** The service it happens in; for what happens to a message under way, its queue. */
  #laneOf({ choice, after }: Step, before: Snapshot): number {
    switch (choice.kind) {
      case "client":
        return this.#lane("client", choice.client);
      case "deliver":
        return this.#lane("service", choice.to);
      case "redeliver":
      case "redrive":
      case "drop":
      case "duplicate":
        return this.#index.get(`queue ${queueLane(choice.queue, choice.to)}`) ?? this.#lane("service", choice.to);
      case "partition":
      case "heal":
        return this.#lane("service", choice.to);
      default:
        return this.#lane("service", choice.service in after.services ? choice.service : (busy(before) ?? ""));
    }
  }

  #open(message: string, consumer: string, from: Leg["from"], again: boolean, queue = queueOf(message)): void {
    const via = this.#index.get(`queue ${queueLane(queue, consumer)}`);
    this.#legs.push({
      message,
      consumer,
      short: message.slice(message.lastIndexOf("#")),
      text: this.#t("{0} to {1}, on its way", message, consumer),
      from,
      ...(via === undefined ? {} : { via }),
      end: "waiting",
      again,
    });
  }

  /** The copy that has waited longest ends here. */
  #close(message: string, consumer: string, end: Leg["end"], column: number, lane?: number): void {
    const leg = this.#legs.find(
      (one) => one.end === "waiting" && one.message === message && one.consumer === consumer && one.to === undefined,
    );
    if (leg === undefined) return;
    leg.end = end;
    leg.to = { column, lane: lane ?? leg.via ?? this.#lane("service", consumer) };
    leg.text =
      end === "lost"
        ? this.#t("{0} to {1}, lost", message, consumer)
        : this.#t("{0} to {1}, delivered", message, consumer);
  }

  #arrive(message: string, to: string, column: number): void {
    this.#close(message, to, "delivered", column, this.#lane("service", to));
  }

  /** A client's operation begins a handler in a service: an arrow within one column. */
  #ask(client: string, after: Snapshot, before: Snapshot, column: number, effects: readonly Effect[]): void {
    const asked = Object.entries(after.services).find(([name, { tasks }]) =>
      isNew(tasks, before.services[name]?.tasks),
    );
    const service = asked?.[0] ?? effects.map(serviceOf).find((name) => name !== undefined);
    if (service === undefined) return;
    this.#legs.push({
      message: "",
      consumer: service,
      short: "",
      text: this.#t("{0} asks {1}", client, service),
      from: { column, lane: this.#lane("client", client) },
      to: { column, lane: this.#lane("service", service) },
      end: "delivered",
      again: false,
    });
  }

  #follow(effect: Effect, column: number): void {
    switch (effect.kind) {
      case "published": {
        const { id, from, type } = effect.message;
        for (const to of effect.to) this.#open(id, to, { column, lane: this.#lane("service", from) }, false, type);
        return;
      }
      case "returned-to-queue":
        this.#open(effect.message, effect.service, { column, lane: this.#lane("service", effect.service) }, true);
        return;
      case "duplicated":
      case "redelivered":
      case "redriven":
        this.#open(effect.message, effect.to, this.#inQueue(effect.message, effect.to, column), true);
        return;
      case "lost":
        this.#close(effect.message, effect.to, "lost", column);
        return;
      case "dead-lettered":
        this.#park(effect.message, effect.service, column);
        return;
      case "partitioned":
        this.#cut(effect.from, effect.to, column);
        return;
      case "healed": {
        const span = this.#cuts.get(`${effect.from} ${effect.to}`);
        if (span !== undefined) span.to = column;
        return;
      }
      default:
        return;
    }
  }

  #inQueue(message: string, to: string, column: number): Leg["from"] {
    const lane = this.#index.get(`queue ${queueLane(queueOf(message), to)}`);
    return { column, lane: lane ?? this.#lane("service", to) };
  }

  #park(message: string, service: string, column: number): void {
    const from = { column, lane: this.#lane("service", service) };
    this.#open(message, service, from, true);
    const leg = this.#legs.at(-1);
    if (leg === undefined) return;
    leg.end = "parked";
    leg.to = this.#inQueue(message, service, column);
    leg.text = this.#t("{0} to {1}, in the dead-letter queue", message, service);
  }

  #cut(from: string, to: string, column: number): void {
    const span: OpenSpan = {
      lane: this.#lane("service", to),
      from: column,
      kind: "cut",
      text: this.#t("nothing from {0} reaches {1}", from, to),
    };
    this.#cuts.set(`${from} ${to}`, span);
    this.#spans.push(span);
  }

  /** Requests of services go straight from one to the other; their names are only in the snapshots. */
  #requests(before: Snapshot, after: Snapshot, column: number): void {
    const known = (before.requests ?? []).map(({ message }) => message);
    for (const { message, from, to } of after.requests ?? []) {
      const at = known.indexOf(message);
      if (at < 0) this.#open(message, to, { column, lane: this.#lane("service", from) }, false);
      else known.splice(at, 1);
    }
  }

  #handlers(before: Snapshot, after: Snapshot, column: number): void {
    for (const [service, { tasks = [] }] of Object.entries(after.services)) {
      const running = new Set(tasks.map(({ tag }) => tag));
      for (const { tag } of before.services[service]?.tasks ?? []) {
        const span = this.#handling.get(`${service} ${tag}`);
        if (span !== undefined && !running.has(tag)) {
          span.to = column;
          this.#handling.delete(`${service} ${tag}`);
        }
      }
      for (const { tag, message } of tasks) {
        if (this.#handling.has(`${service} ${tag}`)) continue;
        const text = this.#t("{0} handles {1}", service, message);
        const span: OpenSpan = { lane: this.#lane("service", service), from: column, kind: "handling", text };
        this.#handling.set(`${service} ${tag}`, span);
        this.#spans.push(span);
      }
    }
  }
}

function markOf(choice: Choice): Column["mark"] {
  if (choice.kind === "crash") return "crash";
  if (isFault(choice)) return "fault";
  switch (choice.kind) {
    case "client":
      return "client";
    case "deliver":
      return "deliver";
    case "settle":
      return "end";
    default:
      return "operation";
  }
}

function queueOf(message: string): string {
  return message.slice(0, Math.max(0, message.lastIndexOf("#")));
}

function busy({ services }: Snapshot): string | undefined {
  return Object.entries(services).find(([, { busyWith }]) => busyWith.length > 0)?.[0];
}

function isNew(tasks: readonly { readonly tag: string }[] = [], before: readonly { readonly tag: string }[] = []) {
  return tasks.some(({ tag }) => !before.some((one) => one.tag === tag));
}

function serviceOf(effect: Effect): string | undefined {
  if ("service" in effect) return effect.service;
  return effect.kind === "published" ? effect.message.from : undefined;
}
