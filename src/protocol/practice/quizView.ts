/** A question as the Practice panel draws it. What is right travels only once it was answered. */
import * as z from "zod/mini";
import { ItemKeySchema } from "../itemKey.ts";
import { LinkToItemSchema } from "./exerciseView.ts";

const Html = z.string();

const QuizOptionViewSchema = z.object({
  /** The option's index in the pack, whatever the order shown. */
  index: z.int(),
  text: Html,
  /** Present once answered. `verdict` is the whole sentence: "Right, and you chose it." */
  judged: z.optional(z.object({ right: z.boolean(), chosen: z.boolean(), verdict: z.string(), why: Html })),
});
export type QuizOptionView = z.infer<typeof QuizOptionViewSchema>;

export const QuizViewSchema = z.object({
  kind: z.literal("quiz"),
  key: ItemKeySchema,
  title: z.string(),
  /** "easy · consistency models". */
  about: z.string(),
  /** "Question 3 of 5". */
  progress: z.string(),
  question: Html,
  multiple: z.boolean(),
  options: z.array(QuizOptionViewSchema),
  answered: z.optional(
    z.object({
      right: z.boolean(),
      title: z.string(),
      /** The right options, as the final answer of the worked solution. */
      finalAnswer: z.array(Html),
      steps: z.array(Html),
      quickCheck: Html,
      remember: Html,
      mistakes: z.array(Html),
    }),
  ),
  back: z.optional(LinkToItemSchema),
  next: z.optional(LinkToItemSchema),
});
export type QuizView = z.infer<typeof QuizViewSchema>;
