/** The stepper's words in the person's language: those of every panel, and its own. */
import type { StepperStrings } from "../../../protocol/stepper/strings.ts";
import type { Translate } from "../../../text/translate.ts";
import { practiceStrings } from "../strings.ts";

export function stepperStrings(t: Translate): StepperStrings {
  return {
    ...practiceStrings(t),
    stepping: t("Stepping"),
    diagram: t("The run as a diagram"),
    startState: t("At the start"),
    stateAfter: t("After step {0}"),
    nextChoices: t("Next"),
    nothingMore: t("Nothing more can happen."),
    fault: t("(a fault)"),
    cannotHappen: t("{0} more that cannot happen now"),
    cost: t("Choices so far; operations of handlers are not counted"),
    fold: t("Fold steps {0} to {1}"),
    unfold: t("Unfold steps {0} to {1}"),
    foldAll: t("Fold All"),
    unfoldAll: t("Unfold All"),
    withinFold: t("now at {0} of {1}"),
    handlers: t("Handlers in progress"),
    otherWays: t("Other ways taken:"),
    runUntilShared: t("Run Until Something Is Sent"),
    runUntilDrained: t("Run to the End"),
    seek: t("Take Me To…"),
    restart: t("Restart"),
    copyLink: t("Copy Link"),
    saveTrace: t("Save…"),
    copyTranscript: t("Copy as Text"),
  };
}
