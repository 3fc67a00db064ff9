/** Stepping through a scenario by hand: moments already reached, and the way to further ones. */
import { choices } from "../simulation/choices.ts";
import { label } from "../simulation/label.ts";
import { isFault } from "../simulation/faultKinds.ts";
import type { Choice, Par, ScenarioSpec, Step } from "../simulation/model.ts";
import type { AnswerMemo } from "../simulation/oracle.ts";
import { RunPolicy } from "../simulation/policy.ts";
import { isDrained, isStuck, takeStep } from "../simulation/run.ts";
import { snapshotOf } from "../simulation/view.ts";
import { startWorld, type World } from "../simulation/world.ts";
import { CheckWatch } from "./checkWatch.ts";
import { copiesOf, nextSources, type Sources, startSources } from "./copies.ts";
import { describedFailure } from "./failures.ts";
import { lengthOf } from "./folds.ts";
import type { BrokenCheck, GoalState, Moment, RefusalReason, RunFailure, TakenStep } from "./model.ts";
import { offersOf } from "./offers.ts";

interface Reached {
  readonly world: World;
  readonly moment: Moment;
  readonly steps: readonly Step[];
  readonly sources: Sources;
  /** Moments that follow, by the label of the choice that leads there. */
  readonly next: Map<string, TakenStep>;
}

/** Moments of one session. More than anybody steps to by hand; a session that has as many is begun anew. */
const mostMoments = 20_000;

export class Stepper {
  readonly #spec: ScenarioSpec;
  readonly #memo: AnswerMemo;
  readonly #reached: Reached[] = [];

  constructor(spec: ScenarioSpec, memo: AnswerMemo) {
    this.#spec = spec;
    this.#memo = memo;
  }

  /** Call once, first. */
  async begin(): Promise<Moment> {
    const world = startWorld(this.#spec);
    return (await this.#reach(world, [], startSources(world))).moment;
  }

  async take(from: number, wanted: string): Promise<TakenStep> {
    const here = this.#reached[from];
    if (here === undefined || this.#reached.length >= mostMoments) return refused(wanted, "gone");
    const known = here.next.get(wanted);
    if (known !== undefined) return known;
    const choice = choices(this.#spec, here.world).find((one) => label(one) === wanted);
    if (choice === undefined) {
      const offer = here.moment.offers.find((one) => one.label === wanted);
      return refused(wanted, offer?.refused ?? "gone");
    }
    return this.#takeFrom(from, here, choice);
  }

  async run(from: number, goal: "drained" | "shared", limit: number): Promise<readonly TakenStep[]> {
    const policy = new RunPolicy();
    const taken: TakenStep[] = [];
    for (let at = from; taken.length < limit; ) {
      const here = this.#reached[at];
      if (here === undefined) break;
      const choice = policy.choose(here.world, choices(this.#spec, here.world));
      if (choice === undefined) break;
      const next = here.next.get(label(choice)) ?? (await this.#takeFrom(at, here, choice));
      taken.push(next);
      if (next.kind !== "taken") break;
      if (goal === "shared" && sharesSomething(next.step)) break;
      at = next.moment.id;
    }
    return taken;
  }

  async #takeFrom(from: number, here: Reached, choice: Choice): Promise<TakenStep> {
    const result = await takeStep(this.#spec, here.world, choice, this.#memo);
    if (result.kind === "failed") return { kind: "failed", failure: describedFailure(result.failure) };
    const { world, effects } = result;
    const at = result.at === undefined ? {} : { at: result.at };
    const step: Step = { choice, label: label(choice), ...at, effects, after: snapshotOf(this.#spec, world) };
    const { moment } = await this.#reach(world, [...here.steps, step], nextSources(here.sources, effects));
    const taken: TakenStep = { kind: "taken", from, moment, step };
    here.next.set(step.label, taken);
    return taken;
  }

  async #reach(world: World, steps: readonly Step[], sources: Sources): Promise<Reached> {
    const drained = isDrained(world, choices(this.#spec, world));
    const { broken, goals, failure } = await this.#judge(world, steps, drained);
    const moment: Moment = {
      id: this.#reached.length,
      snapshot: snapshotOf(this.#spec, world),
      offers: offersOf(this.#spec, world),
      drained,
      broken,
      goals,
      ...(failure === undefined ? {} : { checkFailure: failure }),
      cost: costOf(steps),
      copies: copiesOf(world, sources),
    };
    const here: Reached = { world, moment, steps, sources, next: new Map() };
    this.#reached.push(here);
    return here;
  }

  async #judge(
    world: World,
    steps: readonly Step[],
    drained: boolean,
  ): Promise<{
    readonly broken: readonly BrokenCheck[];
    readonly goals: readonly GoalState[];
    readonly failure: RunFailure | undefined;
  }> {
    const watch = new CheckWatch(this.#spec, this.#memo);
    await watch.afterStep(world, steps, drained);
    if (drained) await watch.atDrain(world, steps);
    const stuck = drained && isStuck(world);
    if (stuck) watch.add({ check: "drains", kind: "drains", step: steps.length, reason: "stuck" }, steps.at(-1)?.at);
    const goals = this.#spec.checks.flatMap(({ kind, name, par }): GoalState[] =>
      kind === "reachable" ? [{ name, reached: watch.reached.has(name), ...(par === undefined ? {} : { par }) }] : [],
    );
    return { broken: watch.broken, goals, failure: watch.failure };
  }
}

function costOf(steps: readonly Step[]): Par {
  return {
    steps: lengthOf(steps),
    faults: steps.filter(({ choice }) => isFault(choice)).length,
  };
}

/** Something left a service: a message, a request or a reply. What a client asks for has not. */
function sharesSomething({ choice, effects }: Step): boolean {
  const asked = choice.kind === "client";
  return effects.some(({ kind }) => kind === "published" || kind === "replied" || (kind === "requested" && !asked));
}

function refused(wanted: string, reason: RefusalReason): TakenStep {
  return { kind: "refused", label: wanted, reason };
}
