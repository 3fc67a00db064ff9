/** An exercise as the Practice panel draws it: everything a person reads is already text in their language. */
import * as z from "zod/mini";
import { ItemKeySchema } from "../itemKey.ts";
import { LinkToLineSchema } from "../linkToLine.ts";
import { RunViewSchema } from "./runView.ts";

/** Made in the host from Markdown, without scripts, styles or event handlers. */
const Html = z.string();

/** What an author says of a fragment that a learner chose. */
const WhySchema = z.object({ tone: z.enum(["wrong", "worse"]), title: z.string(), why: Html });

const BlankViewSchema = z.object({
  id: z.string(),
  /** 1 for the first blank in the file. */
  number: z.int(),
  /** `missing`: the learner's file has no place for it any more. `unknown`: the file was not read yet. */
  state: z.enum(["empty", "filled", "missing", "unknown"]),
  /** What the learner's file holds there; empty unless filled. */
  code: z.string(),
  question: z.optional(Html),
  /** What the last check says of what stands here, while it still stands here. */
  listed: z.optional(WhySchema),
});
export type BlankView = z.infer<typeof BlankViewSchema>;

const OptionViewSchema = z.object({ letter: z.string(), code: z.string() });
export type OptionView = z.infer<typeof OptionViewSchema>;

/** One thing that did not hold, or one thing that stopped the run. */
const FindingSchema = z.object({
  title: z.string(),
  detail: z.optional(z.string()),
  link: z.optional(LinkToLineSchema),
  /** The entry of the run after which it was broken, where there is one. */
  entry: z.optional(z.int()),
});

const ResultViewSchema = z.object({
  tone: z.enum(["right", "worse", "wrong", "incomplete", "error"]),
  title: z.string(),
  /** One or two sentences: what was tried, what to do next. */
  text: z.optional(z.string()),
  findings: z.array(FindingSchema),
  /** True when the blanks no longer hold what was checked. */
  stale: z.boolean(),
});
export type ResultView = z.infer<typeof ResultViewSchema>;

const NoticeSchema = z.object({
  kind: z.enum(["restricted", "outdated", "outside", "attemptsUsedUp"]),
  text: z.string(),
  /** The text of the button that does something about it. */
  action: z.string(),
});
export type NoticeView = z.infer<typeof NoticeSchema>;

export const LinkToItemSchema = z.object({ key: ItemKeySchema, title: z.string() });

export const ExerciseViewSchema = z.object({
  kind: z.literal("exercise"),
  key: ItemKeySchema,
  title: z.string(),
  /** "medium · asynchronous messaging". */
  about: z.string(),
  /** "Attempts: 3 left", or what became of them. */
  attempts: z.string(),
  /** The state in one word with a shape of its own. */
  state: z.object({ kind: z.enum(["new", "started", "passed", "again"]), label: z.string() }),
  /** False until the learner's file exists; then the one thing to do is to open it. */
  opened: z.boolean(),
  prompt: Html,
  blanks: z.array(BlankViewSchema),
  options: z.array(OptionViewSchema),
  notices: z.array(NoticeSchema),
  hints: z.object({
    opened: z.array(Html),
    /** The text of the button; absent when all are open, or there are none. */
    next: z.optional(z.string()),
  }),
  checking: z.boolean(),
  /** False where code must not run. */
  canCheck: z.boolean(),
  hasKeptCopies: z.boolean(),
  result: z.optional(ResultViewSchema),
  run: z.optional(RunViewSchema),
  /** Present once the learner has passed or has seen the solution. */
  solution: z.optional(z.object({ steps: z.array(Html), mistakes: z.array(Html) })),
  next: z.optional(LinkToItemSchema),
});
export type ExerciseView = z.infer<typeof ExerciseViewSchema>;
