/** What "Take Me to a State Where…" suggests: an expression that is neither true at once nor never. */
import { isIdentifier } from "../../../base/identifier.ts";
import type { CopyState, Moment } from "../../../core/check/model.ts";

/** Two copies of a key that differ, where this moment shows some; two messages under way, where it does not. */
export function exampleGoal({ copies }: Pick<Moment, "copies">): string {
  const source = copies.find(({ state }) => state === "source");
  const copy = copies.find(({ key, state }) => key === source?.key && state !== "source");
  if (source === undefined || copy === undefined) return "inFlight == 2";
  return `${member(copy)} != ${member(source)} && inFlight == 0`;
}

function member({ service, key }: CopyState): string {
  const store = isIdentifier(service) ? service : `world.db(${JSON.stringify(service)})`;
  return isIdentifier(key) ? `${store}.${key}` : `${store}[${JSON.stringify(key)}]`;
}
