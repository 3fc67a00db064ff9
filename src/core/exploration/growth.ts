/** Where a space grows: what to say when there is too much of it. */
import type { ServiceState } from "../simulation/world.ts";
import type { Growth } from "./model.ts";

/** Situations that are held against each other to find the field that grows. */
const mostCompared = 2000;

/**
 * The service with the most situations of its own, and the field of its store that tells most of them apart.
 * @param textOf the text that tells situations of a service apart
 */
export function growthOf(
  services: readonly { readonly service: string; readonly states: readonly ServiceState[] }[],
  textOf: (service: string, state: ServiceState) => string,
): Growth {
  const [largest] = [...services].sort((a, b) => b.states.length - a.states.length);
  if (largest === undefined) return { service: "", situations: 0 };
  const { service, states } = largest;
  const field = fieldThatGrows(states.slice(0, mostCompared), (state) => textOf(service, state));
  return { service, situations: states.length, ...(field === undefined ? {} : { field }) };
}

/** The key of the store without which the fewest situations would be left. */
function fieldThatGrows(states: readonly ServiceState[], textOf: (state: ServiceState) => string): string | undefined {
  const keys = new Set(states.flatMap(({ db }) => Object.keys(db)));
  const distinct = (without: string | undefined): number =>
    new Set(
      states.map((state) => {
        const { [without ?? ""]: _left, ...db } = state.db;
        return textOf(without === undefined ? state : { ...state, db });
      }),
    ).size;
  const all = distinct(undefined);
  let best: { readonly key: string; readonly left: number } | undefined;
  for (const key of [...keys].slice(0, 20)) {
    const left = distinct(key);
    if (left < (best?.left ?? all)) best = { key, left };
  }
  return best?.key;
}
