/** Handlers for nothing: no queue leads to them, no client asks them, and no code has called them so far. */
import type { ScenarioSpec } from "../simulation/model.ts";
import type { IdleHandler } from "./model.ts";

/**
 * Of the scenario's handlers, in its order. A `ctx.call` may compute whom it asks, so only what was really called is
 * known; after less than all schedules a handler may be idle by chance.
 */
export function idleHandlers(
  spec: ScenarioSpec,
  called: ReadonlyMap<string, ReadonlySet<string>>,
): readonly IdleHandler[] {
  const requests = Object.values(spec.clients).flat();
  return Object.entries(spec.handlers).flatMap(([service, messages]) =>
    messages
      .filter((message) => {
        const isQueued = Object.hasOwn(spec.queues, message) && spec.queues[message]?.to.includes(service) === true;
        const isAsked = requests.some((one) => one.service === service && one.method === message);
        return !isQueued && !isAsked && called.get(service)?.has(message) !== true;
      })
      .map((message) => ({ service, message })),
  );
}
