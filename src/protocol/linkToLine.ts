/** A place in the learner's file, and the text of the link that goes there ("line 7"). Lines and columns start at 1. */
import * as z from "zod/mini";

export const LinkToLineSchema = z.object({ label: z.string(), line: z.int(), column: z.int() });
export type LinkToLine = z.infer<typeof LinkToLineSchema>;
