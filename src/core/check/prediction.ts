/** What a person can be asked before a step: what will this service hold there afterwards? */
import { canonicalKey, type Plain } from "../../base/plain.ts";
import type { Step } from "../simulation/model.ts";

/** A key that the step changes; `value` is what it holds afterwards, undefined where it is gone. */
export interface Predictable {
  readonly service: string;
  readonly key: string;
  readonly before: Plain;
  readonly value: Plain;
}

export interface Prediction extends Predictable {
  readonly said: string;
  readonly right: boolean;
}

/** The first thing that the step changes in a store; nothing where it changes none. */
export function predictable({ effects }: Step): Predictable | undefined {
  for (const effect of effects) {
    if (effect.kind !== "stored" && effect.kind !== "deleted") continue;
    const { service, key, before } = effect;
    const value = effect.kind === "stored" ? effect.value : undefined;
    // Written again as it was: there is nothing to see.
    if (canonicalKey(before) !== canonicalKey(value)) return { service, key, before, value };
  }
  return undefined;
}

/** Data may be written as JSON; what is no JSON is taken as a text, and `nothing` as what is not there. */
export function predict(asked: Predictable, said: string): Prediction {
  return {
    ...asked,
    said,
    right: readings(said.trim()).some((one) => canonicalKey(one) === canonicalKey(asked.value)),
  };
}

function readings(said: string): readonly Plain[] {
  const asText: Plain[] = said === "" || said === "nothing" || said === "undefined" ? [said, undefined] : [said];
  try {
    return [...asText, JSON.parse(said) as Plain];
  } catch {
    return asText;
  }
}
