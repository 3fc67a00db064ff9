/** What "Take Me to a State Where…" suggests: an expression that is neither true at once nor never. */
import type { Moment } from "../../../core/check/model.ts";

/** Two copies of a key that differ, where this moment shows some; two messages under way, where it does not. */
export function exampleGoal({ copies }: Pick<Moment, "copies">): string {
  const source = copies.find(({ service, state }) => state === "source" && identifier.test(service));
  const copy = copies.find(
    ({ key, service, state }) => key === source?.key && state !== "source" && identifier.test(service),
  );
  if (source === undefined || copy === undefined) return "inFlight == 2";
  const { key } = source;
  return `${member(copy.service, key)} != ${member(source.service, key)} && inFlight == 0`;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

function member(service: string, key: string): string {
  return identifier.test(key) ? `${service}.${key}` : `${service}[${JSON.stringify(key)}]`;
}
