/** Why there is no verdict, with what can be done about it on the command line, which has no settings. */
import { assertNever } from "../base/assertNever.ts";
import type { RunFailure } from "../core/check/model.ts";
import { coverageText } from "../text/coverage.ts";
import { runFailureText } from "../text/runFailures.ts";
import { english as t } from "../text/translate.ts";

export function failureText(failure: RunFailure, command: "check" | "explore"): string {
  if (failure.code === "sandbox-died") {
    return t("The process that runs the code ended unexpectedly: {0}.", failure.reason);
  }
  if (failure.code !== "not-all") return runFailureText(failure, t);
  return `${coverageText(failure.coverage, t)} ${whatToDo(failure.coverage.stopped, command)}`;
}

function whatToDo(
  stopped: (RunFailure & { code: "not-all" })["coverage"]["stopped"],
  command: "check" | "explore",
): string {
  if (command === "check")
    return t("There is no verdict. The command explore searches further, with --budget as long as you like.");
  switch (stopped) {
    case undefined:
    case "time":
      return t("There is no verdict. Give more seconds with --budget.");
    case "states":
      return t(
        "There is no verdict, and more time would not help: memory is used up. Let the scenario allow fewer requests or faults.",
      );
    default:
      return assertNever(stopped);
  }
}
