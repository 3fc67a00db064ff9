/** Why a stepping session does not go on, in words. */
import type { RefusalReason } from "../core/check/model.ts";
import type { Halt } from "../core/check/steppingSession.ts";
import { runFailureText } from "./runFailures.ts";
import type { Translate } from "./translate.ts";

/** What stopped a session; nothing where it did as it was asked. */
export function haltText(t: Translate, halt: Halt | undefined): string | undefined {
  switch (halt?.kind) {
    case undefined:
      return undefined;
    case "refused":
      return t("Not possible here: {0}. Reason: {1}.", halt.label, refusalText(t, halt.reason));
    case "failed":
      return runFailureText(halt.failure, t);
    case "replay-stopped":
      return t(
        "The run was followed for {0} of {1} steps. The next one, “{2}”, is not possible with this code: {3}.",
        halt.done,
        halt.of,
        halt.label,
        refusalText(t, halt.reason),
      );
  }
}

export function refusalText(t: Translate, reason: RefusalReason): string {
  switch (reason) {
    case "budget":
      return t("the scenario allows no more of these faults");
    case "order":
      return t("another message comes first");
    case "busy":
      return t("the service is busy");
    case "cut":
      return t("the link is cut");
    case "gone":
      return t("there is nothing of that name now");
  }
}
