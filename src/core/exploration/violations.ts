/** What is wrong in one step or one situation, whatever the scenario checks. */
import type { Effect, ScenarioSpec } from "../simulation/model.ts";
import type { ServiceState, World } from "../simulation/world.ts";

/** An exception that nobody can catch any more and that its service does not allow. */
export function throwsUnheard(spec: ScenarioSpec, effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      effect.kind === "threw" &&
      effect.caller === undefined &&
      spec.services[effect.service]?.exceptionsAllowed !== true,
  );
}

/** What was found, in the scenario's order of checks; what no scenario needs to ask for comes last. */
export function inOrderOf<T extends { readonly check: string }>({ checks }: ScenarioSpec, found: readonly T[]): T[] {
  const place = ({ check }: T): number => {
    const at = checks.findIndex(({ name }) => name === check);
    return at < 0 ? checks.length : at;
  };
  return [...found].sort((a, b) => place(a) - place(b));
}

/** Whether a message was delivered more often than this. */
export function exceeds(world: World, attempts: number): boolean {
  return Object.values(world.services).some((state) => exceedsIn(state, attempts));
}

export function exceedsIn({ queues }: ServiceState, attempts: number): boolean {
  return Object.values(queues).some((entries) => entries.some((entry) => entry.attempts > attempts));
}
