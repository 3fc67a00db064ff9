/** What ended a run, as a failure that says nothing about right or wrong. */
import type { StepFailure } from "../simulation/draft.ts";
import type { SourcePlace } from "../simulation/model.ts";
import { exerciseFile } from "./breakLine.ts";
import type { RunFailure } from "./model.ts";

/** A spec is plain data, so a fault of the scenario is placed at its start until the sandbox knows better. */
export const scenarioStart: SourcePlace = { file: "scenario.ts", line: 1, column: 1 };

export const exerciseStart: SourcePlace = { file: exerciseFile, line: 1, column: 1 };

export function describedFailure(failure: StepFailure): RunFailure {
  if (failure.code === "monitor-threw") {
    const { monitor, error } = failure;
    return { code: "check-threw", check: monitor, error, at: error.at ?? scenarioStart };
  }
  const start = exerciseStart;
  const { service, message } = failure;
  const during = { kind: "handler", service, message } as const;
  switch (failure.code) {
    case "never-settles":
      return { code: "never-settles", during, at: start };
    case "not-atomic":
      return { code: "not-atomic", during, at: failure.at ?? start };
    case "unknown-target":
      return { code: "unknown-target", during, what: failure.what, name: failure.name, at: failure.at ?? start };
  }
}
