/** What the stepper shows now. Filled by the host's messages, read by the components. */
import { signal } from "@preact/signals";
import type { StepperView } from "../../protocol/stepper.ts";
import type { Diagram } from "../../protocol/stepper/diagram.ts";

export const view = signal<StepperView | undefined>(undefined);
export const diagram = signal<Diagram | undefined>(undefined);
