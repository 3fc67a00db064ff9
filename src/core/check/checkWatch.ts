/** Watches one run: asks the scenario's checks when what they may look at has changed, and notices exceptions. */
import { exceeds, throwsUnheard } from "../exploration/violations.ts";
import type { CheckSpec, ScenarioSpec, SourcePlace, Step, WorldView } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { viewOf } from "../simulation/view.ts";
import type { World } from "../simulation/world.ts";
import { breakLine } from "./breakLine.ts";
import { scenarioStart } from "./failures.ts";
import type { BrokenCheck, BrokenKind, RunFailure } from "./model.ts";

export class CheckWatch {
  /** In the order in which they broke, each check once. */
  readonly broken: BrokenCheck[] = [];
  /** Goals that held after some step. */
  readonly reached = new Set<string>();
  /** Set when a check itself threw, or broke before anything happened: then there is no verdict. */
  failure: RunFailure | undefined;

  readonly #spec: ScenarioSpec;
  readonly #memo: AnswerMemo;
  #seen: WorldView | undefined;

  constructor(spec: ScenarioSpec, memo: AnswerMemo) {
    this.#spec = spec;
    this.#memo = memo;
  }

  /** Before anything has happened. A check that does not hold then is the scenario's mistake, whatever the code does. */
  async atStart(world: World): Promise<void> {
    const view = viewOf(world, false);
    this.#seen = view;
    for (const check of this.#spec.checks) await this.#askAfterStep(check, world, view, 0, () => undefined);
    const [first] = this.broken;
    if (first === undefined || this.failure !== undefined) return;
    const detail = first.detail === undefined ? {} : { detail: first.detail };
    const reason = { kind: "broken-at-start", check: first.check, ...detail } as const;
    this.failure = { code: "scenario-invalid", reason, at: scenarioStart };
  }

  /** `steps` are all steps so far, the newest last. */
  async afterStep(world: World, steps: readonly Step[], drained: boolean): Promise<void> {
    const index = steps.length - 1;
    this.#noticeException(steps[index], index);
    const view = viewOf(world, drained);
    if (this.#seen !== undefined && sameView(this.#seen, view)) return;
    this.#seen = view;
    for (const check of this.#spec.checks) {
      await this.#askAfterStep(check, world, view, index, () => lineOf(steps));
    }
  }

  /** Evaluates the checks that must hold once nothing more can happen. */
  async atDrain(world: World, steps: readonly Step[]): Promise<void> {
    const view = viewOf(world, true);
    for (const check of this.#spec.checks) {
      if (check.kind === "atDrain") await this.#ask(check, view, steps.length, () => breakLine(steps));
    }
  }

  /** Adds what is wrong with the run as a whole. */
  add(broken: Omit<BrokenCheck, "at">, at: SourcePlace | undefined): void {
    this.broken.push({ ...broken, ...(at === undefined ? {} : { at }) });
  }

  async #askAfterStep(
    check: CheckSpec,
    world: World,
    view: WorldView,
    step: number,
    line: () => SourcePlace | undefined,
  ): Promise<void> {
    if (check.kind === "atDrain") return;
    if (check.kind !== "bounded") await this.#ask(check, view, step, line);
    else if (exceeds(world, check.attempts ?? 1)) this.#break(check.name, check.kind, step, line);
  }

  async #ask(check: CheckSpec, view: WorldView, step: number, line: () => SourcePlace | undefined): Promise<void> {
    const { name, kind } = check;
    if (this.failure !== undefined || this.broken.some((one) => one.check === name)) return;
    const question = { ask: "check", check: name, view } as const;
    await this.#memo.learn(question);
    const answer = this.#memo.check(question);
    if (answer === undefined) return;
    if (answer.kind === "threw") {
      this.failure = { code: "check-threw", check: name, error: answer.error, at: answer.error.at ?? scenarioStart };
    } else if (kind === "reachable") {
      if (answer.kind === "holds") this.reached.add(name);
    } else if (answer.kind === "broken") {
      this.#break(name, kind, step, line, answer.detail);
    }
  }

  #break(check: string, kind: BrokenKind, step: number, line: () => SourcePlace | undefined, detail?: string): void {
    if (this.broken.some((one) => one.check === check)) return;
    this.add({ check, kind, step, ...(detail === undefined ? {} : { detail }) }, line());
  }

  #noticeException(step: Step | undefined, index: number): void {
    if (step === undefined || this.broken.some(({ kind }) => kind === "no-exception")) return;
    if (!throwsUnheard(this.#spec, step.effects)) return;
    const effect = step.effects.find(({ kind }) => kind === "threw");
    if (effect?.kind !== "threw") return;
    this.add(
      { check: "no-exception", kind: "no-exception", step: index, thrown: effect.error },
      effect.error.at ?? step.at,
    );
  }
}

/** The line of the step that broke a check, where it has one in the exercise; else the last one that wrote. */
function lineOf(steps: readonly Step[]): SourcePlace | undefined {
  const last = steps.at(-1);
  return breakLine(last?.at === undefined ? steps : [last]) ?? breakLine(steps);
}

/** An unchanged part of a view is the same object, so nothing has to be compared in depth. */
function sameView(a: WorldView, b: WorldView): boolean {
  const sameParts = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean =>
    Object.keys(one).every((key) => one[key] === other[key]);
  return (
    a.inFlight === b.inFlight &&
    a.drained === b.drained &&
    a.published === b.published &&
    sameParts(a.deadLetters, b.deadLetters) &&
    sameParts(a.monitors, b.monitors) &&
    sameParts(a.db, b.db) &&
    sameParts(a.replies, b.replies)
  );
}
