/** What the extension host and the stepper say to each other. Everything is checked where it arrives. */
import * as z from "zod/mini";
import { ItemKeySchema } from "./itemKey.ts";
import { LinkToLineSchema } from "./linkToLine.ts";
import { QueueStateSchema, ServiceStateSchema } from "./practice/runView.ts";
import { DiagramSchema } from "./stepper/diagram.ts";
import { DiagramChangeSchema } from "./stepper/diagramChange.ts";
import { StepperStringsSchema } from "./stepper/strings.ts";

/** A copy of one key in one service, held against the service that stored it first. */
const CopyViewSchema = z.object({
  state: z.enum(["source", "equal", "stale", "diverged"]),
  /** "price in search: stale, behind by 1". */
  text: z.string(),
});

const OfferViewSchema = z.object({
  /** The schedule's own label, by which it is taken. */
  label: z.string(),
  /** The same for people. */
  text: z.string(),
  /** The operation it is about: "ctx.publish". */
  operation: z.optional(z.string()),
  fault: z.boolean(),
  /** Why it cannot be chosen now. */
  refused: z.optional(z.string()),
  link: z.optional(LinkToLineSchema),
});
export type OfferView = z.infer<typeof OfferViewSchema>;

const TaskViewSchema = z.object({
  service: z.string(),
  /** "PriceChanged#2 waits at db.put". */
  text: z.string(),
  link: z.optional(LinkToLineSchema),
});

const StepperViewSchema = z.object({
  key: ItemKeySchema,
  title: z.string(),
  /** Index of the current moment on the line; 0 is the start. */
  at: z.int(),
  /** "step 4 of 6". */
  position: z.string(),
  /** "2 choices and 1 fault": how long the way here is. Empty at the start. */
  cost: z.string(),
  /** What the last step was and what it did, one sentence each; the first is its name. */
  did: z.array(z.string()),
  link: z.optional(LinkToLineSchema),
  /** What is to be said of this moment: a check that broke, a goal that was reached, the end of the run. */
  remarks: z.array(z.object({ tone: z.enum(["bad", "good", "plain"]), text: z.string() })),
  offers: z.array(OfferViewSchema),
  tasks: z.array(TaskViewSchema),
  services: z.array(ServiceStateSchema),
  queues: z.array(QueueStateSchema),
  copies: z.array(CopyViewSchema),
  /** Other ways that were taken from moments of the line: a click on one goes there. */
  branches: z.array(z.object({ depth: z.int(), moment: z.int(), text: z.string() })),
  /** Why the session cannot go on, or what became of a replay; absent while all is well. */
  notice: z.optional(z.string()),
  /** A step is being worked out. */
  busy: z.boolean(),
});
export type StepperView = z.infer<typeof StepperViewSchema>;

export const ToStepperSchema = z.discriminatedUnion("type", [
  /** All of the line's diagram. Comes before the view that needs it. */
  z.object({ type: z.literal("diagram"), diagram: DiagramSchema, strings: StepperStringsSchema }),
  /** There is no run to show, and why; the button with these words asks for it (`restart`). */
  z.object({ type: z.literal("waiting"), title: z.string(), text: z.string(), action: z.string() }),
  /** Draws an SVG of ours as a PNG; is answered with `picture`. Sizes are in CSS pixels. */
  z.object({
    type: z.literal("draw"),
    id: z.int(),
    svg: z.string(),
    width: z.int(),
    height: z.int(),
    scale: z.number(),
  }),
  /** The complete rest, and where the line changed, what is different from the diagram that the page has. */
  z.object({ type: z.literal("show"), view: StepperViewSchema, change: z.optional(DiagramChangeSchema) }),
  /** Is answered with `pong`: at once, or when everything sent before has been painted. */
  z.object({ type: z.literal("ping"), id: z.int(), painted: z.boolean() }),
]);
export type ToStepper = z.infer<typeof ToStepperSchema>;

export const FromStepperSchema = z.discriminatedUnion("type", [
  /** The page has loaded, for the first time or again: send everything. */
  z.object({ type: z.literal("ready") }),
  /** Takes the choice with this label. */
  z.object({ type: z.literal("take"), label: z.string() }),
  z.object({ type: z.literal("step") }),
  z.object({ type: z.literal("back") }),
  /** To the moment with this index on the line. */
  z.object({ type: z.literal("goTo"), index: z.int() }),
  /** To the first moment of another branch. */
  z.object({ type: z.literal("branch"), moment: z.int() }),
  z.object({ type: z.literal("run"), goal: z.enum(["shared", "drained"]) }),
  z.object({ type: z.literal("restart") }),
  /** Asks for a predicate and goes to a state in which it holds. */
  z.object({ type: z.literal("seek") }),
  z.object({ type: z.literal("copyTranscript") }),
  z.object({ type: z.literal("saveTrace") }),
  z.object({ type: z.literal("copyLink") }),
  z.object({ type: z.literal("revealLine"), line: z.int(), column: z.int() }),
  z.object({ type: z.literal("problem"), text: z.string() }),
  /** Answers the `draw` of the same id. Without bytes where it could not be drawn. */
  z.object({ type: z.literal("picture"), id: z.int(), png: z.optional(z.instanceof(Uint8Array)) }),
  /** Answers the ping of the same id; `at` is the moment that is shown, -1 where none is. */
  z.object({ type: z.literal("pong"), id: z.int(), at: z.int() }),
]);
export type FromStepper = z.infer<typeof FromStepperSchema>;
