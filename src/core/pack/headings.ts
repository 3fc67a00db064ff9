/** What every prose file has in common: one title, then known headings, each at most once. */
import type { FileProblems } from "./fileProblems.ts";
import { type Section, type Sections, spanOfNode } from "./markdownSections.ts";

/** How the title is named in problems. */
const TITLE_HEADING = "#";

/** A heading with its marks, as it stands in the file: `## Hints`. */
export function headingText(section: Section): string {
  return `${"#".repeat(section.depth)} ${section.title}`.trimEnd();
}

/** The part before the colon in lower case, and the part after it; without a colon `name` is undefined. */
export function headingParts(section: Section): { readonly kind: string; readonly name?: string } {
  const colon = section.title.indexOf(":");
  if (colon < 0) return { kind: section.title.toLowerCase() };
  return { kind: section.title.slice(0, colon).trim().toLowerCase(), name: section.title.slice(colon + 1).trim() };
}

/**
 * The title's section and all others after it. A missing title, one that is not the first thing in the file, an empty
 * one and a second one are problems.
 */
export function splitTitle(
  read: Sections,
  problems: FileProblems,
): { readonly title?: Section; readonly others: readonly Section[] } {
  const at = read.sections.findIndex((section) => section.depth === 1);
  const title = read.sections[at];
  const first = read.before[0];
  if (title === undefined || at > 0 || first !== undefined) {
    const span = first === undefined ? (read.sections[0]?.heading ?? { start: 0, end: 0 }) : spanOfNode(first);
    problems.add({ start: span.start, end: span.start }, { code: "heading-missing", heading: TITLE_HEADING });
  }
  if (title !== undefined && title.title === "") {
    problems.add(title.heading, { code: "section-empty", heading: TITLE_HEADING });
  }
  const others: Section[] = [];
  for (const section of read.sections) {
    if (section === title) continue;
    if (section.depth === 1) problems.add(section.heading, { code: "heading-repeated", heading: TITLE_HEADING });
    else others.push(section);
  }
  return title === undefined ? { others } : { title, others };
}

/** Remembers which headings were there, and reports a second one and, at the end, the missing ones. */
export class HeadingSet {
  readonly #seen = new Map<string, Section>();
  readonly #problems: FileProblems;

  constructor(problems: FileProblems) {
    this.#problems = problems;
  }

  /** False, with a problem, when this heading was there before. */
  take(heading: string, section: Section): boolean {
    if (this.#seen.has(heading)) {
      this.#problems.add(section.heading, { code: "heading-repeated", heading });
      return false;
    }
    this.#seen.set(heading, section);
    return true;
  }

  /** The section, or a problem at `end`, where it would be added. */
  require(heading: string, end: number): Section | undefined {
    const section = this.#seen.get(heading);
    if (section === undefined) this.#problems.add({ start: end, end }, { code: "heading-missing", heading });
    return section;
  }
}
