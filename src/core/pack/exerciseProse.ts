/** The grammar of `exercise.md`: title, prompt, blanks with their variants, hints, worked solution, common mistakes. */
import type { Span } from "../../base/span.ts";
import type { FileProblems } from "./fileProblems.ts";
import { HeadingSet, headingParts, headingText, splitTitle } from "./headings.ts";
import { readList } from "./markdownList.ts";
import { readSections, type Section, sliceOf } from "./markdownSections.ts";
import type { BlankProse, Markdown, Variant } from "./model.ts";
import { readVariant } from "./variantProse.ts";

export interface ExerciseProse {
  readonly title: string;
  readonly prompt: Markdown;
  readonly blanks: readonly BlankProse[];
  readonly hints: readonly Markdown[];
  readonly steps: readonly Markdown[];
  readonly mistakes: readonly Markdown[];
  /** Where each blank's heading stands, by the blank's id. */
  readonly blankSpans: ReadonlyMap<string, Span>;
  /** Where each variant's heading stands. */
  readonly variantSpans: ReadonlyMap<Variant, Span>;
}

const HINTS = "## Hints";
const SOLUTION = "## Solution";
const MISTAKES = "## Mistakes";
const TOP = ["## Blank:", HINTS, SOLUTION, MISTAKES];
const INSIDE_BLANK = ["### Wrong:", "### Accept:", "### Worse:"];

/** Reads the text of an `exercise.md`. Undefined only where it cannot be parsed at all; problems go to `problems`. */
export function readExerciseProse(text: string, problems: FileProblems): ExerciseProse | undefined {
  const read = readSections(text, problems);
  if (read === undefined) return undefined;
  const { title, others } = splitTitle(read, problems);
  const prompt = title === undefined ? "" : sliceOf(text, title.content);
  if (title !== undefined && prompt === "") {
    problems.add(title.heading, { code: "section-empty", heading: headingText(title) });
  }

  const headings = new HeadingSet(problems);
  const blanks: (BlankProse & { variants: Variant[] })[] = [];
  const blankSpans = new Map<string, Span>();
  const variantSpans = new Map<Variant, Span>();
  // The blank whose variants follow; "none" after any other heading, "skip" after one that was reported itself.
  let open: Variant[] | "none" | "skip" = "none";
  for (const section of others) {
    if (section.depth === 2) {
      open = "none";
      const fixed = TOP.find((heading) => heading.slice(3).toLowerCase() === section.title.toLowerCase());
      if (fixed !== undefined && fixed !== "## Blank:") headings.take(fixed, section);
      else {
        const blank = readBlank(text, section);
        if (blank === undefined) {
          open = "skip";
          problems.add(section.heading, { code: "heading-unknown", heading: headingText(section), known: TOP });
        } else if (!headings.take(`## Blank: ${blank.id}`, section)) open = "skip";
        else {
          open = blank.variants;
          blanks.push(blank);
          blankSpans.set(blank.id, section.heading);
        }
      }
    } else if (open === "none") {
      problems.add(section.heading, { code: "heading-unknown", heading: headingText(section), known: TOP });
    } else if (open !== "skip") {
      const variant = readVariant(text, section, problems);
      if (variant === "unknown") {
        problems.add(section.heading, { code: "heading-unknown", heading: headingText(section), known: INSIDE_BLANK });
      } else if (variant !== undefined) {
        open.push(variant);
        variantSpans.set(variant, section.heading);
      }
    }
  }
  const list = (heading: string, numbered: boolean): readonly Markdown[] => {
    const section = headings.require(heading, text.trimEnd().length);
    return section === undefined ? [] : readList(text, section, heading, { numbered }, problems);
  };
  return {
    title: title?.title ?? "",
    prompt,
    blanks,
    hints: list(HINTS, false),
    steps: list(SOLUTION, true),
    mistakes: list(MISTAKES, false),
    blankSpans,
    variantSpans,
  };
}

function readBlank(text: string, section: Section): (BlankProse & { variants: Variant[] }) | undefined {
  const { kind, name } = headingParts(section);
  if (kind !== "blank" || name === undefined || name === "") return undefined;
  const question = sliceOf(text, section.content);
  return { id: name, variants: [], ...(question === "" ? {} : { question }) };
}
