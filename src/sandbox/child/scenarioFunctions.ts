/** The scenario's monitors and counters, held to what they have to give. */
import type { SourcePlace } from "../../core/simulation/model.ts";
import { kindOf } from "./arguments.ts";
import { NotPlainData, plainCopy } from "./plainCopy.ts";
import { attributed, wrongResult } from "./thrown.ts";

type ScenarioFunction = (...values: readonly unknown[]) => unknown;

/** Above this, and not only for one weight: a sum of so many as a run has must stay a number that can be sent. */
const most = Number.MAX_SAFE_INTEGER;

/** `at`: where the scenario names it. */
export function counting(weigh: ScenarioFunction, at: SourcePlace): (event: unknown) => unknown {
  return (event) => {
    const weight = called("counter", at, weigh, event);
    if (typeof weight === "number" && Math.abs(weight) <= most) return weight;
    throw wrongResult("counter", typeof weight === "string" ? "a text" : kindOf(weight), at);
  };
}

export function folding(fold: ScenarioFunction, at: SourcePlace): (value: unknown, event: unknown) => unknown {
  return (value, event) => {
    try {
      return plainCopy(called("monitor", at, fold, value, event));
    } catch (error) {
      throw error instanceof NotPlainData ? wrongResult("monitor", error.what, at) : error;
    }
  };
}

function called(
  by: "monitor" | "counter",
  at: SourcePlace,
  run: ScenarioFunction,
  ...values: readonly unknown[]
): unknown {
  try {
    return run(...values);
  } catch (error) {
    throw attributed(by, error, at);
  }
}
