/** What the extension host and the Practice panel say to each other. Everything is checked where it arrives. */
import * as z from "zod/mini";
import { ItemKeySchema } from "./itemKey.ts";
import { ExerciseViewSchema } from "./practice/exerciseView.ts";
import { QuizViewSchema } from "./practice/quizView.ts";
import { StringsSchema } from "./strings.ts";

/** What the panel shows when nothing is chosen, or what was shown is gone; `text` says which. */
const EmptyViewSchema = z.object({ kind: z.literal("empty"), text: z.string() });

const PracticeViewSchema = z.discriminatedUnion("kind", [EmptyViewSchema, ExerciseViewSchema, QuizViewSchema]);
export type PracticeView = z.infer<typeof PracticeViewSchema>;

/** Parts of the panel that a command may bring into sight. */
const PartSchema = z.enum(["result", "hints", "run"]);
export type Part = z.infer<typeof PartSchema>;

/** What the panel is asked to show: an item, and the part of it to look at. Also what a tree element looks like. */
export const TargetSchema = z.object({ key: ItemKeySchema, part: z.optional(PartSchema) });

export const ToWebviewSchema = z.discriminatedUnion("type", [
  /** The complete state. Showing the same one twice changes nothing. */
  z.object({ type: z.literal("show"), view: PracticeViewSchema, strings: StringsSchema }),
  /** Scrolls a part into sight; opens it where it is folded. Takes no focus. */
  z.object({ type: z.literal("reveal"), part: PartSchema }),
]);
export type ToWebview = z.infer<typeof ToWebviewSchema>;

const key = ItemKeySchema;

export const FromWebviewSchema = z.discriminatedUnion("type", [
  /** The page has loaded, for the first time or again: send the state. */
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("fill"), key, blank: z.string(), code: z.string() }),
  /** Takes the last edit of the learner's file back, or makes it again. */
  z.object({ type: z.literal("undo"), key }),
  z.object({ type: z.literal("redo"), key }),
  z.object({ type: z.literal("check"), key }),
  z.object({ type: z.literal("cancelCheck"), key }),
  z.object({ type: z.literal("hint"), key }),
  z.object({ type: z.literal("reset"), key }),
  z.object({ type: z.literal("resetBlank"), key, blank: z.string() }),
  z.object({ type: z.literal("restoreBlank"), key, blank: z.string() }),
  z.object({ type: z.literal("restoreOutside"), key }),
  z.object({ type: z.literal("showSolution"), key }),
  /** Opens the stepper at the start. */
  z.object({ type: z.literal("stepThrough"), key }),
  /** … and on the run of the last check. */
  z.object({ type: z.literal("replay"), key }),
  z.object({ type: z.literal("showKeptCopies"), key }),
  /** Puts the learner's cursor into a blank of the file. */
  z.object({ type: z.literal("revealBlank"), key, blank: z.string() }),
  /** Puts the learner's cursor on a line of the file; line and column start at 1. */
  z.object({ type: z.literal("revealLine"), key, line: z.int(), column: z.int() }),
  /** Goes on to another item, or opens the file of this one. */
  z.object({ type: z.literal("open"), key }),
  /** `chosen` are the `index`es of the options. */
  z.object({ type: z.literal("answer"), key, chosen: z.array(z.int()) }),
  z.object({ type: z.literal("answerAgain"), key }),
  z.object({ type: z.literal("manageTrust") }),
  z.object({ type: z.literal("chooseItem") }),
  /** Something in the page failed, or a message made no sense there; for the log. */
  z.object({ type: z.literal("problem"), text: z.string() }),
]);
export type FromWebview = z.infer<typeof FromWebviewSchema>;

/** What the page keeps across a reload (`setState`), and what comes back when the window is restored. */
export const SavedStateSchema = z.object({ key, chosen: z.optional(z.array(z.int())) });
export type SavedState = z.infer<typeof SavedStateSchema>;

export { type ExerciseView } from "./practice/exerciseView.ts";
export { type QuizView } from "./practice/quizView.ts";
export { type Strings } from "./strings.ts";
