/** The grammar of a `.quiz.md`: a question, a task list of options with their whys, and the worked answer. */
import type { ListItem } from "mdast";
import type { FileProblems } from "./fileProblems.ts";
import { HeadingSet, headingText, splitTitle } from "./headings.ts";
import { itemMarkdown, listsOf, readList } from "./markdownList.ts";
import { plainText, readSections, type Section, sliceOf, spanOfNode, unified } from "./markdownSections.ts";
import type { Markdown, QuizOption } from "./model.ts";

export interface QuizProse {
  /** The question without Markdown marks. */
  readonly title: string;
  /** The question and the text under it. */
  readonly question: Markdown;
  /** The text under it alone. */
  readonly details: Markdown;
  readonly options: readonly QuizOption[];
  readonly steps: readonly Markdown[];
  readonly quickCheck: Markdown;
  readonly remember: Markdown;
  readonly mistakes: readonly Markdown[];
}

const STEPS = "## Steps";
const QUICK_CHECK = "## Quick check";
const REMEMBER = "## Remember";
const MISTAKES = "## Mistakes";
const KNOWN = [STEPS, QUICK_CHECK, REMEMBER, MISTAKES];

/** Reads the text of a `.quiz.md`. Undefined only where it cannot be parsed at all; problems go to `problems`. */
export function readQuizProse(text: string, problems: FileProblems): QuizProse | undefined {
  const read = readSections(text, problems);
  if (read === undefined) return undefined;
  const { title, others } = splitTitle(read, problems);
  const headings = new HeadingSet(problems);
  for (const section of others) {
    const fixed = KNOWN.find((heading) => heading.toLowerCase() === headingText(section).toLowerCase());
    if (fixed !== undefined) headings.take(fixed, section);
    else problems.add(section.heading, { code: "heading-unknown", heading: headingText(section), known: KNOWN });
  }
  const end = text.trimEnd().length;
  const list = (heading: string, numbered: boolean): readonly Markdown[] => {
    const section = headings.require(heading, end);
    return section === undefined ? [] : readList(text, section, heading, { numbered }, problems);
  };
  const prose = (heading: string): Markdown => {
    const section = headings.require(heading, end);
    const content = section === undefined ? "" : sliceOf(text, section.content);
    if (section !== undefined && content === "") problems.add(section.heading, { code: "section-empty", heading });
    return content;
  };
  return {
    title: title?.title ?? "",
    question: title === undefined ? "" : [headingOf(text, title), detailsOf(text, title)].join("\n\n").trim(),
    details: title === undefined ? "" : detailsOf(text, title),
    options: title === undefined ? [] : readOptions(text, title, problems),
    steps: list(STEPS, true),
    quickCheck: prose(QUICK_CHECK),
    remember: prose(REMEMBER),
    mistakes: list(MISTAKES, false),
  };
}

function headingOf(text: string, title: Section): Markdown {
  const heading = unified(text.slice(title.heading.start, title.heading.end));
  // `# question #`, or the question underlined with `===`.
  const question = heading.startsWith("#")
    ? heading.replace(/^#[ \t]*/, "").replace(/[ \t]#+$/, "")
    : heading.replace(/\n[ \t]*=+$/, "");
  return question.trim();
}

function detailsOf(text: string, title: Section): Markdown {
  const body = title.content.filter((node) => !(node.type === "list" && isTaskList(node.children)));
  return body.map((node) => sliceOf(text, [node])).join("\n\n");
}

function isTaskList(items: readonly ListItem[]): boolean {
  return items.some((item) => typeof item.checked === "boolean");
}

function readOptions(text: string, title: Section, problems: FileProblems): readonly QuizOption[] {
  const items = listsOf(title.content)
    .filter((list) => isTaskList(list.children))
    .flatMap((list) => list.children);
  if (items.length === 0) {
    problems.add(title.heading, { code: "quiz-options-missing" });
    return [];
  }
  const options = items.map((item) => readOption(text, item, problems));
  const first = items[0];
  const span = first === undefined ? title.heading : spanOfNode(first);
  const boxed = items.filter((item) => typeof item.checked === "boolean");
  if (options.length < 2) problems.add(span, { code: "quiz-too-few-options", found: options.length });
  else if (boxed.length === items.length) {
    if (!options.some((option) => option.right)) problems.add(span, { code: "quiz-no-right-option" });
    if (options.every((option) => option.right)) problems.add(span, { code: "quiz-no-wrong-option" });
  }
  return options;
}

function readOption(text: string, item: ListItem, problems: FileProblems): QuizOption {
  const [head] = item.children;
  const name = head === undefined ? "" : plainText(head);
  if (typeof item.checked !== "boolean") {
    problems.add(spanOfNode(item), { code: "quiz-option-without-box", option: name });
  }
  const whole = itemMarkdown(text, item).replace(/^\[[ \txX\n]\][ \t\n]*/, "");
  // The first paragraph is the option; its end is found by its length, as both are cut from the same place.
  const lines = head === undefined ? 0 : (head.position?.end.line ?? 0) - (item.position?.start.line ?? 0) + 1;
  const all = whole.split("\n");
  const why = all.slice(lines).join("\n").trim();
  if (why === "") problems.add(spanOfNode(item), { code: "quiz-option-without-why", option: name });
  return { text: all.slice(0, lines).join("\n").trim(), right: item.checked === true, why };
}
