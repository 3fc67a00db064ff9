/** The stepper's own words, beside those of every panel. */
import * as z from "zod/mini";
import { names } from "../strings.ts";

const stepperNames = [
  "stepping",
  "diagram",
  "startState",
  "stateAfter",
  "nextChoices",
  "nothingMore",
  "fault",
  "cannotHappen",
  "cost",
  "fold",
  "unfold",
  "foldAll",
  "unfoldAll",
  "withinFold",
  "handlers",
  "otherWays",
  "runUntilShared",
  "runUntilDrained",
  "seek",
  "restart",
  "copyLink",
  "saveTrace",
  "copyTranscript",
] as const;

export type StepperStringName = (typeof stepperNames)[number];

export const StepperStringsSchema = z.record(z.enum([...names, ...stepperNames]), z.string());
export type StepperStrings = z.infer<typeof StepperStringsSchema>;
