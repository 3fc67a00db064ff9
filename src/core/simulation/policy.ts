/**
 * Which enabled choice a single run takes. The order, first to last:
 *
 * 1. operations of tasks in progress, 2. acknowledgements and replies, 3. outbox relays, 4. first deliveries of messages
 *    and requests: what has begun is finished before anything new begins;
 * 5. clients' next operations;
 * 6. timers, earliest first: time passes when nothing else can happen; calls that can get no reply any more give up;
 *    links heal and lost messages are sent again;
 * 7. redeliveries, fewest attempts first: a broker waits before it tries again.
 *
 * Faults are never taken. Ties go to the earlier choice in the order of `choices`. So that nothing waits for ever behind work that never ends, a
 * choice that has been enabled for {@link patience} choices without a break is taken before all others.
 */
import { label } from "./label.ts";
import { entryAt } from "./choices.ts";
import { spends } from "./faultKinds.ts";
import type { Choice, MessageChoice } from "./model.ts";
import type { World } from "./world.ts";

/** How many choices in a row may be preferred to one that is enabled all the while. */
const patience = 100;

export class RunPolicy {
  #waiting: ReadonlyMap<string, number> = new Map();

  /** The choice to take; undefined when none is enabled. Call once for each step, with the choices of that moment. */
  choose(world: World, enabled: readonly Choice[]): Choice | undefined {
    const waited = new Map<string, number>();
    let best: { readonly choice: Choice; readonly rank: readonly [number, number] } | undefined;
    for (const choice of enabled) {
      if (spends(world, choice)) continue;
      const name = label(choice);
      const age = this.#waiting.get(name) ?? 0;
      waited.set(name, age + 1);
      const rank = age >= patience ? ([-1, -age] as const) : rankOf(world, choice);
      if (best === undefined || rank[0] < best.rank[0] || (rank[0] === best.rank[0] && rank[1] < best.rank[1])) {
        best = { choice, rank };
      }
    }
    if (best !== undefined) waited.delete(label(best.choice));
    this.#waiting = waited;
    return best?.choice;
  }
}

/** Lower goes first; the second number settles ties within a kind. */
function rankOf(world: World, choice: Choice): readonly [number, number] {
  switch (choice.kind) {
    case "step":
      return [1, 0];
    case "settle":
      return [2, 0];
    case "relay":
      return [3, 0];
    case "deliver": {
      const attempts = attemptsOf(world, choice);
      return attempts === 0 ? [4, 0] : [7, attempts];
    }
    case "client":
      return [5, 0];
    case "timer":
      return [6, dueOf(world, choice)];
    case "redrive":
      return [8, 0];
    default:
      return [6, 0];
  }
}

function attemptsOf(world: World, choice: MessageChoice<"deliver">): number {
  const state = world.services[choice.to];
  return state === undefined ? 0 : (entryAt(state, choice)?.attempts ?? 0);
}

function dueOf(world: World, { service, tag, index }: Choice & { kind: "timer" }): number {
  const state = world.services[service]?.tasks.find(({ task }) => task.delivery.tag === tag);
  return state?.outstanding.find(({ operation }) => operation.index === index)?.due ?? 0;
}
